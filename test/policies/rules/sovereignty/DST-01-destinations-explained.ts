import { append, set } from "../../change";
import { cluster, deployment } from "../../objects";
import { environment } from "../../places";
import type { Mutation } from "../../rule-case";
import { FLEET } from "../../small-fleet";
import { smallPlan } from "../../small-plan";

const SAID = { reason: "agents sign in", data: "claims of agents" };
const destinations = FLEET.destinations.map((each) => ({ ...each, ...SAID }));
const objects = [cluster({ instances: 3 }), deployment({ containers: [] })];

export const good = smallPlan({ facts: { destinations }, objects });
export const bad = smallPlan({
  facts: { destinations: destinations.map((each) => ({ ...each, reason: "TODO" })) },
  objects,
});

function destinationAt(id: string, name: string, value: unknown): Pick<Mutation, "at" | "mutate"> {
  return {
    at: environment(`destination ${id}`),
    mutate: (plan) => {
      const index = plan.facts.destinations.findIndex((each) => each.id === id);
      set(plan, ["facts", "destinations", index, name], value);
    },
  };
}

export const mutations: readonly Mutation[] = [
  { name: "no reason", ...destinationAt("mail-relay", "reason", "") },
  { name: "a reason for later", ...destinationAt("mail-relay", "reason", "à compléter") },
  { name: "no data", ...destinationAt("backup-store", "data", " ") },
  { name: "a country in words", ...destinationAt("backup-store", "country", "France") },
  { name: "nobody who reads it", ...destinationAt("log-store", "readers", []) },
  { name: "a reader that is gone", ...destinationAt("log-store", "readers", ["fluent-bit"]) },
  {
    name: "the same twice",
    at: environment("destination identity-provider"),
    mutate: (plan) => append(plan, ["facts", "destinations"], plan.facts.destinations[0]),
  },
];
