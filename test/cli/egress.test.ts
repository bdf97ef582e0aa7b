import { egressPage } from "../../cli/generate-egress";
import type { Fleet } from "../../fleet/fleet";
import { fleetOf } from "../stacks/fleets";

const line = (page: string, host: string) => page.split("\n").filter((each) => each.startsWith(`| ${host}:`));

test("every destination of an environment has one line, with what leaves and for which country", () => {
  const fleet = fleetOf("dev");
  const page = egressPage([fleet]);
  const own = new Set(
    fleet.perimeters.flatMap(({ shards }) => shards.flatMap(({ serverName, host }) => [serverName, host])),
  );
  for (const { host, port, data, country, readers } of fleet.destinations.filter((each) => !own.has(each.host))) {
    const [found = "", ...more] = line(page, host.replace("*", "\\*")).filter((each) => each.includes(data));
    expect(more).toEqual([]);
    for (const word of [`:${port} `, data, `| ${country} |`, readers.join(", ")]) expect(found).toContain(word);
  }
  expect(line(page, "matrix.\\<server name>")).toHaveLength(1);
});

test("what leaves the Union says on what ground, and every line its source", () => {
  const fleet = fleetOf("dev");
  const page = egressPage([fleet]);
  const [apple = ""] = line(page, "api.push.apple.com");
  expect(apple).toContain(fleet.push.transfer);
  expect(apple).toContain("`push`: ");
  expect(apple).toContain("| US |");
});

test("a partner that comes is a line, and a shard that comes is none", () => {
  const partner = `partners:\n    - { serverName: partner.example, host: fed.partner.example, country: FR, reason: an exercise }`;
  const page = egressPage([fleetOf("dev", ({ edit }) => edit("environment.yaml", "partners: []", partner))]);
  expect(line(page, "fed.partner.example")[0]).toContain("federation with an exercise");
  const fewer = fleetOf("dev", ({ edit }) => edit("perimeters/dev02.yaml", "state: active", "state: suspended"));
  expect(egressPage([fewer])).toBe(egressPage([fleetOf("dev")]));
});

test("a destination of which nobody said where it is declared is refused", () => {
  const fleet = fleetOf("dev");
  const [first] = fleet.destinations;
  if (first === undefined) throw new Error("no destination");
  const more: Fleet = { ...fleet, destinations: [...fleet.destinations, { ...first, id: "new" }] };
  expect(() => egressPage([more])).toThrow("destination new");
});
