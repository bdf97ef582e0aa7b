import { afterEdits, HERE, inCopy, says } from "../copy";

const DEV01 = "perimeters/dev01.yaml";
const DEV02 = "perimeters/dev02.yaml";
const EXTERNALS = "perimeters/ext01.yaml";
const ENVIRONMENT = "environments/dev/environment.yaml:2:1";

test("a perimeter called otherwise than its file is refused", () => {
  const { errors, places } = afterEdits("dev", [DEV01, "perimeter: dev01", "perimeter: ▸dev-01"]);
  expect(errors).toEqual([
    says(
      places[0],
      "perimeter",
      "The perimeter is called dev-01, its file dev01.yaml.",
      "or rename the file to dev-01.yaml",
    ),
  ]);
});

test("no default perimeter for externals is refused: an address must lead somewhere", () => {
  const { errors } = afterEdits(
    "dev",
    [EXTERNALS, "role: externals", "role: agents"],
    [EXTERNALS, "emailDomains: []", "emailDomains: [invites.tchap.incubateur.net]"],
  );
  expect(errors).toEqual([
    says(ENVIRONMENT, "environments/dev/environment.yaml", "No perimeter has the role externals", "role: externals"),
  ]);
});

test("two default perimeters for externals are refused at the second, naming the first", () => {
  const { errors, places } = afterEdits(
    "dev",
    [DEV02, "role: agents", "role: ▸externals"],
    [
      DEV02,
      "emailDomains:\n      - agents-dev02.tchap.incubateur.net\n      - essais-dev02.tchap.incubateur.net",
      "emailDomains: []",
    ],
    [EXTERNALS, "role: externals", "role: ▸externals"],
  );
  const [one, other] = places;
  expect(errors).toEqual([
    says(other, "role", `The default perimeter for externals is already ${one}.`, "write role: agents"),
  ]);
});

test("a default perimeter that cannot be read, or whose role is misspelt, is not called missing", () => {
  const unreadable = afterEdits("dev", [EXTERNALS, "perimeter: ext01", "perimeter: ext01\n▸perimeter: ext01"]);
  expect(unreadable.errors).toEqual([says(unreadable.places[0], "perimeter", "This key stands twice", "Keep one")]);
  const misspelt = afterEdits("dev", [EXTERNALS, "role: externals", "role: ▸external"]);
  expect(misspelt.errors).toEqual([
    says(misspelt.places[0], "role", '"external" is not one of agents, externals.', 'Did you mean "externals"?'),
  ]);
});

test("externals have no domains of their own, and agents have one at least", () => {
  const { errors, places } = afterEdits(
    "dev",
    [
      DEV02,
      "emailDomains:\n      - agents-dev02.tchap.incubateur.net\n      - essais-dev02.tchap.incubateur.net",
      "emailDomains: ▸[]",
    ],
    [EXTERNALS, "emailDomains: []", "emailDomains: ▸[invites.tchap.incubateur.net]"],
  );
  expect(errors).toEqual([
    says(places[0], "shards[0].emailDomains", "No e-mail domain leads to this perimeter.", "List its domains."),
    says(places[1], "shards[0].emailDomains", "Externals have no domain of their own", "Write []."),
  ]);
});

test.each([
  ["endsOn: 2028-12-31", "endsOn: ▸2026-02-30", "2026-02-30"],
  ["signedOn: 2025-01-06", "signedOn: ▸2025-02-29", "2025-02-29"],
  ["endsOn: 2028-12-31", "endsOn: ▸06/01/2028", "06/01/2028"],
])("a day that does not exist is told once: %s becomes %s", (from, to, day) => {
  const { errors, places } = afterEdits("dev", [DEV01, from, to]);
  const field = `convention.${from.split(":")[0]}`;
  expect(errors).toEqual([
    says(places[0], field, `${day} is not a date of the calendar.`, "Write YYYY-MM-DD, for example 2027-06-30."),
  ]);
});

