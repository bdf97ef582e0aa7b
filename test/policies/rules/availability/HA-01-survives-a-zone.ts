import { changed, remove } from "../../change";
import { deployment } from "../../objects";
import { BORDER, ELYSEE, JUSTICE, POD } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const SPREAD = [...POD, "topologySpreadConstraints", 0];
const OF_HOMESERVER = { matchLabels: { "app.kubernetes.io/name": "homeserver" } };

const spread = deployment({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
      nodeTaintsPolicy: "Honor",
      labelSelector: OF_HOMESERVER,
    },
  ],
});
const budget = {
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "homeserver", namespace: "tchap-alpha" },
  spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow", selector: OF_HOMESERVER },
};

export const good = smallPlan({ objects: [spread, budget] });
export const bad = smallPlan({
  objects: [changed(spread, [...SPREAD, "whenUnsatisfiable"], "ScheduleAnyway"), budget],
});

const atBorder = BORDER.deployment;
const REDIS = JUSTICE.at("Deployment", "redis");
const SYNC = JUSTICE.at("StatefulSet", "sync");

export const mutations: readonly Mutation[] = [
  { name: "the disruption budget is gone", at: atBorder, mutate: (plan) => remove(plan, BORDER.budget) },
  {
    name: "a budget that lets all pods go",
    ...setAt(BORDER.budget, ["spec", "maxUnavailable"], "100%"),
    at: atBorder,
  },
  {
    name: "a budget for other pods",
    ...setAt(BORDER.budget, ["spec", "selector", "matchLabels"], { app: "squid" }),
    at: atBorder,
  },
  { name: "zones only if it suits", ...setAt(atBorder, [...SPREAD, "whenUnsatisfiable"], "ScheduleAnyway") },
  { name: "apart by node, not by zone", ...setAt(atBorder, [...SPREAD, "topologyKey"], "kubernetes.io/hostname") },
  { name: "a skew that lets all be in one zone", ...setAt(atBorder, [...SPREAD, "maxSkew"], 3) },
  {
    name: "a spread of other pods",
    ...setAt(atBorder, [...SPREAD, "labelSelector"], { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] }),
  },
  { name: "a lost zone that counts as one without pods", ...unsetAt(atBorder, [...SPREAD, "nodeTaintsPolicy"]) },
  {
    name: "a pod that never gets ready keeps its node from being drained",
    ...unsetAt(BORDER.budget, ["spec", "unhealthyPodEvictionPolicy"]),
    at: atBorder,
  },
  { name: "no spread", ...unsetAt(atBorder, SPREAD.slice(0, -1)) },
  { name: "one pod", ...setAt(atBorder, ["spec", "replicas"], 1) },
  { name: "a homeserver of two pods, not spread", ...setAt(JUSTICE.homeserver, ["spec", "replicas"], 2) },
  {
    name: "an autoscaled homeserver, not spread",
    ...addedBeside(ELYSEE.homeserver, {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "homeserver", namespace: ELYSEE.namespace },
      spec: { scaleTargetRef: { kind: "StatefulSet", name: "homeserver" }, minReplicas: 1, maxReplicas: 4 },
    }),
    at: ELYSEE.homeserver,
  },
  {
    name: "autoscaled workers without a budget",
    at: SYNC,
    mutate: (plan) => remove(plan, JUSTICE.at("PodDisruptionBudget", "sync")),
  },
  {
    name: "workers counted with those of all roles, which may then share a zone",
    ...setAt(SYNC, [...SPREAD, "labelSelector", "matchLabels"], { "app.kubernetes.io/name": "homeserver" }),
  },
  { name: "Redis of two pods during a roll-out", ...setAt(REDIS, ["spec", "strategy"], { type: "RollingUpdate" }) },
  { name: "Redis stays on a lost node for five minutes", ...unsetAt(REDIS, [...POD, "tolerations"]) },
  {
    name: "a homeserver that waits ten minutes for its node",
    ...setAt(JUSTICE.homeserver, [...POD, "tolerations", 1, "tolerationSeconds"], 600),
  },
  {
    name: "a writer that never leaves a lost node",
    ...unsetAt(JUSTICE.at("StatefulSet", "typing"), [...POD, "tolerations", 0, "tolerationSeconds"]),
  },
  {
    name: "a toleration of everything, for ever",
    ...appendAt(JUSTICE.homeserver, [...POD, "tolerations"], { operator: "Exists" }),
  },
  { name: "PostgreSQL without disruption budget", ...setAt(JUSTICE.postgres, ["spec", "enablePDB"], false) },
];
