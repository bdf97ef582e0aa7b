import { changeOf, object } from "./objects";

const cluster = (tag: string, spec: object = {}, archive = "postgres") =>
  object("Cluster", "postgres", {
    spec: {
      imageName: `registry.example/cloudnative-pg/postgresql:${tag}@sha256:${"0".repeat(64)}`,
      plugins: [{ isWALArchiver: true, parameters: { serverName: archive } }],
      ...spec,
    },
  });

const FROM = "17.11-202608310816-standard-bookworm";
const between = (to: string, spec: object = {}, archive = "postgres") =>
  changeOf(cluster(FROM), cluster(to, spec, archive));

test("a major version is an offline upgrade without a way back", () => {
  const { effect, implies, irreversible } = between("18.3-202611020816-standard-bookworm");
  expect({ effect, irreversible }).toEqual({
    effect: "PostgreSQL 17.11 → 18.3, another major version: the shard is down meanwhile",
    irreversible: true,
  });
  const words = implies.join("\n");
  for (const said of ["offline", "no way back but a restore", "base backup right after", "ANALYZE", "cloned anew"])
    expect(words).toContain(said);
});

test("whose archive keeps its name would overwrite itself, and one with a new name would not", () => {
  const words = (archive: string) => between("18.3-202611020816-standard-bookworm", {}, archive).implies.join("\n");
  expect(words("postgres")).toContain("The archive keeps its name, postgres");
  expect(words("postgres-2")).not.toContain("keeps its name");
});

test("and from one distribution to another is not supported", () => {
  expect(between("18.3-202611020816-standard-trixie").implies.join("\n")).toContain("bookworm → trixie");
  expect(between("18.3-202611020816-standard-bookworm").implies.join("\n")).not.toContain("→ bookworm");
});

test("a lower major version is refused", () => {
  expect(between("16.9-202611020816-standard-bookworm")).toMatchObject({
    effect: expect.stringContaining("refused, no way back"),
    irreversible: true,
  });
});

test("a minor version rolls, and can go back", () => {
  expect(between("17.12-202611020816-standard-bookworm")).toMatchObject({
    effect: "PostgreSQL 17.11 → 17.12: standbys one after the other, then a restart of the primary in place",
    irreversible: false,
  });
  const switched = between("17.12-202611020816-standard-bookworm", { primaryUpdateMethod: "switchover" });
  expect(switched.effect).toContain("then a switchover");
});

test("image and parameters together are refused where the primary is switched over", () => {
  const postgresql = { parameters: { work_mem: "8MB" } };
  const words = (method: string) =>
    between("17.12-1-standard-bookworm", { postgresql, primaryUpdateMethod: method }).implies.join("\n");
  expect(words("switchover")).toContain("CloudNativePG refuses that");
  expect(words("restart")).not.toContain("CloudNativePG refuses that");
});

test.each(["latest", "bookworm"])("the tag %s tells no version, and that is said", (tag) => {
  expect(between(tag)).toMatchObject({
    effect: "PostgreSQL's image changes; its version is not known",
    irreversible: true,
  });
});

test("the same version built anew only restarts", () => {
  expect(between("17.11-202611020816-standard-bookworm")).toMatchObject({
    effect: "PostgreSQL restarts, one instance after the other",
    irreversible: false,
  });
});
