import { changeOf, configMap } from "./objects";

const synapse = (retention?: object) => configMap({ "homeserver.yaml": { server_name: "a.example", retention } });
const kept = (max_lifetime: unknown, more: object = {}) =>
  synapse({ enabled: true, default_policy: { max_lifetime }, allowed_lifetime_min: "1d", ...more });

const YEAR = kept("365d", { allowed_lifetime_max: "365d" });

test.each([
  ["switched on", synapse(), YEAR, "retention is switched on, 365d"],
  ["switched on again", synapse({ enabled: false }), YEAR, "retention is switched on, 365d"],
  ["a shorter life", kept("365d"), kept("1d"), "default_policy.max_lifetime 1d, before 365d"],
  ["a number without unit", kept("365d"), kept(365), "default_policy.max_lifetime 365 ms, before 365d"],
  ["an end where there was none", kept(undefined), kept("2y"), "default_policy.max_lifetime 2y, before without limit"],
  [
    "a shorter life at the most",
    YEAR,
    kept("365d", { allowed_lifetime_max: "30d" }),
    "allowed_lifetime_max 30d, before 365d",
  ],
  ["a shorter life at the least", YEAR, synapse({ enabled: true }), "allowed_lifetime_min without limit, before 1d"],
])("%s deletes messages for good", (_, before, after, effect) => {
  const change = changeOf(before, after);
  expect(change).toMatchObject({ irreversible: true, effect: `deletes messages for good: ${effect}` });
  expect(change.implies.join("\n")).toContain("No later deploy brings it back");
});

test.each([
  ["a longer life", kept("365d"), kept("2y")],
  ["the same life in another unit", kept("365d"), kept("1y")],
  ["no end any more", kept("365d"), kept(undefined)],
  ["switched off", YEAR, synapse({ enabled: false })],
])("%s deletes nothing", (_, before, after) => {
  expect(changeOf(before, after)).toMatchObject({ irreversible: false, effect: undefined });
});
