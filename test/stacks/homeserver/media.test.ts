import { parse } from "yaml";
import { restored } from "../../../fleet/restored";
import { at, containersOf, list } from "../../../plan/vocabulary";
import { homeserverConfig } from "../../../stacks/homeserver/config";
import { homeserver, homeserverNeeds } from "../../../stacks/homeserver/homeserver";
import { upkeepSettings } from "../../../stacks/homeserver/media";
import { PATHS } from "../../../stacks/homeserver/places";
import { MEDIA_STORE_ENDPOINT } from "../../../stacks/media-store/places";
import { shardReleases } from "../../../stacks/shard";
import { rendered, shardsOf } from "../authentication/shards";
import { fleetOf } from "../fleets";
import { withTopology, workersTopology } from "../topologies";

/** The shard dev01, as one process or as several. */
function dev01(several: boolean) {
  const plain = fleetOf("dev");
  const fleet = several ? withTopology(plain, "dev01", workersTopology()) : plain;
  const perimeter = fleet.perimeters.find(({ name }) => name === "dev01");
  const shard = perimeter?.shards[0];
  if (perimeter === undefined || shard === undefined) throw new Error("dev01 is gone");
  return { fleet, perimeter, shard };
}

const isWritingTo = (container: unknown, path: string) =>
  list(at(container, "volumeMounts")).some(
    (mount) => at(mount, "mountPath") === path && at(mount, "readOnly") === undefined,
  );

/** Names of the containers of each StatefulSet that a condition holds for. */
async function whichContainers(several: boolean, holds: (container: unknown) => boolean): Promise<string[]> {
  const { fleet, perimeter, shard } = dev01(several);
  const objects = await rendered("homeserver", { homeserver: homeserver(fleet, perimeter, shard) });
  return objects
    .filter(({ kind }) => kind === "StatefulSet")
    .flatMap((object) =>
      containersOf(at(object, "spec", "template", "spec"))
        .filter(holds)
        .map((container) => `${object.metadata.name}: ${String(at(container, "name"))}`),
    );
}

const OWNERS = [
  [false, "homeserver"],
  [true, "media-repository"],
] as const;

test.each(OWNERS)(
  "of several processes (%s), %s alone has the volume, the bucket's key and upkeep",
  async (several, owner) => {
    const both = [`${owner}: synapse`, `${owner}: upkeep`];
    expect(await whichContainers(several, (each) => isWritingTo(each, PATHS.media))).toEqual(both);
    const hasKey = (container: unknown) =>
      list(at(container, "volumeMounts")).some((mount) => at(mount, "name") === "media-store-key");
    expect(await whichContainers(several, hasKey)).toEqual(both);
    const isToldOfIt = (container: unknown) =>
      list(at(container, "env")).some(
        (variable) =>
          at(variable, "name") === "AWS_SHARED_CREDENTIALS_FILE" &&
          at(variable, "value") === `${PATHS.mediaStore}/credentials`,
      );
    expect(await whichContainers(several, isToldOfIt)).toEqual([`${owner}: synapse`]);
  },
);

test("every shard has a bucket of its own, and an upload counts when the store has it", () => {
  for (const environment of ["dev", "preprod", "prod"]) {
    const providers = shardsOf(environment).map(({ fleet, perimeter, shard }) => {
      const config = homeserverConfig(fleet, perimeter, shard);
      expect(config.enable_local_media_storage).toBe(true);
      return config.media_storage_providers;
    });
    for (const each of providers) {
      expect(each).toHaveLength(1);
      expect(each[0]).toMatchObject({ store_local: true, store_remote: false, store_synchronous: true });
      expect(each[0]?.config.endpoint_url).toBe(MEDIA_STORE_ENDPOINT);
    }
    const buckets = providers.map(([provider]) => provider?.config.bucket);
    expect(new Set(buckets).size).toBe(buckets.length);
  }
});

test("upkeep works on the same bucket and database as Synapse, and begins before the volume is full", () => {
  for (const { fleet, perimeter, shard } of shardsOf("prod")) {
    const config = homeserverConfig(fleet, perimeter, shard);
    const { files } = homeserver(fleet, perimeter, shard).media.upkeep;
    const settings = upkeepSettings(shard);
    expect(parse(files["upkeep.json"] ?? "")).toEqual(settings);
    expect(parse(files["database.yaml"] ?? "")).toEqual({ database: config.database });
    expect(settings.store.bucket).toBe(config.media_storage_providers[0]?.config.bucket);
    const volume = shard.capacity.mediaGiB * 1024 ** 3;
    expect(settings.mostBytes / volume).toBeGreaterThan(0.7);
    expect(settings.mostBytes / volume).toBeLessThan(0.9);
    expect(Number.isInteger(settings.mostBytes)).toBe(true);
  }
});

