import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

const KEYS = "trusted_key_servers";

export const good = homeserverPlan({ [KEYS]: [] });
export const bad = homeserverPlan({});

export const mutations: readonly Mutation[] = [
  { name: "matrix.org as key server", ...settingAt(JUSTICE.config, [KEYS], [{ server_name: "matrix.org" }]) },
  { name: "key servers left to the default, matrix.org", ...settingAt(JUSTICE.config, [KEYS], undefined) },
  { name: "null, which is the default too", ...settingAt(JUSTICE.config, [KEYS], null) },
];
