import fc from "fast-check";
import { PARAMETERS } from "../../../fleet/capacity/parameters";
import { processCompute } from "../../../fleet/capacity/processes";
import { shardCapacity } from "../../../fleet/capacity/shard";
import {
  leastProcesses,
  mostProcesses,
  pools,
  SHARDED_ROLES,
  SINGLE_ROLES,
  STATELESS_ROLES,
} from "../../../fleet/capacity/topology";
import { anyAgents, anyLoad, MEASURED } from "./loads";

const topologyOf = (registered: number, load = MEASURED) => shardCapacity(registered, load).topology;
const counts = (registered: number, load = MEASURED) =>
  Object.fromEntries(pools(topologyOf(registered, load)).map(({ role, least, most }) => [role, [least, most]]));

test("45 000 agents at prod's load get the processes that a calculation by hand gives", () => {
  // 15.5 events/s declared, 31.05 with headroom, of which 10.35 are sent here and 20.7 received; 20 250 and 40 500 sessions.
  expect(counts(45_000)).toEqual({
    ...Object.fromEntries(SINGLE_ROLES.map((role) => [role, [1, 1]])),
    events: [2, 2], // 31.05 / 20
    receipts: [3, 3], // 40 500 / 20 000
    "device-lists": [1, 1],
    "thread-subscriptions": [1, 1],
    "federation-sender": [2, 2], // 20.7 / 20
    pusher: [3, 3], // 40 500 / 20 000
    sync: [17, 34], // 20 250 and 40 500 / 1 200
    "initial-sync": [2, 3], // 40 500 / 20 000
    "client-reader": [5, 9], // 20 250 and 40 500 / 5 000
    "event-creator": [2, 2],
    "federation-reader": [2, 2],
    "federation-inbound": [2, 2],
  });
  expect(leastProcesses(topologyOf(45_000))).toBe(50);
  expect(mostProcesses(topologyOf(45_000))).toBe(72);
});

test("a new shard of 30 000 agents at the design load is near the published extrapolation of 48 processes", () => {
  const design = { dailyActiveShare: 0.5, messagesPerActiveAndDay: 5, headroom: 1 };
  expect(mostProcesses(topologyOf(30_000, design))).toBeGreaterThanOrEqual(40);
  expect(mostProcesses(topologyOf(30_000, design))).toBeLessThanOrEqual(56);
});

test("a process takes what it follows and what it does, in quarters of a core", () => {
  // At 40 events/s it follows with 0.25 core and works with 0.45: 0.7, in quarters 0.75.
  expect(processCompute(40, 1)).toEqual({ milliCpu: 750, memoryMiB: 1536 });
  expect(processCompute(0, 0)).toEqual({ milliCpu: 250, memoryMiB: 512 });
  expect(processCompute(40, 0)).toEqual({ milliCpu: 250, memoryMiB: 512 });
  expect(processCompute(41, 0)).toEqual({ milliCpu: 500, memoryMiB: 1024 });
  expect(processCompute(200, 1)).toEqual({ milliCpu: 1000, memoryMiB: 2048 });
});

test("a small shard is one process, until its work fills the share of a core that a busy one may use", () => {
  expect(topologyOf(0).kind).toBe("monolith");
  expect(topologyOf(1200).kind).toBe("monolith");
  expect(topologyOf(1600).kind).toBe("workers");
  const kinds = Array.from({ length: 3000 }, (_, agents) => topologyOf(agents).kind);
  expect(kinds.lastIndexOf("monolith") + 1).toBe(kinds.indexOf("workers"));
});

test("counts are never unsafe: one of each single role, at least one of a sharded, two of a stateless, a bounded most", () => {
  fc.assert(
    fc.property(anyAgents, anyLoad, (agents, load) => {
      const topology = topologyOf(agents, load);
      if (topology.kind === "monolith") return expect(mostProcesses(topology)).toBe(1);
      for (const { role, least, most, compute } of pools(topology)) {
        expect([least, most].every(Number.isInteger)).toBe(true);
        expect(least).toBeLessThanOrEqual(most);
        expect(most).toBeLessThanOrEqual(PARAMETERS.processesOfARoleMost.value);
        expect(compute.milliCpu).toBeLessThanOrEqual(1000);
        if (SINGLE_ROLES.some((each) => each === role)) expect([least, most]).toEqual([1, 1]);
        if (SHARDED_ROLES.some((each) => each === role)) expect(least).toBe(most);
        if (SHARDED_ROLES.some((each) => each === role)) expect(least).toBeGreaterThanOrEqual(1);
        if (STATELESS_ROLES.some((each) => each === role)) expect(least).toBeGreaterThanOrEqual(2);
      }
      expect(pools(topology)).toHaveLength(SINGLE_ROLES.length + SHARDED_ROLES.length + STATELESS_ROLES.length);
    }),
  );
});

test("no sync worker gets more sessions than its router lets through, on any shard that no limit cuts", () => {
  fc.assert(
    fc.property(anyAgents, anyLoad, (agents, load) => {
      const { topology, sessions, capped } = shardCapacity(agents, load);
      if (topology.kind === "monolith" || capped.includes("processes of a role")) return;
      const { least, most } = topology.stateless.sync;
      expect(sessions / least).toBeLessThanOrEqual(PARAMETERS.sessionsPerSync.value + 1);
      expect((sessions * load.headroom) / most).toBeLessThanOrEqual(PARAMETERS.sessionsPerSyncHard.value);
    }),
  );
});

test("only stateless roles grow by themselves, and only where there is headroom", () => {
  fc.assert(
    fc.property(anyAgents, anyLoad, (agents, load) => {
      for (const { role, least, most } of pools(topologyOf(agents, { ...load, headroom: 1 })))
        expect([role, least]).toEqual([role, most]);
    }),
  );
});

test("senders do not go by the number of peers: they are fewer than prod's shards, whatever the load", () => {
  const heavy = { dailyActiveShare: 1, messagesPerActiveAndDay: 100, headroom: 10 };
  expect(counts(6_000_000, heavy)["federation-sender"]).toEqual([8, 8]);
});
