import { FIRST_ARCHIVE } from "../fleet";
import { collect, collectTexts, dateAt, numberAt, textAt, valueAt } from "../load/collect";
import type { Source } from "../load/source";
import { fieldName, type Mistake, mistake, positionText } from "../mistakes";
import { agentsCount } from "../schema/perimeter";

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
  const [signed, ends, notice] = ["signedOn", "endsOn", "noticeOn"].map((key) => dateAt(source, ["convention", key]));
  const noticed = collect(source, ["convention", "noticeOn"]).length > 0;
  const mistakes: Mistake[] = [];
  const say = (key: string, wrong: string, write: string) =>
    mistakes.push(mistake(source.at(["convention", key]), `convention.${key}`, wrong, write));
  if (signed && ends && ends < signed)
    say("endsOn", `The convention ends (${ends}) before it is signed (${signed}).`, "Swap or correct the two dates.");
  if (signed && notice && notice < signed)
    say("noticeOn", `Notice is given (${notice}) before the signature (${signed}).`, "Correct the date.");
  const state = textAt(source, ["state"]);
  if (state === "notice" && !noticed)
    say(
      "noticeOn",
      "The state is notice, and the day of the notice is missing.",
      "Add noticeOn: the day on which it was given.",
    );
  if (state === "active" && noticed)
    say("noticeOn", "Notice was given, and the state is active.", 'Write "state: notice", or remove noticeOn.');
  return mistakes;
}

function figures(source: Source): Mistake[] {
  const [registered, potential] = ["registered", "potential"].map(
    (key) => agentsCount().safeParse(numberAt(source, ["agents", key, "count"])).data,
  );
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
  const counts = collect(source, ["shards", "*", "registered"]).map(({ value }) => value);
  if (!counts.every((count) => typeof count === "number")) return [];
  const sum = counts.reduce((all, count) => all + count, 0);
  if (sum === total) return [];
  const wrong = `The shards have ${sum} accounts together, the perimeter ${total}.`;
  return [mistake(source.at(["shards"]), "shards", wrong, "Make shards[].registered sum to agents.registered.count.")];
}

function routing(source: Source): Mistake[] {
  const role = textAt(source, ["role"]);
  const lists = collect(source, ["shards", "*", "emailDomains"]);
  const empty = lists.filter(({ value }) => Array.isArray(value) && value.length === 0);
  const nowhere = lists.length > 0 && empty.length === lists.length;
  const say = (path: readonly PropertyKey[], wrong: string, write: string) =>
    mistake(source.at(path), fieldName(path), wrong, write);
  if (role === "agents" && nowhere)
    return lists.map(({ path }) => say(path, "No e-mail domain leads to this perimeter.", "List its domains."));
  if (role !== "externals") return [];
  const wrong = "Externals have no domain of their own: every undeclared address leads there.";
  return lists.filter((each) => !empty.includes(each)).map(({ path }) => say(path, wrong, "Write []."));
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

/** Where a database archives is said once: by its recovery, or by itself. */
function archives(source: Source): Mistake[] {
  return collect(source, ["shards", "*"]).flatMap(({ path, value }) => {
    const own = [...path, "archive"];
    const [archive, recovered] = [valueAt(value, ["archive"]), valueAt(value, ["recovery"])];
    if (archive === undefined || recovered === undefined) return [];
    const wrong = "Where it archives is said twice, here and in recovery.archive.";
    return [mistake(source.at(own), fieldName(own), wrong, "Keep the one that is newer, as archive, or as recovery.")];
  });
}

/** An archive has one history: what archives into one that is read from, or was the first, would end both. */
function recoveries(source: Source): Mistake[] {
  return collect(source, ["shards", "*", "recovery"]).flatMap(({ path, value }) => {
    const [archive, from] = [valueAt(value, ["archive"]), valueAt(value, ["from"])];
    if (typeof archive !== "string" || (archive !== from && archive !== FIRST_ARCHIVE)) return [];
    const wrong = `${archive} has a history already: the database would archive over what it is restored from.`;
    const own = [...path, "archive"];
    return [
      mistake(source.at(own), fieldName(own), wrong, "Write a name that was never used, postgres-2 for example."),
    ];
  });
}

/**
 * Exactly one perimeter takes those whom no other does. That none does is said only where every role could be read:
 * a file or role with a mistake may be the one.
 */
function defaultPerimeter(perimeters: readonly Source[], environment: Source | undefined, allRead: boolean): Mistake[] {
  const roles = perimeters.map((source) => textAt(source, ["role"]));
  const externals = perimeters.filter((_, index) => roles[index] === "externals");
  const [first, ...others] = externals;
  if (first === undefined) {
    if (environment === undefined || !allRead || !roles.every((role) => role === "agents")) return [];
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

/** What is wrong inside each perimeter, and with the default one; `allRead` is false where a file could not be read. */
export function checkPerimeters(
  perimeters: readonly Source[],
  environment: Source | undefined,
  allRead: boolean,
): Mistake[] {
  return [
    ...perimeters.flatMap((source) => [
      ...ownName(source),
      ...dates(source),
      ...figures(source),
      ...split(source),
      ...routing(source),
      ...exemptions(source),
      ...recoveries(source),
      ...archives(source),
    ]),
    ...defaultPerimeter(perimeters, environment, allRead),
  ];
}
