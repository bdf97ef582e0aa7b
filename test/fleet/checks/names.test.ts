import { afterEdits, says } from "../copy";

const ENVIRONMENT = "environment.yaml";
const DEV01 = "perimeters/dev01.yaml";
const DEV02 = "perimeters/dev02.yaml";

/** A shard to come, so that no recorded id is changed. */
const more = (name: string, lines: string) =>
  `shards:\n  - name: ${name}\n${lines}    registered: 100\n    emailDomains: []\n    emailDomainsSource: "assumption: full"\n  - registered: 100\n    name: dev02`;

test("a shard name that stands twice is told at the second place, naming the first, and nothing else is", () => {
  const { errors, places } = afterEdits(
    "dev",
    [DEV01, "name: dev01", "name: ▸dev01"],
    [DEV02, "name: dev02", "name: ▸dev01"],
  );
  const [one, other] = places;
  expect(errors).toEqual([says(other, "shards[0].name", `The shard name dev01 is already taken at ${one}.`, "unique")]);
});

test("a server name that stands twice is told at the second place, naming the first", () => {
  const { errors, places } = afterEdits(
    "dev",
    [DEV01, "serverName: dev01", "serverName: ▸dev01"],
    [DEV02, "shards:\n  - name: dev02", more("dev12", "    serverName: ▸dev01.tchap.incubateur.net\n")],
  );
  const [one, other] = places;
  expect(errors).toEqual([
    says(
      other,
      "shards[0].serverName",
      `The server name dev01.tchap.incubateur.net is already taken at ${one}.`,
      "A server name belongs to exactly one shard.",
    ),
  ]);
});

test("a namespace that two shards would share is told, said or derived", () => {
  const { errors, places } = afterEdits(
    "dev",
    [DEV01, "name: dev01", "name: ▸dev01"],
    [
      DEV02,
      "shards:\n  - name: dev02",
      more("dev12", "    serverName: dev12.tchap.incubateur.net\n    namespace: ▸tchap-dev01\n"),
    ],
  );
  const [one, other] = places;
  expect(errors).toEqual([
    says(other, "shards[0].namespace", `The namespace tchap-dev01 is already taken at ${one}.`, "of its own"),
  ]);
});

test.each([
  ["tchap-border", "belongs to the environment or cluster"],
  ["kube-system", "belongs to network.dnsNamespace (environments/dev/environment.yaml:"],
  ["edge", "belongs to edge.namespace (environments/dev/environment.yaml:"],
])("the namespace %s is no shard's", (namespace, wrong) => {
  const { errors, places } = afterEdits("dev", [
    DEV02,
    "shards:\n  - name: dev02",
    more("dev12", `    serverName: dev12.tchap.incubateur.net\n    namespace: ▸${namespace}\n`),
  ]);
  expect(errors).toEqual([says(places[0], "shards[0].namespace", wrong, "a namespace of its own")]);
});

test.each(["platform", "services", "border", "media-store", "restore-drills"])(
  "%s is a name of the environment itself",
  (name) => {
    const { errors, places } = afterEdits("dev", [
      DEV02,
      "shards:\n  - name: dev02",
      more(`▸${name}`, "    serverName: dev12.tchap.incubateur.net\n"),
    ]);
    expect(errors).toEqual([
      says(places[0], "shards[0].name", `${name} is a name of the environment itself.`, "Choose another name"),
    ]);
  },
);

test("a shard is not called like the data release of another one", () => {
  const { errors, places } = afterEdits("dev", [
    DEV02,
    "shards:\n  - name: dev02",
    more("▸dev02-data", "    serverName: dev12.tchap.incubateur.net\n"),
  ]);
  expect(errors).toEqual([
    says(
      places[0],
      "shards[0].name",
      "dev02-data is how the data release of a shard dev02 is called.",
      "Choose a name that does not end with -data.",
    ),
  ]);
});

test("a shard does not take the name or namespace in which another one is restored", () => {
  const { errors, places } = afterEdits("dev", [
    DEV02,
    "shards:\n  - name: dev02",
    more("▸dev01-restore", "    serverName: dev12.tchap.incubateur.net\n"),
  ]);
  expect(errors).toContainEqual(
    says(
      places[0],
      "shards[0].name",
      "dev01-restore is how the restore release of a shard dev01 is called.",
      "Choose a name that does not end with -restore.",
    ),
  );
  const other = afterEdits("dev", [
    DEV02,
    "shards:\n  - name: dev02",
    more("dev12", "    serverName: dev12.tchap.incubateur.net\n    namespace: tchap-dev01-restore\n"),
  ]);
  expect(other.errors.map(({ wrong }) => wrong)).toEqual([
    "Restores of this shard have the namespace tchap-dev01-restore, which another shard has.",
  ]);
});

test("a namespace that leaves no room for that of its restores is refused", () => {
  const { errors, places } = afterEdits("dev", [
    DEV02,
    "shards:\n  - name: dev02",
    more("dev12", `    serverName: dev12.tchap.incubateur.net\n    namespace: ▸${"n".repeat(56)}\n`),
  ]);
  expect(errors).toEqual([says(places[0], "shards[0].namespace", "64 characters, 63 at most", "another namespace")]);
});

test("a server name outside the environment's domain is refused, in a shard and in the reserve", () => {
  const { errors, places } = afterEdits(
    "dev",
    [ENVIRONMENT, "reserved: [dev03.tchap.incubateur.net]", "reserved: [▸agent.reserve-1.tchap.gouv.fr]"],
    [DEV02, "shards:\n  - name: dev02", more("dev12", "    serverName: ▸agent.dev12.tchap.gouv.fr\n")],
  );
  const expected = "is not below the environment's domain tchap.incubateur.net";
  expect(errors).toEqual([
    says(places[0], "federation.reserved[0]", expected, "Write <name>.tchap.incubateur.net"),
    says(places[1], "shards[0].serverName", expected, "Write <name>.tchap.incubateur.net"),
  ]);
});

test("a partner that is a server of this environment is refused, naming the shard", () => {
  const { errors, places } = afterEdits(
    "dev",
    [
      ENVIRONMENT,
      "partners: []",
      "partners:\n    - { serverName: ▸dev01.tchap.incubateur.net, host: matrix.partner.example, country: FR, reason: x }",
    ],
    [DEV01, "serverName: dev01", "serverName: ▸dev01"],
  );
  const [partner, shard] = places;
  expect(errors).toEqual([
    says(partner, "federation.partners[0].serverName", `is a server of this environment (${shard})`, "Remove it"),
  ]);
});
