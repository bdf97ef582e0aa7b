import fc from "fast-check";
import { type DeclaredLoad, LARGEST_DATABASE_GIB, shardCapacity } from "../../fleet/capacity";

const PRODUCTION: DeclaredLoad = { dailyActiveShare: 0.5, messagesPerActiveAndDay: 1.4, headroom: 2 };

test("45 000 agents at production's load need what a calculation by hand gives", () => {
  // 45 000 × 0.5 × 1.4 messages, × 2 events × 3 shards = 189 000 events a day; × 0.36 × 2 / 3600 = 37.8 a second.
  // 189 000 × 250 days × 4 KiB = 180.2 GiB. 45 × 0.65 = 29.25 cores. 45 000 × 15 MB = 675 GB of media a month.
  expect(shardCapacity(45_000, PRODUCTION)).toEqual({
    eventsPerSecond: 37.8,
    homeserver: { milliCpu: 2000, memoryMiB: 7 * 1024 },
    postgres: { milliCpu: 30_000, memoryMiB: 120 * 1024, volumeGiB: 190, walGiB: 40 },
    mediaGiB: 680,
    capped: [],
  });
});

test("an empty shard still gets what a homeserver and a database need to start", () => {
  expect(shardCapacity(0, PRODUCTION)).toEqual({
    eventsPerSecond: 0,
    homeserver: { milliCpu: 2000, memoryMiB: 2048 },
    postgres: { milliCpu: 1000, memoryMiB: 4096, volumeGiB: 10, walGiB: 5 },
    mediaGiB: 10,
    capped: [],
  });
});

test("a size that a limit cuts is named, and only then", () => {
  expect(shardCapacity(49_000, PRODUCTION).capped).toEqual(["media volume"]);
  expect(shardCapacity(60_000, PRODUCTION).capped).toEqual(["PostgreSQL cores", "media volume"]);
  const interieur = ["homeserver memory", "PostgreSQL cores", "media volume"];
  expect(shardCapacity(166_000, PRODUCTION).capped).toEqual(interieur);
  expect(shardCapacity(260_000, PRODUCTION).capped).toEqual([
    ...interieur.slice(0, 2),
    "database volume",
    "media volume",
  ]);
});

const load = fc.record({
  dailyActiveShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
  messagesPerActiveAndDay: fc.double({ min: 0.1, max: 100, noNaN: true }),
  headroom: fc.double({ min: 1, max: 10, noNaN: true }),
});
const agents = fc.integer({ min: 0, max: 6_000_000 });

/** Every size of a shard, as one list. */
function sizes(registered: number, declared: DeclaredLoad): number[] {
  const { eventsPerSecond, homeserver, postgres, mediaGiB } = shardCapacity(registered, declared);
  return [eventsPerSecond, ...Object.values(homeserver), ...Object.values(postgres), mediaGiB];
}

test("more agents never need less of anything", () => {
  fc.assert(
    fc.property(agents, agents, load, (one, other, declared) => {
      const [few, many] = [Math.min(one, other), Math.max(one, other)].map((count) => sizes(count, declared));
      few?.forEach((size, index) => {
        expect(size).toBeLessThanOrEqual(many?.[index] ?? Number.NaN);
      });
    }),
  );
});

test("more messages, more active agents or more headroom never need less of anything", () => {
  fc.assert(
    fc.property(
      agents,
      load,
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

test("sizes are whole units that a platform can give, whatever the load", () => {
  fc.assert(
    fc.property(agents, load, (count, declared) => {
      const { homeserver, postgres, mediaGiB } = shardCapacity(count, declared);
      const whole = [...Object.values(homeserver), ...Object.values(postgres), mediaGiB];
      expect(whole.every((size) => Number.isInteger(size) && size > 0)).toBe(true);
      expect(Math.max(postgres.volumeGiB, mediaGiB)).toBeLessThanOrEqual(LARGEST_DATABASE_GIB);
      expect(postgres.milliCpu).toBeLessThanOrEqual(32_000);
    }),
  );
});
