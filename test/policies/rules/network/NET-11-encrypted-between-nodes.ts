import { unset } from "../../change";
import { environment } from "../../places";
import { factAt, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const { network } = smallPlan({}).facts;

export const good = smallPlan({});
export const bad = smallPlan({
  facts: { network: { ...network, encryption: { by: "none", pods: "all", source: "the platform" } } },
});

export const mutations: readonly Mutation[] = [
  { name: "in the clear", ...factAt("network", ["network", "encryption", "by"], "none") },
  { name: "some pods in the clear", ...factAt("network", ["network", "encryption", "pods"], "some") },
  {
    name: "nobody says so",
    at: environment("network"),
    mutate: (plan) => unset(plan, ["facts", "network", "encryption"]),
  },
];