test("copies of other shards' files are forgotten before upkeep would keep them in the store for good", () => {
  const { fleet, perimeter, shard } = dev01(false);
  const { media_retention } = homeserverConfig(fleet, perimeter, shard);
  expect(Number.parseInt(media_retention.remote_media_lifetime, 10)).toBeLessThan(upkeepSettings(shard).olderThanDays);
});

test.each(OWNERS)("upkeep counts among what the pods of a homeserver take (several: %s)", (several) => {
  const { shard } = dev01(several);
  const { topology, homeserver: main, upkeep } = shard.capacity;
  const single = topology.kind === "workers" ? topology.single["media-repository"] : main;
  const sum = { milliCpu: single.milliCpu + upkeep.milliCpu, memoryMiB: single.memoryMiB + upkeep.memoryMiB };
  const equal = homeserverNeeds(shard).filter((each) => each.milliCpu === sum.milliCpu);
  expect(equal).toEqual([expect.objectContaining({ ...sum, pods: 1 })]);
});

test("another setting of upkeep replaces the pod that it runs in, and no other", () => {
  const { fleet, perimeter, shard } = dev01(true);
  const larger = { ...shard, capacity: { ...shard.capacity, mediaGiB: shard.capacity.mediaGiB * 2 } };
  const sums = (each: typeof shard) =>
    homeserver(fleet, perimeter, each).processes.map(({ name, filesChecksum }) => `${name} ${filesChecksum}`);
  const was = new Set(sums(shard));
  expect(
    sums(larger)
      .filter((each) => !was.has(each))
      .map((each) => each.split(" ")[0]),
  ).toEqual(["media-repository"]);
});

test("a restored database is prepared in every pod before Synapse starts, and otherwise nobody waits", async () => {
  const { fleet, perimeter, shard } = dev01(true);
  const recovery = { archive: "postgres-2", from: "postgres", at: "2027-03-09T08:41:00Z", reason: "a test" };
  const objects = await rendered("homeserver", { homeserver: homeserver(fleet, perimeter, { ...shard, recovery }) });
  const pods = objects.filter(({ kind }) => kind === "StatefulSet").map((each) => at(each, "spec", "template", "spec"));
  expect(pods.length).toBeGreaterThan(10);
  for (const pod of pods)
    expect(list(at(pod, "initContainers")).map((each) => at(each, "name"))).toEqual([
      "passfile",
      "restore-gate",
      "secret-settings",
    ]);
  const map = objects.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "homeserver-restore-gate");
  expect(parse(String(at(map, "data", "restore-gate.json")))).toMatchObject({
    recovery: "postgres-2",
    waitSeconds: fleet.restore.rtoMinutes * 60,
  });
  const waits = (each: unknown) => at(each, "name") === "restore-gate";
  expect(await whichContainers(true, waits)).toEqual([]);
});

test("a deploy waits for the database that a recovered shard begins with, as long as a restore may take", () => {
  const { fleet, perimeter, shard } = dev01(true);
  const recovery = { archive: "postgres-2", from: "postgres", at: "2027-03-09T08:41:00Z", reason: "a test" };
  const seconds = (each: typeof shard) => shardReleases(fleet, perimeter, each).serving.timeoutSeconds;
  expect(seconds({ ...shard, recovery }) - seconds(shard)).toBe(fleet.restore.rtoMinutes * 60);
});

test("another recovery replaces every pod", () => {
  const { fleet, perimeter, shard } = dev01(true);
  const sums = (archive: string) => {
    const recovery = { archive, from: "postgres", at: "2027-03-09T08:41:00Z", reason: "a test" };
    return homeserver(fleet, perimeter, { ...shard, recovery }).processes.map(({ filesChecksum }) => filesChecksum);
  };
  const was = new Set(sums("postgres-2"));
  expect(sums("postgres-3").filter((each) => was.has(each))).toEqual([]);
});

test("a shard that is restored apart reaches its database and its files, and nothing outside", () => {
  const found = restored(fleetOf("dev"), "dev02", "2027-03-09T08:41:00Z");
  if (found === undefined) throw new Error("no dev02");
  const { fleet, perimeter, shard } = found;
  const ways = (namespace: string) =>
    JSON.stringify(homeserver(fleet, perimeter, { ...shard, namespace }).networkPolicy.egress);
  expect(ways("tchap-dev02")).toContain("tchap-border");
  expect(ways(shard.namespace)).not.toContain("tchap-border");
  expect(ways(shard.namespace)).not.toContain("ipBlock");
  expect(ways(shard.namespace)).toContain("tchap-media-store");
});
