import { fleetFigures } from "../../../fleet/capacity/totals";
import { loadFleet } from "../../../fleet/load/fleet";
import { fleetOf } from "../../stacks/fleets";
import { PROJECT } from "../copy";

const prod = loadFleet(PROJECT, "prod").fleet;
const cores = ({ milliCpu }: { milliCpu: number }) => milliCpu / 1000;

test("prod as declared: 665 000 agents on 17 shards, within what Element's published sizing gives", () => {
  const { load, shards, serving, data, pods } = fleetFigures(prod);
  expect(load).toEqual({ agents: 665_000, messagesPerActiveAndDay: 1.15, headroom: 2 });
  expect(shards).toHaveLength(17);
  // 10 Synapse CPU for 10 000 users would be 665.
  expect(cores(serving.least)).toBeGreaterThan(300);
  expect(cores(serving.most)).toBeLessThan(1000);
  // 8 CPU for 10 000 users would be 532 on each of three instances, at an unknown load.
  expect(cores(data) / 3).toBeGreaterThan(100);
  expect(cores(data) / 3).toBeLessThan(532);
  expect(pods.most).toBeLessThan(2000);
});

test("prod's events are the messages of the press: 8 million a month, told apart by shard", () => {
  const { shards } = fleetFigures(prod);
  const events = shards.reduce((sum, shard) => sum + shard.declaredEventsPerSecond, 0);
  // 8 000 000 / 21 workdays × 2 events × 3 shards × 0.36 / 3600.
  expect(events).toBeGreaterThan(((8_000_000 / 21) * 6 * 0.36) / 3600 - 1);
  expect(events).toBeLessThan(((8_000_000 / 21) * 6 * 0.36) / 3600 + 3);
});

test("without question a figure is the shard's own capacity", () => {
  for (const figures of fleetFigures(prod).shards) {
    const shard = prod.perimeters.flatMap(({ shards }) => shards).find(({ name }) => name === figures.shard);
    expect(figures).toMatchObject({
      agents: shard?.registered,
      eventsPerSecond: shard?.capacity.eventsPerSecond,
      databaseConnections: shard?.capacity.databaseConnections,
    });
  }
});

test("five million agents at the design load are about 190 shards", () => {
  const { shardsDue, load } = fleetFigures(prod, { agents: 5_000_000, messages: 5 });
  expect(load.agents).toBe(5_000_000);
  // 5 000 000 × 0.5 × 5 × 6 × 0.36 / 3600 / 40 = 187.5.
  expect(shardsDue).toBe(188);
  expect(fleetFigures(prod, { agents: 600_000, messages: 5 }).shardsDue).toBe(23);
});

test("a what-if keeps the shards' proportions", () => {
  const { shards } = fleetFigures(prod, { agents: 1_330_000 });
  for (const { shard, agents } of shards)
    expect(agents).toBe(2 * (fleetFigures(prod).shards.find((each) => each.shard === shard)?.agents ?? Number.NaN));
});

test("a surge is ten times the messages and the same sessions", () => {
  const [calm, surge] = [fleetFigures(prod), fleetFigures(prod, { surge: 10 })];
  surge.shards.forEach((shard, index) => {
    expect(shard.sessions).toBe(calm.shards[index]?.sessions);
    expect(shard.declaredEventsPerSecond).toBeCloseTo(10 * (calm.shards[index]?.declaredEventsPerSecond ?? 0), -1);
  });
  expect(surge.shardsDue).toBeGreaterThan(9 * calm.shardsDue);
});

test("a shard's sum by hand: Élysée, one process, three routers, no authentication service", () => {
  const elysee = fleetFigures(prod).shards.find(({ shard }) => shard === "elysee");
  expect(elysee).toMatchObject({
    homeserver: "monolith",
    processes: { least: 1, most: 1 },
    // The homeserver, three routers, three instances of PostgreSQL.
    pods: { least: 7, most: 7 },
    serving: { most: { milliCpu: 2000 + 3 * 250, memoryMiB: 4096 + 3 * 256 } },
    data: { milliCpu: 6000, memoryMiB: 24 * 1024 },
  });
});

test("pools: serving moves to the zones that are left, instances of PostgreSQL wait for theirs", () => {
  const { pools, serving, data } = fleetFigures(prod);
  const of = (role: string) => pools.find((pool) => pool.role === role);
  expect(of("serving")).toMatchObject({ nodes: 72, needs: serving.most });
  expect(of("data")).toMatchObject({ nodes: 72, needs: data });
  expect(of("serving")?.perNode.milliCpu).toBeCloseTo(serving.most.milliCpu / 72, 6);
  expect(of("serving")?.perNodeWithoutZone.milliCpu).toBeCloseTo(serving.most.milliCpu / 48, 6);
  expect(of("data")?.perNodeWithoutZone).toEqual(of("data")?.perNode);
});

test("closed perimeters take nothing", () => {
  const fleet = fleetOf("dev", ({ edit }) => {
    edit("perimeters/dev01.yaml", "state: active", "state: closed");
    edit(
      "stateful.lock.yaml",
      "removed: []",
      "removed:\n  - { shard: dev01, reason: test, owner: test, date: 2026-11-23 }",
    );
  });
  expect(fleetFigures(fleet).shards.map(({ shard }) => shard)).toEqual(["dev02", "ext01"]);
});
