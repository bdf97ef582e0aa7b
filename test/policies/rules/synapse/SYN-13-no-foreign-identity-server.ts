import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

const HOST = "https://matrix.agent.alpha.example";

export const good = homeserverPlan({ enable_3pid_lookup: false, default_identity_server: HOST });
export const bad = homeserverPlan({ enable_3pid_lookup: false, default_identity_server: "https://vector.im" });

export const mutations: readonly Mutation[] = [
  {
    name: "addresses are looked up, by Synapse's default",
    ...settingAt(JUSTICE.config, ["enable_3pid_lookup"], undefined),
  },
  {
    name: "somebody else confirms telephones",
    ...settingAt(JUSTICE.config, ["account_threepid_delegates"], { msisdn: "https://vector.im" }),
  },
  {
    name: "another identity server for clients",
    ...settingAt(JUSTICE.config, ["default_identity_server"], "https://matrix.org"),
  },
];
