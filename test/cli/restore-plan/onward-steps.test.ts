import { databaseSteps } from "../../../cli/restore-plan/isolated-steps";
import { afterwards, nextArchive } from "../../../cli/restore-plan/onward-steps";
import { restored } from "../../../fleet/restored";
import { fleetOf } from "../../stacks/fleets";

test.each([
  ["postgres", "postgres-2"],
  ["postgres-2", "postgres-3"],
  ["postgres-9", "postgres-10"],
  ["old-name", "old-name-2"],
])("after the archive %s comes %s, never one that was used", (archive, next) => {
  expect(nextArchive(archive)).toBe(next);
});

test.each([
  ["2026-11-20T08:40:59Z", "postgres"],
  ["2026-11-21T08:41:00Z", "postgres-2"],
])("of a shard recovered once, %s comes from %s, which the steps say, and goes on in a third archive", (at, from) => {
  const recovery = { archive: "postgres-2", from: "postgres", at: "2026-11-20T08:41:00Z", reason: "a test" };
  const fleet = fleetOf("dev");
  const perimeters = fleet.perimeters.map((each) => ({
    ...each,
    shards: each.shards.map((shard) => ({ ...shard, archive: recovery.archive, recovery })),
  }));
  const found = restored({ ...fleet, perimeters }, "dev01", at);
  if (found === undefined) throw new Error("no dev01");
  const database = databaseSteps(found, { namespace: [], database: [], serving: [] }, at)[0];
  expect(database?.why).toContain(`from the archive ${from} of`);
  expect(database?.notes[0]).toContain(`${from} is ${from === "postgres" ? "not " : ""}the archive`);
  const said = afterwards(found, at, "tchap-dev01")
    .find(({ id }) => id === "make-live")
    ?.notes.join("\n");
  expect(said).toContain(`recovery: { archive: postgres-3, from: ${from}, at: "${at}"`);
  expect(said).toContain("its last log goes to the archive postgres-2,");
});
