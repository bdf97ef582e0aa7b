import { set } from "../../change";
import { AGENT, EXTERNE, JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan, MAIN_SET, synapseSet } from "./homeserver-plan";
import { namedIn } from "./named";

const policy = {
  enabled: true,
  minimum_length: 12,
  require_digit: true,
  require_symbol: true,
  require_lowercase: true,
  require_uppercase: true,
};
const STRONG = { password_config: { enabled: true, policy } };
const PEPPER = "password_config.pepper=/run/secrets/all/pepper";

export const good = homeserverPlan(STRONG, "password", [synapseSet({ ...MAIN_SET, leaves: [PEPPER] })]);
export const bad = homeserverPlan(STRONG, "password", [synapseSet(MAIN_SET)]);

const external = (member: string, value: unknown) => settingAt(EXTERNE.config, ["password_config", member], value);
const policyOf = (member: string, value: unknown) =>
  settingAt(EXTERNE.config, ["password_config", "policy", member], value);

export const mutations: readonly Mutation[] = [
  { name: "passwords beside ProConnect", ...settingAt(JUSTICE.config, ["password_config", "enabled"], true) },
  { name: "passwords by Synapse's default", ...settingAt(JUSTICE.config, ["password_config"], undefined) },
  {
    name: "passwords to confirm what is delicate",
    ...settingAt(JUSTICE.config, ["password_config", "enabled"], "only_for_reauth"),
  },
  { name: "passwords beside MAS", ...settingAt(AGENT.config, ["password_config", "enabled"], true) },
  { name: "no policy", ...external("policy", undefined) },
  { name: "a policy that is off, Synapse's default", ...policyOf("enabled", undefined) },
  { name: "eight characters", ...policyOf("minimum_length", 8) },
  { name: "letters alone", ...policyOf("require_symbol", false) },
  { name: "no digit", ...policyOf("require_digit", undefined) },
  { name: "a pepper in the ConfigMap", ...external("pepper", "hunter2") },
  { name: "few rounds", ...settingAt(EXTERNE.config, ["bcrypt_rounds"], 4) },
  {
    name: "one kind of process without the pepper",
    at: EXTERNE.at("StatefulSet", "client-reader"),
    mutate: (plan) => {
      const { object, path } = namedIn(
        plan,
        EXTERNE.at("StatefulSet", "client-reader"),
        "initContainers",
        "secret-settings",
      );
      set(object, [...path, "args"], ["/etc/synapse/homeserver.yaml", "/run/settings/secrets.yaml"]);
    },
  },
];
