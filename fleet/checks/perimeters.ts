import { collect, collectTexts, numberAt, textAt } from "../load/collect";
import type { Source } from "../load/source";
import { fieldName, type Mistake, mistake, positionText } from "../mistakes";
import { duplicates } from "./unique";

function baseName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1).replace(/\.yaml$/, "");
}

function ownName(source: Source): Mistake[] {
  const expected = baseName(source.file);
  const name = textAt(source, ["perimeter"]);
  if (name === undefined || name === expected) return [];
  const wrong = `The perimeter is called ${name}, its file ${expected}.yaml.`;
  return [
    mistake(source.at(["perimeter"]), "perimeter", wrong, `Write "${expected}", or rename the file to ${name}.yaml.`),
  ];
}

function dates(source: Source): Mistake[] {
  const [signed, ends, notice] = ["signedOn", "endsOn", "noticeOn"].map((key) => textAt(source, ["convention", key]));
  const mistakes: Mistake[] = [];
  const say = (key: string, wrong: string, write: string) =>
    mistakes.push(mistake(source.at(["convention", key]), `convention.${key}`, wrong, write));
  if (signed && ends && ends < signed)
    say("endsOn", `The convention ends (${ends}) before it is signed (${signed}).`, "Swap or correct the two dates.");
  if (signed && notice && notice < signed)
    say("noticeOn", `Notice is given (${notice}) before the signature (${signed}).`, "Correct the date.");
  const state = textAt(source, ["state"]);
  if (state === "notice" && notice === undefined)
    say(
      "noticeOn",
      "The state is notice, and the day of the notice is missing.",
      "Add noticeOn: the day on which it was given.",
    );
  if (state === "active" && notice !== undefined)
    say("noticeOn", "Notice was given, and the state is active.", 'Write "state: notice", or remove noticeOn.');
  return mistakes;
}

function figures(source: Source): Mistake[] {
  const registered = numberAt(source, ["agents", "registered", "count"]);
  const potential = numberAt(source, ["agents", "potential", "count"]);
  if (registered === undefined || potential === undefined || registered <= potential) return [];
  const path = ["agents", "registered", "count"];
  const wrong = `More agents are registered (${registered}) than could be (${potential}).`;
  return [mistake(source.at(path), fieldName(path), wrong, "Correct one of the two figures.")];
}

function split(source: Source): Mistake[] {
  const shards = collect(source, ["shards", "*"]);
  const total = numberAt(source, ["agents", "registered", "count"]);
  if (shards.length < 2 || total === undefined) return [];
  const missing = shards.filter(({ value }) => typeof value === "object" && value !== null && !("registered" in value));
  if (missing.length > 0)
    return missing.map(({ path }) =>
      mistake(
        source.at(path),
        fieldName([...path, "registered"]),
        "This field is missing.",
        "Say how many of the perimeter's accounts are on this shard.",
      ),
    );
  const sum = collect(source, ["shards", "*", "registered"]).reduce((all, { value }) => all + Number(value), 0);
  if (sum === total) return [];
  const wrong = `The shards have ${sum} accounts together, the perimeter ${total}.`;
  return [mistake(source.at(["shards"]), "shards", wrong, "Make shards[].registered sum to agents.registered.count.")];
}

/** Names that stacks and namespaces of the environment itself already have. */
const TAKEN = ["platform", "services", "border"];

function takenNames(source: Source): Mistake[] {
  const names = [...collectTexts(source, ["perimeter"]), ...collectTexts(source, ["shards", "*", "name"])];
  return names
    .filter(({ value }) => TAKEN.includes(value))
    .map(({ path, value }) =>
      mistake(
        source.at(path),
        fieldName(path),
        `${value} is a name of the environment itself.`,
        `Choose another name than ${TAKEN.join(", ")}.`,
      ),
    );
}

function routing(source: Source): Mistake[] {
  const role = textAt(source, ["role"]);
  return collect(source, ["shards", "*", "emailDomains"]).flatMap(({ path, value }) => {
    if (!Array.isArray(value)) return [];
    const say = (wrong: string, write: string) => [mistake(source.at(path), fieldName(path), wrong, write)];
    if (role === "externals" && value.length > 0)
      return say("Externals have no domain of their own: every undeclared address leads there.", "Write [].");
    if (role === "agents" && value.length === 0 && collect(source, ["shards", "*"]).length === 1)
      return say("No e-mail domain leads to this perimeter's only shard.", "List its domains.");
    return [];
  });
}

function exemptions(source: Source): Mistake[] {
  const own = new Set(collectTexts(source, ["shards", "*", "emailDomains", "*"]).map(({ value }) => value));
  return collectTexts(source, ["exemptions", "*", "domains", "*"]).flatMap(({ path, value }) =>
    own.has(value)
      ? []
      : [
          mistake(
            source.at(path),
            fieldName(path),
            `${value} is not a domain of this perimeter.`,
            "Name one of its own domains.",
          ),
        ],
  );
}

function defaultPerimeter(perimeters: readonly Source[], environment: Source): Mistake[] {
  const externals = perimeters.filter((source) => textAt(source, ["role"]) === "externals");
  const [first, ...others] = externals;
  if (first === undefined) {
    const wrong = "No perimeter has the role externals: an undeclared address leads nowhere.";
    return [
      mistake(environment.at([]), environment.file, wrong, 'Write "role: externals" in the perimeter for guests.'),
    ];
  }
  const place = positionText(first.at(["role"]));
  return others.map((source) =>
    mistake(
      source.at(["role"]),
      "role",
      `The default perimeter for externals is already ${place}.`,
      "Only one can be the default; write role: agents.",
    ),
  );
}

function serverNames(perimeters: readonly Source[], environment: Source): Mistake[] {
  const domain = textAt(environment, ["domain"]);
  if (domain === undefined) return [];
  const named = perimeters.flatMap((source) => collectTexts(source, ["shards", "*", "serverName"]));
  return [...named, ...collectTexts(environment, ["federation", "reserved", "*"])].flatMap(({ source, path, value }) =>
    value === domain || value.endsWith(`.${domain}`)
      ? []
      : [
          mistake(
            source.at(path),
            fieldName(path),
            `${value} is not below the environment's domain ${domain}.`,
            `Write <name>.${domain}`,
          ),
        ],
  );
}

/** What is wrong with perimeters among each other and with their environment. */
export function checkPerimeters(perimeters: readonly Source[], environment: Source): Mistake[] {
  const all = (pattern: readonly string[]) => perimeters.flatMap((source) => collectTexts(source, pattern));
  return [
    ...perimeters.flatMap((source) => [
      ...ownName(source),
      ...dates(source),
      ...figures(source),
      ...split(source),
      ...takenNames(source),
      ...routing(source),
      ...exemptions(source),
    ]),
    ...defaultPerimeter(perimeters, environment),
    ...serverNames(perimeters, environment),
    ...duplicates(
      all(["shards", "*", "name"]),
      "The shard name",
      "Choose another name: a shard name is unique in an environment.",
    ),
    ...duplicates(all(["shards", "*", "serverName"]), "The server name", "A server name belongs to exactly one shard."),
    ...duplicates(all(["shards", "*", "namespace"]), "The namespace", "Each shard has a namespace of its own."),
  ];
}
