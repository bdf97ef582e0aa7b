import type { Fleet, Perimeter, Shard } from "../../../fleet/fleet";
import { at, ofKind, texts } from "../../../plan/vocabulary";
import { accessRules } from "../../../stacks/postgres/access";
import { database, drillCluster, postgresNeeds } from "../../../stacks/postgres/cluster";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";
import { fleetOf } from "../fleets";

const FLEET = fleetOf("dev");

function one(fleet: Fleet): { perimeter: Perimeter; shard: Shard } {
  const [perimeter] = fleet.perimeters;
  const [shard] = perimeter?.shards ?? [];
  if (perimeter === undefined || shard === undefined) throw new Error("dev has no shard");
  return { perimeter, shard };
}

const { perimeter, shard } = one(FLEET);
const RECOVERY = { archive: "postgres-2", from: "postgres", at: "2026-11-20T12:00:00Z", reason: "a" };

test("only owners with a password over TLS get in, and everyone else is refused before the operator's last line", () => {
  expect(accessRules(["homeserver", "authentication"])).toEqual([
    "hostssl homeserver homeserver all scram-sha-256",
    "hostssl authentication authentication all scram-sha-256",
    "hostnossl all all all reject",
    "hostssl all all all reject",
  ]);
});

test("every rendered Cluster has rules for exactly its databases", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const delegated = new Set(ofKind(plan, "Database").map(({ object }) => object.metadata.namespace));
    for (const { object } of ofKind(plan, "Cluster")) {
      const databases = ["homeserver", ...(delegated.has(object.metadata.namespace) ? ["authentication"] : [])];
      expect(texts(at(object, "spec", "postgresql", "pg_hba"))).toEqual(accessRules(databases));
    }
  }
});

test("a primary's lease, its isolation check and what a shutdown may take are said, not left to defaults", async () => {
  const { plan } = await buildPlan("prod");
  for (const { object } of ofKind(plan, "Cluster"))
    expect(object.spec).toMatchObject({
      primaryLease: { leaseDurationSeconds: 6, renewDeadlineSeconds: 4, retryPeriodSeconds: 1 },
      probes: { liveness: { isolationCheck: { enabled: true } } },
      enablePDB: true,
      failoverDelay: 0,
      smartShutdownTimeout: 5,
      stopDelay: 600,
      switchoverDelay: 120,
      replicationSlots: { highAvailability: { enabled: true } },
    });
});

test("a new database can check its indexes, without its owner being a superuser", async () => {
  const { plan } = await buildPlan("prod");
  for (const { object } of ofKind(plan, "Cluster"))
    expect(at(object, "spec", "bootstrap", "initdb", "postInitApplicationSQL")).toEqual([
      "CREATE EXTENSION amcheck",
      "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO homeserver",
    ]);
});

test("a live shard that was restored comes from its old archive up to the instant, and archives under its new name", () => {
  const { cluster, schedule } = database(FLEET, perimeter, { ...shard, archive: "postgres-2", recovery: RECOVERY });
  expect(cluster.origin).toEqual({ archive: { name: "postgres", at: "2026-11-20T12:00:00Z" } });
  expect(cluster.archive).toBe("postgres-2");
  expect(cluster.instances).toBe(3);
  expect(cluster.synchronousStandbys).toBe(1);
  expect(schedule).toBeDefined();
});

test("a shard restored in isolation is one instance that archives nothing and backs nothing up", () => {
  const apart = { ...shard, namespace: shard.restoreNamespace, recovery: RECOVERY };
  const { cluster, schedule } = database(FLEET, perimeter, apart);
  expect(cluster.origin).toEqual({ archive: { name: "postgres", at: "2026-11-20T12:00:00Z" } });
  expect([cluster.archive, cluster.synchronousStandbys, schedule]).toEqual([undefined, undefined, undefined]);
  expect(cluster.instances).toBe(1);
  expect(postgresNeeds(apart).pods).toBe(1);
});

test("wherever it runs, a shard's database has the same settings: PostgreSQL refuses to recover with fewer connections", () => {
  const { cluster: own } = database(FLEET, perimeter, shard);
  const drill = drillCluster(FLEET, perimeter, shard);
  expect(drill.parameters).toEqual(own.parameters);
  expect(drill.resources).toEqual(own.resources);
  expect(drill.image).toBe(own.image);
  expect([drill.storage.size, drill.walStorage.size]).toEqual([own.storage.size, own.walStorage.size]);
  // What a drill leaves is deleted with its claims; what lives is not.
  const classes = FLEET.storageClasses;
  expect([own.storage.class, own.walStorage.class]).toEqual([classes.database.name, classes.database.name]);
  expect([drill.storage.class, drill.walStorage.class]).toEqual([classes.restore.name, classes.restore.name]);
});
