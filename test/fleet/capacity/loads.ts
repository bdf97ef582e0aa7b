import fc from "fast-check";
import type { DeclaredLoad } from "../../../fleet/capacity/load";
import { type ShardCapacity, shardCapacity } from "../../../fleet/capacity/shard";
import { type Compute, pools } from "../../../fleet/capacity/topology";

/** The load that prod declares. */
export const MEASURED: DeclaredLoad = { dailyActiveShare: 0.5, messagesPerActiveAndDay: 1.15, headroom: 2 };

export const anyLoad = fc.record({
  dailyActiveShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
  messagesPerActiveAndDay: fc.double({ min: 0.1, max: 100, noNaN: true }),
  headroom: fc.double({ min: 1, max: 10, noNaN: true }),
});

/** As often small as large. */
export const anyAgents = fc.oneof(
  fc.integer({ min: 0, max: 5000 }),
  fc.integer({ min: 0, max: 200_000 }),
  fc.integer({ min: 0, max: 6_000_000 }),
);

/** CPU and memory of all Synapse processes of a shard. */
export function homeserverTotal({ homeserver, topology }: ShardCapacity, bound: "least" | "most"): Compute {
  return pools(topology).reduce(
    (sum, pool) => ({
      milliCpu: sum.milliCpu + pool[bound] * pool.compute.milliCpu,
      memoryMiB: sum.memoryMiB + pool[bound] * pool.compute.memoryMiB,
    }),
    homeserver,
  );
}

/** Every size of a shard, as one list; of its homeserver the sum, since a monolith's one process is a large one. */
export function sizes(registered: number, load: DeclaredLoad): number[] {
  const capacity = shardCapacity(registered, load);
  const { declaredEventsPerSecond, eventsPerSecond, sessions, databaseConnections, mediaGiB } = capacity;
  const { router, redis, authentication, postgres } = capacity;
  return [
    ...[declaredEventsPerSecond, eventsPerSecond, sessions, databaseConnections, mediaGiB],
    ...(["least", "most"] as const).flatMap((bound) => Object.values(homeserverTotal(capacity, bound))),
    ...[router, redis, authentication, postgres].flatMap((each) => Object.values(each)),
  ];
}
