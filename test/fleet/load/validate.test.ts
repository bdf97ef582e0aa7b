import { didYouMean } from "../../../fleet/load/validate";
import { afterEdits, inCopy, says } from "../copy";

const DEV01 = "perimeters/dev01.yaml";
const ENVIRONMENT = "environment.yaml";

test("an unknown key is told with the one that was meant, beside what is missing", () => {
  const { errors, places } = afterEdits(
    "dev",
    [DEV01, "perimeter: dev01", "▸perimeter: dev01"],
    [DEV01, "agents:\n", "▸agentes:\n"],
  );
  const [start, key] = places;
  expect(errors).toEqual([
    says(start, "agents", "This field is missing.", 'Add it. For example {"registered":{"count":45000'),
    { place: key, field: "agentes", wrong: "Unknown key.", write: 'Did you mean "agents"?' },
  ]);
});

test("an unknown key deep in a list is told at its key", () => {
  const { errors, places } = afterEdits("dev", [
    DEV01,
    "    emailDomainsSource:",
    "    ▸emailDomains2: []\n    emailDomainsSource:",
  ]);
  expect(errors).toEqual([
    {
      place: places[0],
      field: "shards[0].emailDomains2",
      wrong: "Unknown key.",
      write: 'Did you mean "emailDomains"?',
    },
  ]);
});

test("an unknown key that resembles none is told with those that are known", () => {
  const { errors, places } = afterEdits("dev", [DEV01, "  signedOn:", "  ▸colour: blue\n  signedOn:"]);
  expect(errors).toEqual([
    {
      place: places[0],
      field: "convention.colour",
      wrong: "Unknown key.",
      write: "Known here: reference, signedOn, endsOn, noticeOn, référent, source.",
    },
  ]);
});

test("a key that JavaScript gives a meaning of its own is as unknown as any", () => {
  const { errors, places } = afterEdits("dev", [
    DEV01,
    "exemptions: []",
    "exemptions: []\n▸__proto__: { role: agents }\n▸constructor: 1",
  ]);
  expect(errors).toEqual([
    says(places[0], "__proto__", "Unknown key.", "Known here: perimeter, title"),
    says(places[1], "constructor", "Unknown key.", "Known here: perimeter, title"),
  ]);
});

test("an unknown key within one of several forms is told with that form's own", () => {
  const { errors, places } = afterEdits("dev", [ENVIRONMENT, "  directory: state", "  ▸directori: state"]);
  const [key] = places;
  expect(errors).toEqual([
    says(
      key?.replace(/\d+:3$/, (at) => `${Number.parseInt(at, 10) - 1}:3`),
      "stateBackend.directory",
      "missing",
      '"state"',
    ),
    { place: key, field: "stateBackend.directori", wrong: "Unknown key.", write: 'Did you mean "directory"?' },
  ]);
});

test("a form that does not exist is told with those that do", () => {
  const { errors, places } = afterEdits("dev", [ENVIRONMENT, "kind: local", "kind: ▸locale"]);
  expect(errors).toEqual([
    says(places[0], "stateBackend.kind", '"locale" is not one of http, kubernetes, local.', 'Did you mean "local"?'),
  ]);
});

test.each([
  ["-1", "-1 is too small: at least 0.", "For example 45000."],
  ["300.5", "Must be a whole number, is a number (300.5).", "For example 45000."],
  ["6000001", "6000001 is too big: at most 6000000.", "For example 45000."],
  ["100000000000000000000", "100000000000000000000 is too big: at most 6000000.", "For example 45000."],
  ["45 000", 'Must be a number, is a text ("45 000").', "Write the number: 45000"],
  ['"300"', 'Must be a number, is a text ("300").', "Write the number: 300"],
  ["many", 'Must be a number, is a text ("many").', "For example 45000."],
  ["true", "Must be a number, is true or false (true).", "For example 45000."],
  ["[300]", "Must be a number, is a list.", "For example 45000."],
])("%s registered agents is one mistake at its place", (count, wrong, write) => {
  const { errors, places } = afterEdits("dev", [DEV01, "registered: { count: 300,", `registered: { count: ▸${count},`]);
  expect(errors).toEqual([{ place: places[0], field: "agents.registered.count", wrong, write }]);
});

