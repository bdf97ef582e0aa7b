import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

const FIELD = "encryption_enabled_by_default_for_room_type";

export const good = homeserverPlan({ [FIELD]: "all" });
export const bad = homeserverPlan({});

export const mutations: readonly Mutation[] = [
  { name: "rooms unencrypted by default", ...settingAt(JUSTICE.config, [FIELD], "off") },
  { name: "the same, by Synapse's default", ...settingAt(JUSTICE.config, [FIELD], undefined) },
  { name: "YAML 1.1's off, which is no text", ...settingAt(JUSTICE.config, [FIELD], false) },
];
