import { stringify } from "yaml";
import { configMap } from "../../objects";
import { JUSTICE } from "../../places";
import { editAt, type Mutation, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const RIGHT = {
  push: { include_content: false },
  require_auth_for_profile_requests: true,
  enable_3pid_lookup: false,
  encryption_enabled_by_default_for_room_type: "invite",
};
const config = (settings: object) => smallPlan({ objects: [configMap({ "homeserver.yaml": stringify(settings) })] });

export const good = config(RIGHT);
export const bad = config({ ...RIGHT, push: { include_content: true } });

export const mutations: readonly Mutation[] = [
  { name: "messages in push notifications", ...settingAt(JUSTICE.config, ["push", "include_content"], true) },
  { name: "the same, by Synapse's default", ...settingAt(JUSTICE.config, ["push"], undefined) },
  { name: "profiles for anybody", ...settingAt(JUSTICE.config, ["require_auth_for_profile_requests"], false) },
  {
    name: "device names for other servers",
    ...settingAt(JUSTICE.config, ["allow_device_name_lookup_over_federation"], true),
  },
  {
    name: "the room list for anybody, in YAML 1.1's words",
    ...editAt(JUSTICE.config, ["data", "homeserver.yaml"], (text) =>
      text.replace("allow_public_rooms_without_auth: false", "allow_public_rooms_without_auth: on"),
    ),
  },
  { name: "an identity server is asked", ...settingAt(JUSTICE.config, ["enable_3pid_lookup"], undefined) },
  { name: "links are fetched", ...settingAt(JUSTICE.config, ["url_preview_enabled"], true) },
  { name: "statistics to matrix.org", ...settingAt(JUSTICE.config, ["report_stats"], true) },
  { name: "errors to a third party", ...settingAt(JUSTICE.config, ["sentry"], { dsn: "https://sentry.example/1" }) },
  { name: "traces of every request", ...settingAt(JUSTICE.config, ["opentracing"], { enabled: true }) },
  {
    name: "rooms unencrypted by default",
    ...settingAt(JUSTICE.config, ["encryption_enabled_by_default_for_room_type"], "off"),
  },
];
