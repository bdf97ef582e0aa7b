import { setTimeout as pause } from "node:timers/promises";
import type { Plan } from "../../plan/plan";
import { eventually } from "../real/container/network";
import { planOf } from "../real/plan";
import { Cluster } from "./cluster";
import { Database } from "./database";
import { plannedFaults } from "./faults";
import { thisGround } from "./ground";
import { IMAGES } from "./install/images";
import { Kubernetes, type Pod } from "./kubernetes";
import { operatorLog, operatorZones } from "./operator";
import { Report } from "./report";
import { type Outcome, Writer } from "./writer";

/** The shard whose database runs: of dev, and with a second database in it, for sign-in. */
const SHARD = { environment: "dev", name: "dev02" } as const;

/** What the footprint promises, in seconds without an acknowledged write: many times what is measured, on any machine. */
const OBJECTIVE = { pod: 30, zone: 90 } as const;

/** Seconds in which the operator must have noticed a fault and settled. Assumption: a third of it on a busy machine. */
const SETTLE_SECONDS = 240;

/** What the operator says when it finds that the instances it reaches may lack an acknowledged row. */
const REFUSAL = "Strong consistency check failed";

/** Seconds that it must go on refusing: it asks again every five, and a primary's lease is shorter. */
const REFUSING_SECONDS = 15;

const ground = thisGround();
const report = new Report();
/** A cluster of the user's has nodes of the user's: what needs the machine below a node is not run there. */
const onNodes = ground.machine === undefined ? test.skip : test;

let plan: Plan;
let cluster: Cluster | undefined;
let kubernetes: Kubernetes;
let database: Database;

const zoneOf = ({ spec }: Pod) => spec.nodeName ?? "";

/** The cluster that was made here; only tests of nodes ask. */
function machine(): Cluster {
  if (cluster === undefined) throw new Error("this cluster was not made here");
  return cluster;
}

/** The image that holds psql: the database's own. */
function image(): string {
  return ground.machine === undefined
    ? plan.facts.images.postgres.reference.replace(`${plan.facts.registry}/`, "")
    : IMAGES.postgres.name;
}

beforeAll(async () => {
  plan = await planOf(ground, SHARD.environment);
  if (ground.machine !== undefined) {
    cluster = await Cluster.start({ ...ground.machine, scratch: ground.scratch, kubectl: ground.kubectl }, plan.facts);
    kubernetes = cluster.kubernetes;
  } else kubernetes = new Kubernetes(ground.kubectl, ground.kubeconfig ?? "");
  report.step("the cluster is up");
  const namespace = `tchap-${SHARD.name}`;
  database = await Database.create(kubernetes, plan, namespace, cluster === undefined ? "public" : "made here");
  await Writer.prepare(database);
  report.step(`the database is healthy; faults of seed ${ground.seed};`);
});

afterAll(async () => {
  await cluster?.stop();
});

test("runs as rendered: an instance in each zone, each commit acknowledged by a standby, checksums, C collation", async () => {
  expect(new Set((await database.three()).map(zoneOf)).size).toBe(3);
  const states = await database.sql("select sync_state || ' ' || state from pg_stat_replication");
  expect(states.split("\n")).toEqual(["quorum streaming", "quorum streaming"]);
  const settings = ["synchronous_standby_names", "data_checksums", "fsync", "synchronous_commit"];
  const [names, ...others] = (await database.sql(settings.map((name) => `show ${name};`).join(" "))).split("\n");
  expect(names).toMatch(/^ANY 1 \(/);
  expect(others).toEqual(["on", "on", "on"]);
  const databases = "select datname || ' ' || datcollate from pg_database where not datistemplate order by 1";
  expect((await database.sql(databases)).split("\n")).toEqual(["authentication C", "homeserver C", "postgres C"]);
});

test("a row that is lost is seen", async () => {
  const writer = await Writer.start(database, image());
  const [first] = await writer.acknowledged();
  await writer.forget(first?.number ?? 0);
  expect((await writer.stop()).lost).toEqual([first?.number]);
});

/** Strikes while a writer writes; resolves once all is whole again and written to. */
async function during(
  what: string,
  zone: string | undefined,
  strike: (writer: Writer) => Promise<void>,
): Promise<Outcome> {
  const writer = await Writer.start(database, image(), zone);
  const before = await database.primary();
  await strike(writer);
  await database.healthy();
  await writer.acknowledgedSince(Date.now(), SETTLE_SECONDS);
  const outcome = await writer.stop();
  const moved = before.metadata.name !== (await database.primary()).metadata.name;
  report.add(what, outcome, moved ? "failover" : "same primary");
  return outcome;
}

const faults = plannedFaults(10, ground.seed, ground.machine !== undefined);

test.each(faults.map((planned, index) => [index + 1, planned.fault.name, planned] as const))(
  "fault %i of the primary, %s: no acknowledged row is lost",
  async (_, name, { fault, afterSeconds }) => {
    const { lost, gapSeconds } = await during(name, undefined, async () => {
      await pause(afterSeconds * 1000);
      const before = await database.primaryIdentity();
      await fault.strike(await database.primary(), { kubernetes, cluster, namespace: database.namespace });
      await eventually("notice of the fault", SETTLE_SECONDS, async () => {
        const now = await database.primaryIdentity().catch(() => before);
        return now === before ? undefined : true;
      });
    });
    expect(lost).toEqual([]);
    expect(gapSeconds).toBeLessThan(OBJECTIVE.pod);
  },
);

onNodes("the loss of a standby's zone stops no write", async () => {
  const [primary, standby] = await database.three();
  const { lost, gapSeconds } = await during("zone of a standby", zoneOf(primary), async () => {
    await machine().lose([zoneOf(standby)]);
    await machine().restore([zoneOf(standby)]);
  });
  expect(lost).toEqual([]);
  expect(gapSeconds).toBeLessThan(OBJECTIVE.pod);
});

onNodes("the loss of the primary's zone makes a standby the primary", async () => {
  const [primary, standby] = await database.three();
  const { lost, gapSeconds } = await during("zone of the primary", zoneOf(standby), async (writer) => {
    await machine().lose([zoneOf(primary)]);
    await writer.acknowledgedSince(Date.now(), SETTLE_SECONDS);
    await machine().restore([zoneOf(primary)]);
  });
  expect(lost).toEqual([]);
  expect(gapSeconds).toBeLessThan(OBJECTIVE.zone);
});

onNodes("with two zones lost nobody becomes primary and nothing is acknowledged, until one is back", async () => {
  const [primary, ...standbys] = await database.three();
  // What is left must have an operator, or nobody is there to refuse.
  const zones = await operatorZones(kubernetes);
  const [left, other] = standbys.sort((one) => (zones.includes(zoneOf(one)) ? -1 : 1));
  const { lost } = await during("zones of the primary and a standby", zoneOf(left), async (writer) => {
    await machine().lose([zoneOf(primary), zoneOf(other)]);
    const start = new Date();
    await eventually("the operator's refusal", SETTLE_SECONDS, async () =>
      (await operatorLog(kubernetes, zoneOf(left), start)).includes(REFUSAL) ? true : undefined,
    );
    await pause(REFUSING_SECONDS * 1000);
    expect(await database.sql("select pg_is_in_recovery()", left)).toBe("t");
    expect((await writer.acknowledged()).filter(({ at }) => at > start.getTime())).toEqual([]);
    await machine().restore([zoneOf(other)]);
    await writer.acknowledgedSince(Date.now(), SETTLE_SECONDS);
    await machine().restore([zoneOf(primary)]);
  });
  expect(lost).toEqual([]);
});