test("a convention that ends before its signature is refused", () => {
  const { errors, places } = afterEdits("dev", [DEV01, "endsOn: 2028-12-31", "endsOn: ▸2024-12-31"]);
  expect(errors).toEqual([
    says(places[0], "convention.endsOn", "ends (2024-12-31) before it is signed (2025-01-06)", "correct the two dates"),
  ]);
});

test("a convention past its end is not bad input: policies judge it by the day", () => {
  const { errors, warnings } = afterEdits(
    "dev",
    [DEV01, "signedOn: 2025-01-06", "signedOn: 2019-01-06"],
    [DEV01, "endsOn: 2028-12-31", "endsOn: 2020-12-31"],
  );
  expect([...errors, ...warnings]).toEqual([]);
});

test("notice and its day go together", () => {
  const silent = afterEdits("dev", [DEV01, "state: active\nconvention:\n  ", "state: notice\nconvention:\n  ▸"]);
  expect(silent.errors).toEqual([
    says(silent.places[0], "convention.noticeOn", "the day of the notice is missing", "Add noticeOn"),
  ]);
  const active = afterEdits("dev", [DEV01, "endsOn: 2028-12-31", "endsOn: 2028-12-31\n  noticeOn: ▸2027-01-15"]);
  expect(active.errors).toEqual([
    says(active.places[0], "convention.noticeOn", "Notice was given, and the state is active.", "state: notice"),
  ]);
  const early = afterEdits(
    "dev",
    [DEV01, "state: active", "state: notice"],
    [DEV01, "endsOn: 2028-12-31", "endsOn: 2028-12-31\n  noticeOn: ▸2024-01-15"],
  );
  expect(early.errors).toEqual([
    says(early.places[0], "convention.noticeOn", "(2024-01-15) before the signature (2025-01-06)", "Correct the date."),
  ]);
});

test("a référent without an address is refused at the référent", () => {
  const { errors, places } = afterEdits("dev", [
    DEV01,
    "référent: { name: Référent Tchap, email: referent-tchap@agents-dev01.tchap.incubateur.net }",
    "référent: ▸{ name: Référent Tchap }",
  ]);
  expect(errors).toEqual([
    says(places[0], "convention.référent.email", "This field is missing.", 'For example "referent-tchap@'),
  ]);
});

test("a référent with something else than an address is refused at the address", () => {
  const { errors, places } = afterEdits("dev", [
    DEV01,
    "email: referent-tchap@agents-dev01.tchap.incubateur.net",
    "email: ▸referent-tchap",
  ]);
  expect(errors).toEqual([
    says(places[0], "convention.référent.email", '"referent-tchap" is not an e-mail address.', "name@domain"),
  ]);
});

test("more accounts than people is refused", () => {
  const { errors, places } = afterEdits("dev", [DEV01, "registered: { count: 300,", "registered: { count: ▸601,"]);
  expect(errors).toEqual([
    says(places[0], "agents.registered.count", "More agents are registered (601) than could be (600).", "Correct one"),
  ]);
});

const SECOND = (lines: string) =>
  `shards:\n  - ${HERE}name: dev11\n    serverName: dev11.tchap.incubateur.net\n${lines}    emailDomains: []\n    emailDomainsSource: "assumption: full"\n  - ${HERE}name: dev01`;

test("several shards must say how they share the accounts", () => {
  const { errors, places } = afterEdits("dev", [DEV01, "shards:\n  - name: dev01", SECOND("")]);
  const expected = ["This field is missing.", "how many of the perimeter's accounts"] as const;
  expect(errors).toEqual([
    says(places[0], "shards[0].registered", ...expected),
    says(places[1], "shards[1].registered", ...expected),
  ]);
});

