import { SHARD_SECRETS } from "../../../fleet/secrets";
import { at, list } from "../../../plan/vocabulary";
import { valkeyConfig } from "../../../stacks/redis/config";
import { redis, redisNeeds } from "../../../stacks/redis/redis";
import { redisValues } from "../../../stacks/redis/values";
import { rendered, shardsOf } from "../authentication/shards";

function first() {
  const [each] = shardsOf("dev");
  if (each === undefined) throw new Error("dev has no shard");
  return each;
}

/** A configuration as Redis reads it: each directive once. */
function directives(text: string): Map<string, string> {
  const pairs = text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)] as const);
  expect(new Set(pairs.map(([name]) => name)).size).toBe(pairs.length);
  return new Map(pairs);
}

test("nothing is kept, and who may connect stands in a mounted file", async () => {
  const { fleet, shard } = first();
  const values = redis(fleet, shard);
  const set = directives(values.files["valkey.conf"] ?? "");
  expect([set.get("save"), set.get("appendonly")]).toEqual(['""', "no"]);
  expect(set.get("aclfile")).toBe(`${values.accessList.folder}/${values.accessList.key}`);
  expect(SHARD_SECRETS.redis).toMatchObject({ name: values.accessList.secretName, keys: [values.accessList.key] });
  expect(set.has("requirepass")).toBe(false);
  expect(set.get("protected-mode")).toBe("yes");
});

test("keys take half of the pod's memory and go when that is full, rather than refuse a message", () => {
  const set = directives(valkeyConfig({ milliCpu: 500, memoryMiB: 1024 }));
  expect([set.get("maxmemory"), set.get("maxmemory-policy")]).toEqual(["512mb", "allkeys-lru"]);
});

test("one pod, replaced and never doubled, given up 30 s after its node", async () => {
  const { fleet, shard } = first();
  const values = redis(fleet, shard);
  expect(redisValues.parse(values)).toEqual(values);
  const objects = new Map((await rendered("redis", { redis: values })).map((object) => [object.kind, object]));
  expect([...objects.keys()].sort()).toEqual(["ConfigMap", "Deployment", "NetworkPolicy", "Service"]);
  expect(at(objects.get("ConfigMap"), "data")).toEqual(values.files);
  const spec = at(objects.get("Deployment"), "spec");
  expect([at(spec, "replicas"), at(spec, "strategy", "type")]).toEqual([1, "Recreate"]);
  expect(list(at(spec, "template", "spec", "tolerations")).map((each) => at(each, "tolerationSeconds"))).toEqual([
    30, 30,
  ]);
  expect([redisNeeds(shard).pods, redisNeeds(shard).surge]).toEqual([1, 1]);
  const [container] = list(at(spec, "template", "spec", "containers"));
  for (const probe of ["livenessProbe", "readinessProbe"])
    expect(at(container, probe, "tcpSocket")).toEqual({ port: "redis" });
});

test("only the homeserver's processes reach it, and it reaches nobody", async () => {
  const { fleet, shard } = first();
  const objects = await rendered("redis", { redis: redis(fleet, shard) });
  const policy = objects.find(({ kind }) => kind === "NetworkPolicy");
  expect(at(policy, "spec", "policyTypes")).toEqual(["Ingress", "Egress"]);
  expect(at(policy, "spec", "egress")).toEqual([]);
  expect(at(policy, "spec", "ingress")).toEqual([
    {
      from: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "homeserver" } } }],
      ports: [{ port: 6379, protocol: "TCP" }],
    },
  ]);
});

test("a shard of one process has none", async () => {
  expect(await rendered("redis", {})).toEqual([]);
});
