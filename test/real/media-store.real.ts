import { createHash } from "node:crypto";
import { BORDER_NAMESPACE, type Fleet, liveShards, MEDIA_STORE_NAMESPACE, type Shard } from "../../fleet/fleet";
import { MEDIA_STORE_SECRETS, mediaStoreKeys } from "../../fleet/secrets";
import { KNOWN_METRICS } from "../../stacks/monitoring/known-metrics";
import { COPIES_IN_FLEET, MOST_DELETIONS, withSmallMediaStore, withSmallQuotas } from "./changes";
import { Cluster } from "./cluster";
import { eventually } from "./container/network";
import { seriesOf } from "./figures";
import { thisGround } from "./ground";
import { RunningMediaStore } from "./media-store";
import { planOf } from "./plan";
import { storeKeyIn } from "./secrets";
import { ObjectStore } from "./stand-ins/object-store";

/** Shards whose buckets are made: two to tell apart, and each further one is like them. */
const SHARDS = ["finances", "justice"];

/** Seconds in which nodes must agree again after one came back. Assumption: Garage asks its neighbours every 15 s. */
const AGREED_SECONDS = 60;

/** Refusals that are enough to see that all are refused: each takes seconds. */
const FEW = 2;

const DENIED = { status: 403 };

let cluster: Cluster;
let store: RunningMediaStore;

function fewShards(fleet: Fleet): Fleet {
  const perimeters = fleet.perimeters.filter(({ shards }) => shards.some(({ name }) => SHARDS.includes(name)));
  return withSmallMediaStore(withSmallQuotas({ ...fleet, perimeters }));
}

beforeAll(async () => {
  const ground = thisGround();
  cluster = await Cluster.start(ground, await planOf(ground, "prod", fewShards));
  store = await RunningMediaStore.start(cluster);
});

afterAll(() => cluster?.stop());

function shard(name: string): Shard {
  const found = liveShards(cluster.plan.facts).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no shard ${name}`);
  return found;
}

const bucketOf = (name: string) => shard(name).stateful.mediaBucket;

/** A shard's homeserver as a client of one node. */
const owner = (name: string, node = store.nodes[0]) =>
  store.client(MEDIA_STORE_NAMESPACE, mediaStoreKeys(name).own, node);
const reader = (name: string) => store.client(MEDIA_STORE_NAMESPACE, mediaStoreKeys(name).read);

const contentOf = (name: string) => createHash("sha512").update(name).digest();

/** Names of files whose write was acknowledged, and what kept the others. */
interface Written {
  readonly acknowledged: string[];
  readonly refused: string[];
}

/** Every file whose write was acknowledged. */
const kept = new Set<string>();

/** Writes files through one node, one after the other, until a few are refused; `written` is what has been so far. */
async function write(
  names: readonly string[],
  node = store.nodes[0],
  written: Written = { acknowledged: [], refused: [] },
): Promise<Written> {
  for (const name of names) {
    if (written.refused.length >= FEW) break;
    await owner("finances", node)
      .put(bucketOf("finances"), name, contentOf(name))
      .then(
        () => {
          written.acknowledged.push(name);
          kept.add(name);
        },
        (error: Error) => written.refused.push(`${name}: ${error.message}`),
      );
  }
  return written;
}

/** Names of files that a node does not give back as they were written. */
async function lost(names: readonly string[], node = store.nodes[0]): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const bytes = await owner("finances", node).get(bucketOf("finances"), name);
      return bytes.equals(contentOf(name)) ? [] : [name];
    }),
  );
  return found.flat();
}

const named = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}/${index}`);

function node(index: number) {
  const found = store.nodes[index];
  if (found === undefined) throw new Error(`no node ${index}`);
  return found;
}

function untilWhole(): Promise<true> {
  return eventually("all nodes are connected", AGREED_SECONDS, async () => {
    const seen = await Promise.all(store.nodes.map((each) => store.health(each).catch(() => undefined)));
    return seen.every((each) => each?.status === "healthy" && each.connectedNodes === 3) || undefined;
  });
}

describe("the set-up", () => {
  test("applies a layout in which each of three zones holds every file", async () => {
    const { version, roles, parameters, stagedRoleChanges } = await store.layout();
    expect(version).toBe(1);
    expect(roles.map(({ zone }) => zone).sort()).toEqual([...cluster.plan.facts.cluster.zones].sort());
    expect(parameters.zoneRedundancy).toEqual({ atLeast: 3 });
    expect(stagedRoleChanges).toEqual([]);
  });

  test("changes nothing when it runs again", async () => {
    const before = await store.state();
    expect(await store.setUp()).toMatchObject({ code: 0 });
    expect(await store.state()).toEqual(before);
  });
});

