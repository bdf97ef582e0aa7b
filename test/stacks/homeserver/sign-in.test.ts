import { signInSettings } from "../../../stacks/homeserver/sign-in";
import { fleetOf } from "../fleets";

/** Patterns of addresses that may open an account on a shard of dev whose perimeter signs in by password. */
function patterns(name: string): RegExp[] {
  const fleet = fleetOf("dev", ({ edit }) => edit("perimeters/dev01.yaml", "signIn: oidc", "signIn: password"));
  const perimeter = fleet.perimeters.find((each) => each.name === name);
  const shard = perimeter?.shards[0];
  if (perimeter === undefined || shard === undefined) throw new Error(`${name} is gone`);
  // Python's \Z is JavaScript's $ without the flag m.
  return (signInSettings(fleet, perimeter, shard).allowed_local_3pids ?? []).map(
    ({ pattern }) => new RegExp(pattern.replace(/\\Z$/, "$")),
  );
}

const accepts = (all: readonly RegExp[], address: string) => all.some((pattern) => pattern.test(address));

const FORGED = [
  "a@evil.example@agents-dev01.tchap.incubateur.net",
  '"a@evil.example"@agents-dev01.tchap.incubateur.net',
  "a(comment)@agents-dev01.tchap.incubateur.net",
  "a＠agents-dev01.tchap.incubateur.net",
  "a@agents-dev01.tchap.incubateur.net.",
  "a@agents-dev01.tchap.incubateur.net\n",
  "a b@agents-dev01.tchap.incubateur.net",
  "é@agents-dev01.tchap.incubateur.net",
  "@agents-dev01.tchap.incubateur.net",
];

test("a perimeter of agents takes addresses of its own domains alone", () => {
  const own = patterns("dev01");
  expect(accepts(own, "jeanne.martin@agents-dev01.tchap.incubateur.net")).toBe(true);
  for (const address of [
    ...FORGED,
    "a@evil.example",
    "a@sub.agents-dev01.tchap.incubateur.net",
    "a@agents-dev01xtchap.incubateur.net",
    "a@xagents-dev01.tchap.incubateur.net",
  ])
    expect([address, accepts(own, address)]).toEqual([address, false]);
});

test("externals are invited at any one plain address", () => {
  const own = patterns("ext01");
  expect(own).toHaveLength(1);
  expect(accepts(own, "contractor@example.org")).toBe(true);
  for (const address of FORGED) expect([address, accepts(own, address)]).toEqual([address, false]);
});
