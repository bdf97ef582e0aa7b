import { changed, set, stackOf, unset } from "../../change";
import { JUSTICE } from "../../places";
import type { Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const PREVENTED = ["resource", "kubernetes_namespace_v1", "alpha", "lifecycle", "prevent_destroy"];
const json = {
  resource: {
    kubernetes_namespace_v1: { alpha: { metadata: { name: "alpha" }, lifecycle: { prevent_destroy: true } } },
  },
};

export const good = smallPlan({ terraform: { "test-alpha": json } });
export const bad = smallPlan({ terraform: { "test-alpha": changed(json, PREVENTED, false) } });

const LIFECYCLE = ["resource", "kubernetes_namespace_v1", "Namespace-tchap-justice", "lifecycle"];
const at = JUSTICE.terraform;

export const mutations: readonly Mutation[] = [
  {
    name: "a namespace that may be destroyed",
    at,
    mutate: (plan) => set(stackOf(plan, JUSTICE.stack).terraform, [...LIFECYCLE, "prevent_destroy"], false),
  },
  { name: "no lifecycle at all", at, mutate: (plan) => unset(stackOf(plan, JUSTICE.stack).terraform, LIFECYCLE) },
];
