import { created, demandOf, received, times } from "../../../fleet/capacity/load";

const DESIGN = { dailyActiveShare: 0.5, messagesPerActiveAndDay: 5 };

test("30 000 agents at the design load ask what a calculation by hand gives", () => {
  // 15 000 active × 5 = 75 000 messages, × 2 events × 3 shards = 450 000 a day; × 0.18 × 2 / 3600 s = 45 a second.
  // 15 000 × 0.6 × 1.5 = 13 500 sessions. 75 000 × 21 days × 0.29 MB = 456.75 GB; 450 000 × 21 × 8 KiB = 72.1 GiB.
  const demand = demandOf(30_000, DESIGN);
  expect(demand.eventsPerSecond).toBeCloseTo(45, 10);
  expect(demand.sessions).toBeCloseTo(13_500, 6);
  expect(demand.mediaGiBPerMonth).toBeCloseTo(456.75 / 1.073741824, 6);
  expect(demand.databaseGiBPerMonth).toBeCloseTo(72.1, 2);
});

test("an agent at the design load uploads 15 MB a month", () => {
  expect((demandOf(1000, DESIGN).mediaGiBPerMonth * 1.073741824 * 1000) / 1000).toBeCloseTo(15.2, 1);
});

test("a third of the events is the shard's own, the rest of other shards", () => {
  const demand = demandOf(30_000, DESIGN);
  expect(created(demand)).toBeCloseTo(15, 10);
  expect(received(demand)).toBeCloseTo(30, 10);
});

test("headroom multiplies everything alike", () => {
  const demand = demandOf(30_000, DESIGN);
  const doubled = demandOf(60_000, DESIGN);
  for (const [key, value] of Object.entries(times(demand, 2)))
    expect(value).toBeCloseTo(Object.entries(doubled).find(([name]) => name === key)?.[1] ?? Number.NaN, 6);
});

test("nobody asks nothing", () => {
  expect(Object.values(demandOf(0, DESIGN))).toEqual([0, 0, 0, 0]);
});
