import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

const PROFILES = "require_auth_for_profile_requests";
const DEVICES = "allow_device_name_lookup_over_federation";

export const good = homeserverPlan({ [PROFILES]: true });
export const bad = homeserverPlan({ [PROFILES]: true, [DEVICES]: true });

export const mutations: readonly Mutation[] = [
  { name: "profiles for anybody", ...settingAt(JUSTICE.config, [PROFILES], false) },
  { name: "the same, by Synapse's default", ...settingAt(JUSTICE.config, [PROFILES], undefined) },
  { name: "device names for other servers", ...settingAt(JUSTICE.config, [DEVICES], true) },
];
