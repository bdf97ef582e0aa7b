import { thisProject } from "../../cli/project";
import { nextArchive } from "../../cli/restore-plan/onward-steps";
import { restorePlan } from "../../cli/restore-plan/restore-plan";
import type { Fleet, Recovery, Shard } from "../../fleet/fleet";
import { SHARD_SECRETS } from "../../fleet/secrets";
import { Agent } from "./agent";
import { archive, startArchiving, takeBackup } from "./barman/archiving";
import { Browser } from "./browser";
import { thisGround } from "./ground";
import { countsOf, fill, type Held, hash, oneTimeKeys } from "./held";
import { planOf } from "./plan";
import { drillCluster, Restore, restoredFrom } from "./restore";
import type { Credentials, StoreClient } from "./s3";
import { secretValues, storeKey, storeKeyIn } from "./secrets";
import type { RunningShard } from "./shard";
import { Stage } from "./stage";
import { ObjectStore } from "./stand-ins/object-store";
import { ProConnect } from "./stand-ins/proconnect";

/*
 * Real: Synapse, PostgreSQL, barman-cloud, Garage, HAProxy and Squid with what is rendered. Stand-ins: the operator and
 * the plugin (their commands are the real programs), ProConnect, the edge, and this test for who follows the steps.
 */

/** The shard that is lost: of one process as it is rendered, and one that writes to it. */
const LOST = "elysee";
const PEER = "dinum";

const BACKUP_SECRET = SHARD_SECRETS.backupStore.name;

let stage: Stage;
let backups: ObjectStore;
let lost: RunningShard;
let peer: RunningShard;
let proconnect: ProConnect;
let alice: Agent;
let bob: Agent;
let camille: Agent;

