import type { Path } from "../../change";
import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

const MESSAGES = {
  enabled: true,
  default_policy: { max_lifetime: "1y" },
  allowed_lifetime_min: "1d",
  allowed_lifetime_max: "2y",
};
const RIGHT = {
  retention: MESSAGES,
  media_retention: { remote_media_lifetime: "12w" },
  forgotten_room_retention_period: 86_400_000,
};

/** Durations as Synapse reads them: a suffix, or milliseconds. */
export const good = homeserverPlan(RIGHT);
export const bad = homeserverPlan({ ...RIGHT, user_ips_max_age: "1y" });

const remote = (value: unknown) => settingAt(JUSTICE.config, ["media_retention", "remote_media_lifetime"], value);

const message = (path: Path, value: unknown) => settingAt(JUSTICE.config, ["retention", ...path], value);

export const mutations: readonly Mutation[] = [
  { name: "copies of other servers' files for a year", ...remote("1y") },
  { name: "the same in milliseconds", ...remote(31_536_000_000) },
  { name: "copies for ever, by Synapse's default", ...settingAt(JUSTICE.config, ["media_retention"], undefined) },
  { name: "a duration that Synapse does not read", ...remote("3 months") },
  { name: "addresses for ever", ...settingAt(JUSTICE.config, ["user_ips_max_age"], null) },
  {
    name: "rooms that all left, for ever",
    ...settingAt(JUSTICE.config, ["forgotten_room_retention_period"], undefined),
  },
  { name: "deleted messages for ever", ...settingAt(JUSTICE.config, ["redaction_retention_period"], null) },
  { name: "messages deleted after a day", ...message(["default_policy", "max_lifetime"], "1d") },
  { name: "a year meant, 365 ms written", ...message(["default_policy", "max_lifetime"], 365) },
  { name: "the same in quotes", ...message(["default_policy", "max_lifetime"], "365") },
  { name: "half a year of messages", ...message(["default_policy", "max_lifetime"], "180d") },
  { name: "what rooms keep for longer cut short", ...message(["allowed_lifetime_max"], "4w") },
  { name: "a room's messages deleted within the hour", ...message(["allowed_lifetime_min"], "1h") },
  { name: "no floor to what a room asks for", ...message(["allowed_lifetime_min"], undefined) },
  {
    name: "agents' own files deleted",
    ...settingAt(JUSTICE.config, ["media_retention", "local_media_lifetime"], "90d"),
  },
];
