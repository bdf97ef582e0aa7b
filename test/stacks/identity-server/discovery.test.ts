import { discovery, domainPattern } from "../../../stacks/identity-server/discovery";
import { fleetOf } from "../fleets";

type Lead = { readonly hs: string; readonly requires_invite: boolean };

/** Where each pattern of dev leads. */
const leads = (): [pattern: string, lead: Lead][] =>
  discovery(fleetOf("dev")).medium.email.patterns.flatMap((group) => Object.entries(group));

test("a domain is one pattern: escaped, folded in ASCII, closed at its end", () => {
  expect(domainPattern("Finances.gouv.fr")).toBe(
    String.raw`(?ai:[a-z0-9_+'-]+(?:\.[a-z0-9_+'-]+)*@finances\.gouv\.fr)\Z`,
  );
});

test("every domain of every shard stands there once, and leads to it", () => {
  const fleet = fleetOf("prod");
  const patterns = discovery(fleet).medium.email.patterns.flatMap((group) => Object.entries(group));
  const expected = fleet.perimeters.flatMap(({ shards }) =>
    shards.flatMap(({ serverName, emailDomains }) => emailDomains.map((domain) => [domainPattern(domain), serverName])),
  );
  expect(patterns.slice(0, -1).map(([pattern, { hs }]) => [pattern, hs])).toEqual(
    expected.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
  );
  expect(expected.length).toBeGreaterThan(400);
});

test("last comes everybody else: to the externals, by invitation", () => {
  const all = leads();
  expect(all.at(-1)).toEqual([String.raw`(?s:.*)\Z`, { hs: "ext01.tchap.incubateur.net", requires_invite: true }]);
  expect(all.slice(0, -1).some(([, lead]) => lead.requires_invite)).toBe(false);
});

test("a suspended perimeter keeps its addresses, one under notice too, a closed one has none", () => {
  const fleet = fleetOf("dev");
  const state = (to: "notice" | "suspended" | "closed") =>
    discovery({ perimeters: fleet.perimeters.map((each) => (each.name === "dev01" ? { ...each, state: to } : each)) });
  const servers = ({ medium }: ReturnType<typeof discovery>) =>
    medium.email.patterns.flatMap((group) => Object.values(group).map(({ hs }) => hs));
  expect(servers(discovery(fleet))).toContain("dev01.tchap.incubateur.net");
  expect(state("notice")).toEqual(discovery(fleet));
  expect(state("suspended")).toEqual(discovery(fleet));
  expect(servers(state("closed"))).not.toContain("dev01.tchap.incubateur.net");
  expect(servers(state("closed"))).toContain("dev02.tchap.incubateur.net");
});