describe("a shard's key", () => {
  beforeAll(async () => {
    expect((await write(["own"])).refused).toEqual([]);
  });

  test("reads, lists and writes its own bucket, and no other's", async () => {
    const [mine, theirs] = [bucketOf("justice"), bucketOf("finances")];
    const justice = owner("justice");
    await justice.put(mine, "own", "mine");
    expect((await justice.get(mine, "own")).toString()).toBe("mine");
    expect(await justice.list(mine)).toEqual(["own"]);
    await expect(justice.get(theirs, "own")).rejects.toMatchObject(DENIED);
    await expect(justice.list(theirs)).rejects.toMatchObject(DENIED);
    await expect(justice.put(theirs, "own", "theirs")).rejects.toMatchObject(DENIED);
    await expect(justice.remove(theirs, "own")).rejects.toMatchObject(DENIED);
    expect(await lost(["own"])).toEqual([]);
  });

  test("that is for restores reads its bucket, and neither writes nor deletes there", async () => {
    const bucket = bucketOf("finances");
    expect(await reader("finances").get(bucket, "own")).toEqual(contentOf("own"));
    expect(await reader("finances").list(bucket)).toEqual(["own"]);
    await expect(reader("finances").put(bucket, "own", "other")).rejects.toMatchObject(DENIED);
    await expect(reader("finances").remove(bucket, "own")).rejects.toMatchObject(DENIED);
    await expect(reader("finances").get(bucketOf("justice"), "own")).rejects.toMatchObject(DENIED);
    expect(await lost(["own"])).toEqual([]);
  });

  test("writes no more than the bucket's quota", async () => {
    const half = Buffer.alloc(600 * 1024, "x");
    await owner("justice").put(bucketOf("justice"), "first-half", half);
    await expect(owner("justice").put(bucketOf("justice"), "second-half", half)).rejects.toMatchObject(DENIED);
    // Another shard's is its own.
    await owner("finances").put(bucketOf("finances"), "first-half", half);
  });
});

describe("a node is lost", () => {
  afterAll(() => untilWhole());

  test("and files are written and read as before", async () => {
    const before = await write(named("before", 10));
    await cluster.kill(node(0));
    try {
      const after = await write(named("one-lost", 10), node(1));
      expect([...before.refused, ...after.refused]).toEqual([]);
      for (const each of [node(1), node(2)])
        expect(await lost([...before.acknowledged, ...after.acknowledged], each)).toEqual([]);
    } finally {
      await cluster.bringUp(node(0));
    }
  });

  test("and a second one while files are written: none is acknowledged then, and those that were are kept", async () => {
    await untilWhole();
    const written: Written = { acknowledged: [], refused: [] };
    const writing = write(named("meanwhile", 1000), node(2), written);
    const { acknowledged } = written;
    await eventually("some are written", AGREED_SECONDS, async () => acknowledged.length >= 10 || undefined);
    await Promise.all([cluster.kill(node(0)), cluster.kill(node(1))]);
    await writing;
    expect(written.refused).toHaveLength(FEW);
    const alone = await write(named("two-lost", FEW), node(2));
    expect(alone).toMatchObject({ acknowledged: [], refused: { length: FEW } });
    await Promise.all([cluster.bringUp(node(0)), cluster.bringUp(node(1))]);
    await untilWhole();
    for (const each of store.nodes) expect(await lost(acknowledged, each)).toEqual([]);
  });
});

describe("the copy at the second site", () => {
  let target: ObjectStore;
  const key = () => storeKeyIn(cluster.plan, MEDIA_STORE_NAMESPACE, MEDIA_STORE_SECRETS.copyTarget.name);
  const copyOf = (name: string) => `${cluster.plan.facts.mediaCopy.bucketPrefix}-${name}`;

  beforeAll(async () => {
    const { endpoint, region } = cluster.plan.facts.mediaCopy;
    target = await ObjectStore.start(cluster, "second-site", endpoint, region);
    await target.buckets(SHARDS.map(copyOf), [{ key: key(), read: true, write: true }]);
    for (const border of cluster.objects(BORDER_NAMESPACE, "Deployment")) await cluster.run(border, COPIES_IN_FLEET);
  });

  test("has every file after the job ran, with other credentials, through the border", async () => {
    await write(named("copied", 10));
    expect(await store.copy()).toMatchObject({ code: 0 });
    // A write that was refused may be seen later, or not.
    expect(await target.client(key()).list(copyOf("finances"))).toEqual(expect.arrayContaining([...kept]));
    expect(await target.client(key()).list(copyOf("justice"))).toEqual(["first-half", "own"]);
    for (const name of named("copied", 10))
      expect(await target.client(key()).get(copyOf("finances"), name)).toEqual(contentOf(name));
  });

  test("follows a single deletion", async () => {
    await owner("finances").remove(bucketOf("finances"), "copied/0");
    expect(await store.copy()).toMatchObject({ code: 0 });
    expect(await target.client(key()).list(copyOf("finances"), "copied/")).toHaveLength(9);
  });

  test("stays whole when more was deleted than a run may follow, and the run fails", async () => {
    for (const name of named("copied", MOST_DELETIONS + 2).slice(1))
      await owner("finances").remove(bucketOf("finances"), name);
    const { code, log } = await store.copy();
    expect(code).not.toBe(0);
    expect(log).toContain("--max-delete");
    expect(await target.client(key()).list(copyOf("finances"), "copied/")).toHaveLength(9);
  });
});

test("all that alerts and dashboards ask of it is there to be read, by its own token", async () => {
  const shown = await seriesOf(cluster, store.nodes);
  expect(KNOWN_METRICS.mediaStore.names.filter((name) => !shown.has(name))).toEqual([]);
});

test("nodes that all come back with other addresses find each other by the connecting job alone", async () => {
  const known = ["own", ...named("before", 10)];
  await store.restartElsewhere();
  await Promise.all(store.nodes.map((each) => each.untilReady()));
  expect((await write(["apart"])).acknowledged).toEqual([]);
  expect(await store.connect()).toMatchObject({ code: 0 });
  await untilWhole();
  for (const each of store.nodes) expect(await lost(known, each)).toEqual([]);
  expect((await write(["together"])).refused).toEqual([]);
});
