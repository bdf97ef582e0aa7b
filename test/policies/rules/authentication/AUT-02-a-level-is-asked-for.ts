import { objectAt, setYaml, unset } from "../../change";
import { AGENT, environment, JUSTICE, SHARD_STACKS } from "../../places";
import { factAt, type Mutation, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";
import { homeserverPlan } from "../synapse/homeserver-plan";

const { identityProvider } = smallPlan({}).facts;

function asking(parameters: object) {
  const plan = homeserverPlan({ oidc_providers: [{ additional_authorization_parameters: parameters }] }, "oidc");
  return { ...plan, facts: { ...plan.facts, identityProvider: { ...identityProvider, level: "eidas2" as const } } };
}

export const good = asking({ acr_values: "eidas2" });
export const bad = asking({});

const MAS = AGENT.at("ConfigMap", "authentication");
const PARAMETERS = ["oidc_providers", 0, "additional_authorization_parameters"];
const LEVEL = ["upstream_oauth2", "providers", 0, "additional_authorization_parameters", "acr_values"];
const ofMas = (value: string): Pick<Mutation, "at" | "mutate"> => ({
  at: MAS,
  mutate: (plan) => setYaml(objectAt(plan, MAS), "config.yaml", LEVEL, value),
});

export const mutations: readonly Mutation[] = [
  {
    name: "no level is declared",
    at: environment("identityProvider"),
    also: SHARD_STACKS,
    mutate: (plan) => unset(plan, ["facts", "identityProvider", "level"]),
  },
  {
    name: "a level that was raised, and no shard deployed since",
    ...factAt("identityProvider", ["identityProvider", "level"], "eidas2"),
    at: JUSTICE.config,
    also: SHARD_STACKS,
  },
  { name: "one shard of Synapse's own sign-in asks for none", ...settingAt(JUSTICE.config, PARAMETERS, undefined) },
  {
    name: "one shard asks for something beside it",
    ...settingAt(JUSTICE.config, [...PARAMETERS, "prompt"], "none"),
  },
  { name: "the authentication service asks for another", ...ofMas("eidas0") },
  {
    name: "the client says which level it wants",
    ...ofMas("{{ params.acr_values }}"),
  },
];
