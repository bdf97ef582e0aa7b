import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

export const good = homeserverPlan({ turn_allow_guests: false });
export const bad = homeserverPlan({ turn_allow_guests: false, allow_guest_access: true });

export const mutations: readonly Mutation[] = [
  { name: "guests", ...settingAt(JUSTICE.config, ["allow_guest_access"], true) },
  { name: "TURN for guests", ...settingAt(JUSTICE.config, ["turn_allow_guests"], true) },
  { name: "TURN for guests, by Synapse's default", ...settingAt(JUSTICE.config, ["turn_allow_guests"], undefined) },
  { name: "guests by invitation to an address", ...settingAt(JUSTICE.config, ["invite_3pid_guest"], true) },
];
