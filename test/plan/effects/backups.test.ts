import { changeOf, object } from "./objects";

const cluster = (archive: string | undefined, bootstrap: object = { initdb: {} }) =>
  object("Cluster", "postgres", {
    spec: {
      plugins: archive === undefined ? [] : [{ isWALArchiver: true, parameters: { serverName: archive } }],
      bootstrap,
    },
  });

const recovery = { recovery: { recoveryTarget: { targetTime: "2026-11-01T10:00:00Z" } } };

test("another archive asks for a base backup, and keeps the former on record", () => {
  const { effect, implies } = changeOf(cluster("postgres"), cluster("postgres-2"));
  expect(effect).toBe("archives as postgres-2, before as postgres");
  expect(implies.join("\n")).toContain("take one right after the deploy");
});

test("a recovery says to which moment, and that a Cluster which stands is not touched", () => {
  const { effect, implies } = changeOf(cluster("postgres"), cluster("postgres-2", recovery));
  expect(effect).toContain("restored to 2026-11-01T10:00:00Z when it is made anew; one that stands is not touched");
  expect(implies.join("\n")).toContain("docs/runbooks/restore-a-shard.md");
});

test("a Cluster that archives no more is a loss", () => {
  expect(changeOf(cluster("postgres"), cluster(undefined))).toMatchObject({
    irreversible: true,
    effect: "it archives no WAL any more: nothing newer can be restored",
  });
});

const store = (retentionPolicy: string, destinationPath = "s3://a/") =>
  object("ObjectStore", "postgres-backup", {
    spec: { retentionPolicy, configuration: { destinationPath, endpointURL: "https://s3.example" } },
  });

test.each([
  ["30d", "14d"],
  ["5w", "30d"],
  ["2m", "8w"],
])("a retention of %s shortened to %s deletes backups; lengthened it does not", (long, short) => {
  const shorter = changeOf(store(long), store(short));
  expect(shorter).toMatchObject({ irreversible: true, effect: expect.stringContaining("deleted for good") });
  expect(shorter.implies.join("\n")).toContain("object lock");
  expect(changeOf(store(short), store(long))).toMatchObject({ irreversible: false, effect: undefined });
});

test("backups that go elsewhere leave the former behind", () => {
  expect(changeOf(store("30d"), store("30d", "s3://b/")).effect).toBe(
    "backups go to s3://b/ at https://s3.example, and no longer to s3://a/ at https://s3.example",
  );
});

test("without its place or its schedule nothing is backed up", () => {
  const scheduled = (suspend: boolean) => object("ScheduledBackup", "postgres", { spec: { suspend } });
  expect(changeOf(store("30d"), undefined)).toMatchObject({ irreversible: true });
  expect(changeOf(scheduled(false), undefined).effect).toBe("no base backup is taken any more");
  expect(changeOf(scheduled(false), scheduled(true)).effect).toBe("no base backup is taken any more");
  expect(changeOf(scheduled(true), scheduled(false)).effect).toBeUndefined();
});
