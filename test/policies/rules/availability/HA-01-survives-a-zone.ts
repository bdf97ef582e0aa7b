import { changed, remove } from "../../change";
import { OF_HOMESERVER, SPREAD } from "../../objects";
import { BORDER, ELYSEE, JUSTICE, MEDIA_STORE, POD } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const CONSTRAINT = [...POD, "topologySpreadConstraints", 0];

const budget = {
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "homeserver", namespace: "tchap-alpha" },
  spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow", selector: OF_HOMESERVER },
};

export const good = smallPlan({ objects: [SPREAD, budget] });
export const bad = smallPlan({
  objects: [changed(SPREAD, [...CONSTRAINT, "whenUnsatisfiable"], "ScheduleAnyway"), budget],
});

const atBorder = BORDER.deployment;
const REDIS = JUSTICE.at("Deployment", "redis");
const NODE = MEDIA_STORE.node;
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
  { name: "zones only if it suits", ...setAt(atBorder, [...CONSTRAINT, "whenUnsatisfiable"], "ScheduleAnyway") },
  { name: "apart by node, not by zone", ...setAt(atBorder, [...CONSTRAINT, "topologyKey"], "kubernetes.io/hostname") },
  { name: "a skew that lets all be in one zone", ...setAt(atBorder, [...CONSTRAINT, "maxSkew"], 3) },
  {
    name: "a spread of other pods",
    ...setAt(atBorder, [...CONSTRAINT, "labelSelector"], {
      matchExpressions: [{ key: "app", operator: "DoesNotExist" }],
    }),
  },
  { name: "a lost zone that counts as one without pods", ...unsetAt(atBorder, [...CONSTRAINT, "nodeTaintsPolicy"]) },
  {
    name: "a pod that never gets ready keeps its node from being drained",
    ...unsetAt(BORDER.budget, ["spec", "unhealthyPodEvictionPolicy"]),
    at: atBorder,
  },
  { name: "no spread", ...unsetAt(atBorder, CONSTRAINT.slice(0, -1)) },
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
    ...setAt(SYNC, [...CONSTRAINT, "labelSelector", "matchLabels"], { "app.kubernetes.io/name": "homeserver" }),
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
  {
    name: "a media store that lacks a zone",
    at: NODE,
    mutate: (plan) => {
      for (let index = 0; index < 7; index++)
        remove(plan, MEDIA_STORE.at("StatefulSet", `media-store-zone-b-${index}`));
    },
  },
  { name: "a media store without a budget", at: NODE, mutate: (plan) => remove(plan, MEDIA_STORE.budget) },
  {
    name: "two nodes of the media store at a time",
    ...setAt(MEDIA_STORE.budget, ["spec", "maxUnavailable"], 2),
    at: NODE,
  },
  {
    name: "a homeserver pinned to one zone",
    ...setAt(JUSTICE.homeserver, [...POD, "nodeSelector", "topology.kubernetes.io/zone"], "zone-a"),
  },
  { name: "PostgreSQL without disruption budget", ...setAt(JUSTICE.postgres, ["spec", "enablePDB"], false) },
];
