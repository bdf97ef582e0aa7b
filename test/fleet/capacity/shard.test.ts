import fc from "fast-check";
import { PARAMETERS } from "../../../fleet/capacity/parameters";
import { shardCapacity } from "../../../fleet/capacity/shard";
import { mostProcesses } from "../../../fleet/capacity/topology";
import { anyAgents, anyLoad, homeserverTotal, MEASURED, sizes } from "./loads";

test("45 000 agents at prod's load need what a calculation by hand gives", () => {
  // 22 500 active × 1.15 × 2 × 3 = 155 250 events a day, × 0.36 / 3600 = 15.525 a second, twice that with headroom.
  // PostgreSQL: 1 + 0.44 × 31.05 = 14.7 cores. 155 250 × 252 days × 8 KiB = 298.5 GiB, a fifth for the log.
  // 72 processes × 10, 4 authentication pods × 10, 30 spare. 25 875 messages × 21 × 0.29 MB = 157.6 GB = 146.8 GiB.
  // A year of it: 1 761.6 GiB, twice that as quota in steps of 10; half of 298.5 and of 2.45 of log a day, for backups.
  // Router: 40 500 sessions on two of three pods, × 0.1 / 10 000 = 0.2 cores, × 40 KiB + 128 MiB = 919 MiB.
  // Authentication: 40 500 × 2 / 120 s / 2 pods / 1 000 = 0.34 cores.
  const { topology, ...rest } = shardCapacity(45_000, MEASURED);
  expect(topology.kind).toBe("workers");
  expect(rest).toEqual({
    declaredEventsPerSecond: 15.5,
    eventsPerSecond: 31,
    sessions: 20_250,
    contentScanner: { milliCpu: 500, memoryMiB: 2048 },
    homeserver: { milliCpu: 1000, memoryMiB: 2048 },
    router: { milliCpu: 250, memoryMiB: 1024 },
    redis: { milliCpu: 750, memoryMiB: 1536 },
    authentication: { milliCpu: 500, memoryMiB: 512 },
    postgres: { milliCpu: 15_000, memoryMiB: 60 * 1024, volumeGiB: 300, walGiB: 60 },
    databaseConnections: 790,
    backupSidecar: { milliCpu: 1000, memoryMiB: 1024 },
    upkeep: { milliCpu: 250, memoryMiB: 512 },
    mediaGiB: 150,
    mediaQuotaGiB: 3530,
    yearAhead: { databaseGiB: 299, mediaGiB: 1762, backupGiBPerDay: 151 },
    growth: { factor: 2.34, limit: "database volume" },
    capped: [],
  });
});

test("an empty shard still gets what a homeserver and a database need to start", () => {
  expect(shardCapacity(0, MEASURED)).toMatchObject({
    declaredEventsPerSecond: 0,
    topology: { kind: "monolith" },
    homeserver: { milliCpu: 2000, memoryMiB: 4096 },
    router: { milliCpu: 250, memoryMiB: 128 },
    postgres: { milliCpu: 1000, memoryMiB: 4096, volumeGiB: 10, walGiB: 10 },
    // One process, four pods of the authentication service, 30 spare.
    databaseConnections: 80,
    mediaGiB: 10,
    growth: { factor: 1000 },
    capped: [],
  });
});

test("Intérieur and Armées are beyond the plan at the measured load, and the next largest fills its database first", () => {
  const interieur = shardCapacity(166_000, MEASURED);
  expect(interieur.declaredEventsPerSecond).toBe(57.3);
  expect(interieur.growth).toEqual({ factor: 0.63, limit: "database volume" });
  expect(interieur.capped).toEqual([
    "cores of a process",
    "processes of a role",
    "PostgreSQL cores",
    "database volume",
  ]);
  const social = shardCapacity(70_000, MEASURED);
  expect(social.declaredEventsPerSecond).toBeLessThan(40);
  expect(social.growth).toEqual({ factor: 1.5, limit: "database volume" });
  expect(social.capped).toEqual([]);
});