test("shares that do not sum to the perimeter's accounts are refused; a share that is no number is told once", () => {
  const sums = (share: string) =>
    afterEdits("dev", [
      DEV01,
      "shards:\n  - name: dev01",
      `${SECOND(`    registered: ${share}\n`)}\n    registered: 100`,
    ]);
  const wrong = sums("100");
  expect(wrong.errors).toEqual([
    says(
      wrong.places[0]?.replace(/:5$/, ":3"),
      "shards",
      "The shards have 200 accounts together, the perimeter 300.",
      "sum to agents.registered.count",
    ),
  ]);
  const text = sums("▸many");
  expect(text.errors).toEqual([
    says(text.places[1], "shards[0].registered", 'Must be a number, is a text ("many")', "30000"),
  ]);
  expect(sums("200").errors).toEqual([]);
});

test("an exemption for another's domain is refused", () => {
  const { errors, places } = afterEdits("dev", [
    DEV01,
    "exemptions: []",
    "exemptions:\n  - { from: accountExpiry, domains: [▸agents-dev02.tchap.incubateur.net], reason: x, source: assumption }",
  ]);
  expect(errors).toEqual([
    says(places[0], "exemptions[0].domains[0]", "is not a domain of this perimeter", "Name one of its own domains."),
  ]);
});

test("without a readable environment file, perimeters are still checked", () => {
  inCopy("dev", (copy) => {
    const places = [
      ...copy.edit("environment.yaml", "tier: development", "▸tier: development\n▸tier: development"),
      ...copy.edit(DEV01, "endsOn: 2028-12-31", "endsOn: ▸2024-12-31"),
      ...copy.edit(DEV02, "name: dev02", "name: ▸dev01"),
    ];
    const [first, tier, ends, name] = places;
    expect(copy.told().errors).toEqual([
      says(tier, "tier", `This key stands twice, first at ${first}.`, "Keep one"),
      says(ends, "convention.endsOn", "before it is signed", "correct"),
      says(
        name,
        "shards[0].name",
        "The shard name dev01 is already taken at environments/dev/perimeters/dev01",
        "unique",
      ),
    ]);
  });
});

describe("a recovery", () => {
  const recovery = (archive: string, from = "postgres", at = "2026-10-01T03:00:00Z"): string =>
    `    recovery: { archive: ▸${archive}, from: ${from}, at: ${at}, reason: zone lost }\n`;
  const told = (text: string) => afterEdits("dev", ["perimeters/dev02.yaml", "features:", `${text}features:`]);

  test.each([
    ["postgres", "postgres"],
    ["postgres-2", "postgres-2"],
    ["postgres", "postgres-2"],
  ])("into %s from %s would archive over a history", (archive, from) => {
    const { errors, places } = told(recovery(archive, from));
    expect(errors).toEqual([
      says(places[0], "shards[0].recovery.archive", `${archive} has a history already`, "never used"),
    ]);
  });

  test("into a new archive is taken", () => {
    expect(told(recovery("postgres-2")).errors).toEqual([]);
  });

  test.each(["2026-10-01", "2026-02-30T03:00:00Z", "2026-10-01T24:00:00Z", "2026-10-01T03:00:00+02:00"])(
    "at %s is no instant",
    (at) => {
      const { errors } = told(recovery("postgres-2", "postgres", JSON.stringify(at)));
      expect(errors.map(({ field, wrong }) => [field, wrong])).toEqual([
        ["shards[0].recovery.at", `${at} is not an instant in UTC.`],
      ]);
    },
  );
});

test("an archive of another major version is taken, and not beside a recovery", () => {
  const features = (text: string) => afterEdits("dev", ["perimeters/dev02.yaml", "features:", `${text}features:`]);
  expect(features("    archive: postgres-18\n").errors).toEqual([]);
  const recovery =
    "    recovery: { archive: postgres-2, from: postgres, at: 2026-10-01T03:00:00Z, reason: zone lost }\n";
  const { errors, places } = features(`    archive: ▸postgres-18\n${recovery}`);
  expect(errors).toEqual([says(places[0], "shards[0].archive", "is said twice", "Keep the one that is newer")]);
});
