import {
  SHARDED_ROLES,
  type ShardedRole,
  SINGLE_ROLES,
  STATELESS_ROLES,
  type StatelessRole,
  type Topology,
} from "../../fleet/capacity/topology";
import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";

const compute = { milliCpu: 700, memoryMiB: 1536 };

function all<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  const entries = keys.map((key) => [key, value(key)] as const);
  const record: Partial<Record<K, V>> = {};
  for (const [key, each] of entries) record[key] = each;
  const complete = (each: Partial<Record<K, V>>): each is Record<K, V> => keys.every((key) => key in each);
  if (!complete(record)) throw new Error("unreachable");
  return record;
}

/** A homeserver of several processes: two of each role that may have more, three where named, six when scaled. */
export function workersTopology(counts: Partial<Record<ShardedRole | StatelessRole, number>> = {}): Topology {
  return {
    kind: "workers",
    single: all(SINGLE_ROLES, () => compute),
    sharded: all(SHARDED_ROLES, (role) => ({ count: counts[role] ?? 2, compute })),
    stateless: all(STATELESS_ROLES, (role) => ({
      least: counts[role] ?? 2,
      most: role === "sync" ? (counts[role] ?? 2) * 2 : (counts[role] ?? 2),
      compute,
    })),
  };
}

/** A fleet in which one shard has another topology. */
export function withTopology(fleet: Fleet, name: string, topology: Topology): Fleet {
  const changed = (shard: Shard): Shard =>
    shard.name === name ? { ...shard, capacity: { ...shard.capacity, topology } } : shard;
  const perimeters = fleet.perimeters.map(
    (perimeter): Perimeter => ({ ...perimeter, shards: perimeter.shards.map(changed) }),
  );
  return { ...fleet, perimeters };
}
