import type { Fleet, Recovery } from "../../fleet/fleet";
import { restored } from "../../fleet/restored";
import { fleetOf } from "../stacks/fleets";

const RECOVERY: Recovery = { archive: "postgres-2", from: "postgres", at: "2027-03-09T08:41:00Z", reason: "a test" };

/** The fleet of dev, whose shard dev01 was recovered once. */
function recovered(): Fleet {
  const fleet = fleetOf("dev");
  const shard = (each: Fleet["perimeters"][number]["shards"][number]) =>
    each.name === "dev01" ? { ...each, archive: RECOVERY.archive, recovery: RECOVERY } : each;
  return { ...fleet, perimeters: fleet.perimeters.map((each) => ({ ...each, shards: each.shards.map(shard) })) };
}

test.each([
  ["2027-03-09T08:40:59Z", "postgres"],
  ["2027-03-09T08:41:00Z", "postgres-2"],
  ["2027-03-10T00:00:00Z", "postgres-2"],
])("of a shard recovered once, %s is restored from the archive %s", (at, from) => {
  expect(restored(recovered(), "dev01", at)?.shard.recovery).toMatchObject({ from, at });
});

test("a shard that was never recovered has one archive, and what is no shard has none", () => {
  expect(restored(fleetOf("dev"), "dev01", "2027-03-09T08:40:59Z")?.shard.recovery?.from).toBe("postgres");
  expect(restored(fleetOf("dev"), "nobody", "2027-03-09T08:40:59Z")).toBeUndefined();
});