function shardOf({ perimeters }: Fleet, name: string): Shard {
  const found = perimeters.flatMap(({ shards }) => shards).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no shard ${name}`);
  return found;
}

const shard = (name: string) => shardOf(stage.cluster.plan.facts, name);

/** A shard's key of the backup store, or the one of its restores, which only reads. */
const backupKey = (namespace: string) => storeKeyIn(stage.cluster.plan, namespace, BACKUP_SECRET);

const browser = (running: RunningShard) => new Browser(running, proconnect);
const person = (name: string) => ({
  sub: name,
  email: `${name}@elysee.fr`,
  given_name: name,
  usual_name: "Martin",
});

let before: Held;
let disaster: number;

beforeAll(async () => {
  stage = await Stage.open((fleet) => fleet);
  const { cluster } = stage;
  const { endpoint, region } = cluster.plan.facts.backup;
  backups = await ObjectStore.start(cluster, "backup-store", endpoint, region);
  for (const name of [LOST, PEER]) {
    const { namespace, restoreNamespace, stateful } = shard(name);
    await backups.buckets(
      [stateful.backupBucket],
      [
        { key: backupKey(namespace), read: true, write: true },
        { key: backupKey(restoreNamespace), read: true, write: false },
      ],
    );
  }
  proconnect = await ProConnect.start(cluster, () =>
    cluster.secret(shard(LOST).namespace, "proconnect-client", "client-secret"),
  );
  const [archiving, other] = await Promise.all([startArchiving(stage, LOST), stage.start(PEER)]);
  [lost, peer] = [archiving.shard, other];
  await takeBackup(archiving, "backup-first");
  [alice, bob] = [await browser(lost).signIn(person("alice")), await browser(lost).signIn(person("bob"))];
  camille = await peer.agent("camille");
  before = await fill(lost.database, alice, bob, camille);
  await alice.say(before.room, "after the instant");
  await alice.say(before.shared, "to elsewhere, after");
  await camille.reads(before.shared, 2);
  await archive(lost.database);
  await bob.say(before.room, "never archived");
  expect(await oneTimeKeys(lost.database)).toBeGreaterThan(0);

  // Pods, database and files of the shard are lost; the cluster, the media store and the other site are not.
  disaster = Date.now();
  await lost.database.remove();
  await cluster.lose(shard(LOST).namespace);
});

afterAll(() => stage?.close());

const minutes = (milliseconds: number) => milliseconds / 60_000;

/** Prints what was measured beside what was promised. */
function report(what: string, measured: number, objective: number): void {
  process.stdout.write(`${what}: ${measured.toFixed(2)} min, objective ${objective} min\n`);
  expect(measured).toBeLessThan(objective);
}

/** Asks the backup store as somebody. */
const holder = (namespace: string): StoreClient => backups.client(backupKey(namespace));

/** Names of a shard's archived segments, oldest first. */
async function segments(): Promise<string[]> {
  const { namespace, stateful } = shard(LOST);
  const all = await holder(namespace).list(stateful.backupBucket, "postgres/wals/");
  return all.filter((name) => /\/[0-9A-F]{24}(\.\w+)?$/.test(name)).sort();
}

describe("a shard's key of the backup store", () => {
  test("opens its own bucket and no other's", async () => {
    const [theirs] = await segments();
    const { backupBucket } = shard(LOST).stateful;
    const peers = holder(shard(PEER).namespace);
    await expect(peers.list(shard(PEER).stateful.backupBucket)).resolves.toEqual([]);
    await expect(peers.list(backupBucket)).rejects.toMatchObject({ status: 403 });
    await expect(peers.get(backupBucket, theirs ?? "")).rejects.toMatchObject({ status: 403 });
    await expect(peers.put(backupBucket, "planted", "")).rejects.toMatchObject({ status: 403 });
  });

  test("only reads where it is for restores", async () => {
    const [segment = ""] = await segments();
    const { restoreNamespace, stateful } = shard(LOST);
    const reader = holder(restoreNamespace);
    expect((await reader.get(stateful.backupBucket, segment)).length).toBeGreaterThan(0);
    await expect(reader.put(stateful.backupBucket, segment, "")).rejects.toMatchObject({ status: 403 });
    await expect(reader.remove(stateful.backupBucket, segment)).rejects.toMatchObject({ status: 403 });
  });
});

describe("a restore is refused", () => {
  /** Gives the drill's namespace its Secrets, with a key of the backup store. */
  function withKey({ id, secret }: Credentials): void {
    const { cluster } = stage;
    const { restoreNamespace } = shard(LOST);
    cluster.setSecrets(restoreNamespace, secretValues(cluster.plan, restoreNamespace, cluster.authority.certificate));
    const values = { "access-key-id": id, "secret-access-key": secret };
    cluster.addSecrets(restoreNamespace, new Map([[BACKUP_SECRET, new Map(Object.entries(values))]]));
  }

  beforeEach(() => withKey(backupKey(shard(LOST).restoreNamespace)));

  test("with a key that nobody has", async () => {
    withKey(storeKey("nobody"));
    await expect(restoredFrom(stage.cluster, drillCluster(stage.cluster, shard(LOST)))).rejects.toThrow(
      /Forbidden|AccessDenied|403/,
    );
  });

  test("with another shard's key", async () => {
    withKey(backupKey(shard(PEER).namespace));
    await expect(restoredFrom(stage.cluster, drillCluster(stage.cluster, shard(LOST)))).rejects.toThrow(
      /Forbidden|AccessDenied|403/,
    );
  });

  test("to an instant that no base backup is older than", async () => {
    const early = drillCluster(stage.cluster, shard(LOST), "2020-01-01T00:00:00Z");
    await expect(restoredFrom(stage.cluster, early)).rejects.toThrow("no target backup found");
  });

  test("over a torn segment", async () => {
    const { namespace, stateful } = shard(LOST);
    const last = (await segments()).at(-1) ?? "";
    const whole = await holder(namespace).get(stateful.backupBucket, last);
    await holder(namespace).put(stateful.backupBucket, last, whole.subarray(0, whole.length / 2));
    try {
      const torn = restoredFrom(stage.cluster, drillCluster(stage.cluster, shard(LOST), before.at));
      await expect(torn).rejects.toThrow(/FATAL: {2}archive file "\w+" has wrong size: \d+ instead of 16777216/);
    } finally {
      await holder(namespace).put(stateful.backupBucket, last, whole);
    }
  });
});

test("the drill's own Cluster brings back what was archived, and lacks no more than was promised", async () => {
  const database = await restoredFrom(stage.cluster, drillCluster(stage.cluster, shard(LOST)));
  try {
    const marker = await database.sql("select extract(epoch from written_at) from footprint.marker", "homeserver");
    const { rpoMinutes } = stage.cluster.plan.facts.restore;
    report("recovery point, from the last mark to the disaster", minutes(disaster - Number(marker) * 1000), rpoMinutes);
    const bodies = await database.sql("select json::json->'content'->>'body' from event_json", "homeserver");
    expect(bodies.split("\n")).toEqual(expect.arrayContaining(["before the instant", "after the instant"]));
    expect(bodies).not.toContain("never archived");
  } finally {
    await database.remove();
  }
});

describe("the steps of restore-plan", () => {
  let restore: Restore;
  let begun: number;

  beforeAll(async () => {
    const today = new Date().toISOString().slice(0, 10);
    const plan = await restorePlan(thisProject(), "prod", LOST, { at: before.at, today });
    restore = new Restore(stage.cluster, plan, shard(LOST));
    begun = Date.now();
    await restore.upTo("database-ready");
  });

  afterAll(() => restore?.discard());

  test("bring the database back as the instant found it", async () => {
    expect(await countsOf(restore.database)).toBe(before.counts);
  });

  test("judge it: indexes, counts, mark, files", async () => {
    await restore.upTo("verify");
    report("database restored and judged", minutes(Date.now() - begun), stage.cluster.plan.facts.restore.rtoMinutes);
    const checks = restore.checks.filter(({ event }) => event === "check");
    expect(checks.filter(({ passed }) => passed !== true)).toEqual([]);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["indexes", "rows", "stream", "marker", "media"]),
    );
    expect(checks).toContainEqual(expect.objectContaining({ name: "media", hashed: before.files.size }));
  });

  test("start its homeserver without a one-time key", async () => {
    expect(await oneTimeKeys(restore.database)).toBeGreaterThan(0);
    await restore.upTo("one-time-keys");
    expect(await oneTimeKeys(restore.database)).toBe(0);
  });

  describe("let an agent look, who signed in before", () => {
    const looking = () => new Agent({ ...lost.place, origin: restore.origin }, alice.id, alice.token);

    test("and find what was said before the instant, and nothing after it", async () => {
      expect(await looking().messages(before.room)).toEqual(["before the instant"]);
      expect(await looking().messages(before.shared)).toEqual(["from elsewhere, before"]);
    });

    test("and every file", async () => {
      const found = new Map<string, string>();
      for (const id of before.files.keys()) found.set(id, hash(await looking().media(`download/${id}`)));
      expect(found).toEqual(before.files);
    });

    test("and reach nobody elsewhere", async () => {
      await expect(looking().displayName("@nobody:agent.dinum.tchap.gouv.fr")).rejects.toMatchObject({ status: 403 });
    });
  });
});

describe("made live again", () => {
  let again: RunningShard;
  let back: Agent;

  /** As the perimeter's file says it then. */
  function recovered(fleet: Fleet): Fleet {
    const from = shardOf(fleet, LOST).archive;
    const recovery: Recovery = { archive: nextArchive(from), from, at: before.at, reason: "exercise" };
    const perimeters = fleet.perimeters.map((perimeter) => ({
      ...perimeter,
      shards: perimeter.shards.map((each) =>
        each.name === LOST ? { ...each, recovery, archive: recovery.archive } : each,
      ),
    }));
    return { ...fleet, perimeters };
  }

  beforeAll(async () => {
    const { namespace } = shard(LOST);
    const begun = Date.now();
    const plan = await planOf(thisGround(), "prod", recovered);
    stage.cluster.apply(plan.objects.filter(({ object }) => object.metadata.namespace === namespace));
    const archiving = await startArchiving(stage, LOST);
    again = archiving.shard;
    back = await browser(again).signIn(person("alice"));
    report("live again", minutes(Date.now() - begun), stage.cluster.plan.facts.restore.rtoMinutes);
    await takeBackup(archiving, "backup-second");
  });

  test("an agent signs in as who they were, and reads what was before the instant", async () => {
    expect(back.id).toBe(alice.id);
    expect(await back.messages(before.room)).toEqual(["before the instant"]);
    const [[id, sum] = []] = before.files;
    expect(hash(await back.media(`download/${id}`))).toBe(sum);
  });

  test("no one-time key is left", async () => {
    expect(await oneTimeKeys(again.database)).toBe(0);
  });

  test("the peer talks to it, and keeps what it lost", async () => {
    await back.say(before.shared, "back");
    const all = ["from elsewhere, before", "to elsewhere, after", "back"];
    await expect(camille.reads(before.shared, 3)).resolves.toEqual(all);
    await camille.say(before.shared, "welcome");
    expect(await back.reads(before.shared, 4)).toContain("welcome");
  });

  test("it archives under another name, beside what was", async () => {
    const { namespace, stateful } = shard(LOST);
    const names = await holder(namespace).list(stateful.backupBucket);
    const servers = new Set(names.map((name) => name.split("/")[0]));
    expect([...servers].sort()).toEqual(["postgres", "postgres-2"]);
  });
});