test.each([
  ["dailyActiveShare: 0.5", "dailyActiveShare: ▸50", "load.dailyActiveShare", "50 is too big: at most 1."],
  ["headroom: 1", "headroom: ▸0.5", "load.headroom", "0.5 is too small: at least 1."],
  ["port: 587", "port: ▸70000", "mail.port", "70000 is too big: at most 65535."],
  ["nodesPerZone: 1 }", "nodesPerZone: ▸0 }", "cluster.nodePools[0].nodesPerZone", "0 is too small: at least 1."],
])("absurd numbers of an environment are refused: %s becomes %s", (from, to, field, wrong) => {
  const { errors, places } = afterEdits("dev", [ENVIRONMENT, from, to]);
  expect(errors).toEqual([says(places[0], field, wrong, "For example")]);
});

test("a list where a map is due is told as such: the whole file, and one field", () => {
  inCopy("dev", (copy) => {
    const text = copy.read(DEV01);
    copy.write(DEV01, "- perimeter: dev01\n");
    copy.edit("perimeters/dev02.yaml", "{ name: Référent Tchap, email:", "▸[ Référent Tchap, { email:");
    const [field] = copy.edit("perimeters/dev02.yaml", "dev02.tchap.incubateur.net }", "dev02.tchap.incubateur.net }]");
    expect(field).toBeUndefined();
    const told = copy.told().errors.map((each) => `${each.place} ${each.field}: ${each.wrong}`);
    expect(told).toEqual([
      "environments/dev/perimeters/dev01.yaml:1:1 environments/dev/perimeters/dev01.yaml: Must be a map (field: value), is a list.",
      "environments/dev/perimeters/dev02.yaml:11:13 convention.référent: Must be a map (field: value), is a list.",
    ]);
    copy.write(DEV01, text);
    expect(copy.told().errors).toHaveLength(1);
  });
});

test("a map where a list is due, and an empty field, are told as such", () => {
  const { errors, places } = afterEdits(
    "dev",
    [DEV01, "title: Développement, homeserver dev01", "title:"],
    [DEV01, "exemptions: []", "exemptions: ▸{}"],
  );
  expect(errors.map(({ field, wrong }) => `${field}: ${wrong}`)).toEqual([
    "title: Must be a text, is empty.",
    "exemptions: Must be a list, is a map.",
  ]);
  expect(errors[0]?.place).toMatch(/dev01\.yaml:4:/);
  expect(errors[1]?.place).toBe(places[0]);
});

test("a number where a text is due is to be quoted as it was written", () => {
  const { errors, places } = afterEdits("dev", [ENVIRONMENT, 'kubernetesVersion: "1.34"', "kubernetesVersion: ▸1.30"]);
  expect(errors).toEqual([
    says(places[0], "cluster.kubernetesVersion", "Must be a text, is a number (1.3).", 'Write it in quotes: "1.30".'),
  ]);
});

test("a word that is not one of a few is told with the nearest", () => {
  const { errors, places } = afterEdits("dev", [DEV01, "signIn: oidc", "signIn: ▸odic"]);
  expect(errors).toEqual([
    says(places[0], "features.signIn", '"odic" is not one of mas, oidc, password.', 'Did you mean "oidc"?'),
  ]);
});

test("the nearest word is offered whatever its capitals, and none that is far", () => {
  const known = ["serverName", "emailDomains", "référent", "agents"];
  expect(didYouMean("servername", known)).toBe("serverName");
  expect(didYouMean("agentes", known)).toBe("agents");
  expect(didYouMean("referent", known)).toBe("référent");
  expect(didYouMean("colour", known)).toBeUndefined();
  expect(didYouMean("agents", [])).toBeUndefined();
});
