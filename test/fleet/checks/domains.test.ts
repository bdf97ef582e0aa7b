import { afterEdits, type Edit, HERE, says } from "../copy";

const FINANCES = "perimeters/finances.yaml";
const JUSTICE = "perimeters/justice.yaml";

/** Puts a domain first in the list of justice, where its mistake is expected. */
const first = (domain: string): Edit => [JUSTICE, "emailDomains:\n", `emailDomains:\n      - ${HERE}${domain}\n`];

test("a domain in two perimeters is told at the second, naming the first", () => {
  const { errors, warnings, places } = afterEdits("prod", [FINANCES, "- insee.fr", "- ▸insee.fr"], first("insee.fr"));
  const [finances, justice] = places;
  expect(errors).toEqual([
    says(justice, "shards[0].emailDomains[0]", `insee.fr is already taken at ${finances}.`, "Remove it from one of"),
  ]);
  expect(warnings).toEqual([]);
});

test("a domain twice in one list is told, naming both places", () => {
  const { errors, places } = afterEdits("dev", [
    "perimeters/dev01.yaml",
    "- essais-dev01.tchap.incubateur.net",
    "- ▸essais-dev01.tchap.incubateur.net\n      - ▸essais-dev01.tchap.incubateur.net",
  ]);
  const [one, other] = places;
  expect(errors).toEqual([says(other, "shards[0].emailDomains[2]", `already taken at ${one}.`, "exactly one shard")]);
});

test("the same domain in capitals, or with a final dot, is the same domain", () => {
  const { errors, places } = afterEdits("prod", [FINANCES, "- insee.fr", "- ▸insee.fr"], first("Insee.fr."));
  const [finances, justice] = places;
  expect(errors).toEqual([
    says(justice, "shards[0].emailDomains[0]", "Insee.fr. has capital letters.", "Write insee.fr."),
    says(justice, "shards[0].emailDomains[0]", `insee.fr is already taken at ${finances}.`, "Remove it"),
  ]);
});

test("a look-alike outside gouv.fr is a warning: the environment loads", () => {
  const { errors, warnings, places } = afterEdits("prod", first("hebergement.interieur-gouv.fr"));
  expect(errors).toEqual([]);
  expect(warnings).toEqual([
    says(
      places[0],
      "shards[0].emailDomains[0]",
      "hebergement.interieur-gouv.fr looks like a name under gouv.fr and is not",
      "Ask for a dated proof of control, or remove it.",
    ),
  ]);
});

test.each([
  ["fin\u00A0ances.gouv.fr", "no-break space"],
  ["Chancelleries.gouv.fr", "capital letters"],
  ["chancelleries.gouv.fr.", "ends with a dot"],
  ['"*.justice.gouv.fr"', "is a wildcard"],
  ["'.*\\.justice\\.gouv\\.fr'", "is a pattern"],
  ["fr", "whole top-level domain"],
  ["gouv.fr", "State's whole domain"],
  ["ju\u0455tice.gouv.fr", "mixes Latin and Cyrillic letters"],
  ["orange-business.fr", "public mail provider"],
  ["free.fr", "public mail provider"],
])("the domain %s in a perimeter is one mistake at its place, and no look-alike besides", (domain, wrong) => {
  const { errors, warnings, places } = afterEdits("prod", first(domain));
  expect(errors).toEqual([says(places[0], "shards[0].emailDomains[0]", wrong, " ")]);
  expect(warnings).toEqual([]);
});

test("a single address leads to one shard, and is written as it is compared", () => {
  const addresses = (list: string): Edit => [
    JUSTICE,
    "    emailDomains:\n",
    `    emailAddresses: ${list}\n    emailDomains:\n`,
  ];
  expect(afterEdits("prod", addresses("[mission@finances.gouv.fr]")).errors).toEqual([]);
  const twice = afterEdits("prod", addresses(`[${HERE}mission@insee.fr, ${HERE}mission@insee.fr]`));
  expect(twice.errors).toEqual([
    says(twice.places[1], "shards[0].emailAddresses[1]", `is already taken at ${twice.places[0]}`, "exactly one shard"),
  ]);
  const capitals = afterEdits("prod", addresses(`[${HERE}Mission@insee.fr]`));
  expect(capitals.errors).toEqual([
    says(capitals.places[0], "shards[0].emailAddresses[0]", "has capitals", "Write mission@insee.fr"),
  ]);
});
