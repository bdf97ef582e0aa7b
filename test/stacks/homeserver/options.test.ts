import { isDeepStrictEqual } from "node:util";
import { homeserverConfig } from "../../../stacks/homeserver/config";
import { OPTIONS } from "../../../stacks/homeserver/options";
import { ENVIRONMENTS } from "../../plan/plans";
import { fleetOf } from "../fleets";
import { withTopology, workersTopology } from "../topologies";

/** Every configuration of every shard, as one process and as several. */
const CONFIGS = ENVIRONMENTS.flatMap((environment) => {
  const fleet = fleetOf(environment);
  return fleet.perimeters.flatMap((perimeter) =>
    perimeter.shards.flatMap((shard) => {
      const several = withTopology(fleet, shard.name, workersTopology());
      const same = several.perimeters.find(({ name }) => name === perimeter.name);
      const workers = same?.shards.find(({ name }) => name === shard.name);
      return [
        homeserverConfig(fleet, perimeter, shard),
        ...(same && workers ? [homeserverConfig(several, same, workers)] : []),
      ];
    }),
  );
});

const valuesOf = (option: string) =>
  CONFIGS.flatMap((config) => {
    const value: unknown = Reflect.get(config, option);
    return value === undefined ? [] : [value];
  });

/** Whether a value says no more than the manual's default: of a block, each part that we set and the manual names. */
function restates(value: unknown, manual: unknown): boolean {
  if (typeof manual !== "object" || manual === null || Array.isArray(manual)) return isDeepStrictEqual(value, manual);
  return (
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).every(([key, each]) => restates(each, Reflect.get(manual, key)))
  );
}

test("every option that any shard sets has its default and its reason, and every reason its option", () => {
  const set = [...new Set(CONFIGS.flatMap((config) => Object.keys(config)))];
  expect([...set].sort()).toEqual(Object.keys(OPTIONS).sort());
});

test.each(Object.entries(OPTIONS))(
  "%s differs from the manual's default somewhere, or says that it restates it",
  (option, { manual, why, restated }) => {
    const values = valuesOf(option);
    expect(values).not.toHaveLength(0);
    expect(values.every((value) => restates(value, manual))).toBe(restated ?? false);
    expect(why).toMatch(/^[A-Z].*\.$/);
  },
);
