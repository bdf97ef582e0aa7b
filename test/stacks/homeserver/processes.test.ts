import { parse } from "yaml";
import { pools, SHARDED_ROLES, SINGLE_ROLES, STATELESS_ROLES, WORKER_ROLES } from "../../../fleet/capacity/topology";
import { homeserverConfig } from "../../../stacks/homeserver/config";
import { homeserver } from "../../../stacks/homeserver/homeserver";
import { processSettings, workerConfigs } from "../../../stacks/homeserver/processes";
import { fleetOf } from "../fleets";
import { withTopology, workersTopology } from "../topologies";

function shardWith(counts: Parameters<typeof workersTopology>[0] = {}) {
  const fleet = withTopology(fleetOf("dev"), "dev01", workersTopology(counts));
  const perimeter = fleet.perimeters.find(({ name }) => name === "dev01");
  const shard = perimeter?.shards[0];
  if (perimeter === undefined || shard === undefined) throw new Error("dev01 is gone");
  return { fleet, perimeter, shard, values: homeserver(fleet, perimeter, shard) };
}

test("every role has its pods: one of a single role, as many as counted of the others", () => {
  const { values } = shardWith({ events: 3, sync: 2 });
  const replicas = new Map(values.processes.map((each) => [each.name, each.replicas ?? each.autoscaling]));
  expect([...replicas.keys()]).toEqual(["homeserver", ...WORKER_ROLES]);
  for (const role of SINGLE_ROLES) expect(replicas.get(role)).toBe(1);
  expect(replicas.get("events")).toBe(3);
  expect(replicas.get("sync")).toEqual({ least: 2, most: 4 });
});

test("each pod has the file of its own name, also those that autoscaling may add", () => {
  const { values } = shardWith({ sync: 2 });
  for (const { name, files, replicas, autoscaling } of values.processes.slice(1)) {
    const count = autoscaling?.most ?? replicas ?? 0;
    const names = Array.from({ length: count }, (_, index) => `${name}-${index}`);
    expect(Object.keys(files ?? {})).toEqual(names.map((each) => `${each}.yaml`));
    for (const each of names) expect(parse(files?.[`${each}.yaml`] ?? "").worker_name).toBe(each);
  }
});

test("each stream has its writers, and every named process an address that its own pod has", () => {
  const { shard } = shardWith({ events: 3 });
  const settings = processSettings(shard);
  expect(settings.stream_writers).toEqual({
    typing: ["typing-0"],
    to_device: ["to-device-0"],
    account_data: ["account-data-0"],
    push_rules: ["push-rules-0"],
    events: ["events-0", "events-1", "events-2"],
    receipts: ["receipts-0", "receipts-1"],
    device_lists: ["device-lists-0", "device-lists-1"],
    thread_subscriptions: ["thread-subscriptions-0", "thread-subscriptions-1"],
  });
  const named = Object.keys(settings.instance_map ?? {});
  for (const writers of Object.values(settings.stream_writers ?? {}))
    expect(named).toEqual(expect.arrayContaining(writers));
  expect(settings.instance_map?.["events-2"]).toEqual({
    host: "events-2.events.tchap-dev01.svc.cluster.local",
    port: 9093,
  });
  expect(settings.instance_map?.main?.host).toBe("homeserver-0.homeserver.tchap-dev01.svc.cluster.local");
});

test("who is called by name listens for it, and nobody else does", () => {
  const { shard } = shardWith();
  const named = Object.keys(processSettings(shard).instance_map ?? {});
  for (const pool of pools(shard.capacity.topology))
    for (const { worker_name, worker_listeners } of workerConfigs(pool)) {
      const listens = worker_listeners.some(({ resources }) => resources?.[0]?.names.includes("replication"));
      expect([worker_name, listens]).toEqual([worker_name, named.includes(worker_name)]);
    }
});

test("only roles that nobody names are scaled", () => {
  const { values } = shardWith();
  const scaled = values.processes.filter(({ autoscaling }) => autoscaling !== undefined).map(({ name }) => name);
  expect(scaled).not.toHaveLength(0);
  const stateless: readonly string[] = STATELESS_ROLES;
  for (const name of scaled) expect(stateless).toContain(name);
});

test("one more stateless process restarts no other, one more named process restarts all", () => {
  const checksums = (counts: Parameters<typeof workersTopology>[0]) =>
    shardWith(counts).values.processes.map(({ filesChecksum }) => filesChecksum);
  expect(checksums({ sync: 3 })).toEqual(checksums({ sync: 2 }));
  for (const role of SHARDED_ROLES) {
    const before = checksums({});
    const after = checksums({ [role]: 3 });
    expect(after.filter((checksum, index) => checksum === before[index])).toEqual([]);
  }
});

test("media are one process' alone: the main one of a monolith, the media repository beside workers", () => {
  const { fleet, perimeter, shard, values } = shardWith();
  const holders = (each: typeof values) => each.processes.filter((one) => one.mediaClaim).map(({ name }) => name);
  expect(holders(values)).toEqual(["media-repository"]);
  expect(homeserverConfig(fleet, perimeter, shard).enable_media_repo).toBe(false);
  const alone = withTopology(fleet, "dev01", { kind: "monolith" });
  const single = alone.perimeters.find(({ name }) => name === "dev01");
  const [only] = single?.shards ?? [];
  if (single === undefined || only === undefined) throw new Error("dev01 is gone");
  expect(holders(homeserver(alone, single, only))).toEqual(["homeserver"]);
  expect(processSettings(only)).toEqual({});
});