test("sizes that a limit cuts are named, each from where it begins", () => {
  // 10 messages: 0.003 events/s, 0.05768 GiB of database in 252 days and 0.02836 GiB of media in a month, for each agent.
  const heavy = { ...MEASURED, messagesPerActiveAndDay: 10, headroom: 1 };
  const capped = (agents: number) => shardCapacity(agents, heavy).capped;
  // 700 GiB: 12 136 and 24 683. 31 cores / 0.44 = 70.5 events/s: 23 485 agents. 0.55 core / 0.25 × 40 = 88: 29 333.
  expect(capped(12_100)).toEqual([]);
  expect(capped(12_200)).toEqual(["database volume"]);
  expect(capped(23_400)).toEqual(["database volume"]);
  expect(capped(23_500)).toEqual(["PostgreSQL cores", "database volume"]);
  expect(capped(24_700)).toEqual(["PostgreSQL cores", "database volume", "media volume"]);
  expect(capped(29_400)[0]).toBe("cores of a process");
  // 120 000 sessions / 1 200 = 100 processes.
  const quiet = { ...MEASURED, messagesPerActiveAndDay: 0.1, headroom: 1 };
  expect(shardCapacity(266_000, quiet).capped).toEqual([]);
  expect(shardCapacity(267_000, quiet).capped).toEqual(["processes of a role"]);
});

test("more agents never need less of anything", () => {
  fc.assert(
    fc.property(anyAgents, anyAgents, anyLoad, (one, other, load) => {
      const [few, many] = [Math.min(one, other), Math.max(one, other)].map((count) => sizes(count, load));
      few?.forEach((size, index) => {
        expect(size).toBeLessThanOrEqual(many?.[index] ?? Number.NaN);
      });
    }),
  );
});

test("more messages, more active agents or more headroom never need less of anything", () => {
  fc.assert(
    fc.property(
      anyAgents,
      anyLoad,
      fc.constantFrom("dailyActiveShare", "messagesPerActiveAndDay", "headroom"),
      (count, declared, key) => {
        const heavier = sizes(count, { ...declared, [key]: declared[key] * 1.5 });
        sizes(count, declared).forEach((size, index) => {
          expect(size).toBeLessThanOrEqual(heavier[index] ?? Number.NaN);
        });
      },
    ),
  );
});

test("sizes are whole units that a platform can give, within their limits, whatever the load", () => {
  fc.assert(
    fc.property(anyAgents, anyLoad, (count, load) => {
      const { homeserver, router, redis, authentication, postgres, mediaGiB } = shardCapacity(count, load);
      const all = [homeserver, router, redis, authentication, postgres].flatMap((each) => Object.values(each));
      expect([...all, mediaGiB].every((size) => Number.isInteger(size) && size > 0)).toBe(true);
      for (const { milliCpu } of [homeserver, router, redis, authentication]) expect(milliCpu % 250).toBe(0);
      expect(Math.max(postgres.volumeGiB, mediaGiB)).toBeLessThanOrEqual(PARAMETERS.volumeMost.value);
      expect(postgres.milliCpu).toBeLessThanOrEqual(32_000);
      expect(Math.max(homeserver.milliCpu, redis.milliCpu)).toBeLessThanOrEqual(2000);
    }),
  );
});

test("PostgreSQL holds the pools of all processes and of the authentication service, and has memory for them", () => {
  fc.assert(
    fc.property(anyAgents, anyLoad, (count, load) => {
      const { topology, databaseConnections, postgres } = shardCapacity(count, load);
      expect(databaseConnections).toBeGreaterThanOrEqual(mostProcesses(topology) * 10 + 4 * 10 + 3);
      expect(databaseConnections * 10 * 4).toBeLessThanOrEqual(postgres.memoryMiB);
    }),
  );
});

test("growth tells when the first limit is met: at that factor a shard holds, beyond it it does not", () => {
  fc.assert(
    fc.property(anyAgents, anyLoad, (count, declared) => {
      const load = { ...declared, headroom: 1 };
      const { growth } = shardCapacity(count, load);
      fc.pre(count >= 1000 && growth.factor >= 0.1 && growth.factor < 1000);
      const grown = (factor: number) =>
        shardCapacity(count, { ...load, dailyActiveShare: load.dailyActiveShare * factor });
      const within = grown(growth.factor);
      expect(within.capped).toEqual([]);
      expect(within.declaredEventsPerSecond).toBeLessThanOrEqual(60);
      const beyond = grown((growth.factor + 0.01) * 1.002);
      expect(beyond.capped.length > 0 || beyond.declaredEventsPerSecond >= 60).toBe(true);
    }),
  );
});

test("a shard of 10 000 users is near Element's published sizing: 10 CPU and 8.2 GiB", () => {
  const { milliCpu, memoryMiB } = homeserverTotal(shardCapacity(8000, MEASURED), "most");
  expect(milliCpu / 1000).toBeGreaterThan(5);
  expect(milliCpu / 1000).toBeLessThan(15);
  // Requests are limits here, so memory is what a process may take, not what it starts with.
  expect(memoryMiB / 1024).toBeLessThan(3 * 8.2);
});
