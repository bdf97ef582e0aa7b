import { objectAt, set, unset } from "../../change";
import { configMap } from "../../objects";
import { BORDER, JUSTICE } from "../../places";
import { addedBeside, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

export const good = smallPlan({ objects: [configMap({})] });
export const bad = smallPlan({ objects: [configMap({}, "default")] });

const monitor = { apiVersion: "monitoring.coreos.com/v1", kind: "PodMonitor", metadata: { name: "homeserver" } };

export const mutations: readonly Mutation[] = [
  { name: "a ConfigMap in default", ...addedBeside(JUSTICE.config, configMap({}, "default")) },
  { name: "a ConfigMap in Kubernetes' own namespace", ...addedBeside(JUSTICE.config, configMap({}, "kube-system")) },
  {
    name: "a template that forgets the namespace",
    at: { stack: BORDER.service.stack, object: "Service/border" },
    mutate: (plan) => unset(objectAt(plan, BORDER.service), ["metadata", "namespace"]),
  },
  {
    name: "an empty namespace, as a missing value leaves it",
    at: { stack: BORDER.service.stack, object: "Service//border" },
    mutate: (plan) => set(objectAt(plan, BORDER.service), ["metadata", "namespace"], ""),
  },
  { name: "a kind that no rule knows, without a namespace", ...addedBeside(JUSTICE.config, monitor) },
];
