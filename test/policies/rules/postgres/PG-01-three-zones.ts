import { changed } from "../../change";
import { cluster } from "../../objects";
import { JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

export const good = cluster({
  instances: 3,
  affinity: {
    enablePodAntiAffinity: true,
    podAntiAffinityType: "required",
    topologyKey: "topology.kubernetes.io/zone",
  },
});
export const bad = changed(good, ["spec", "affinity", "podAntiAffinityType"], "preferred");

export const mutations: readonly Mutation[] = [
  { name: "two instances", ...setAt(JUSTICE.postgres, ["spec", "instances"], 2) },
  { name: "zones preferred", ...setAt(JUSTICE.postgres, ["spec", "affinity", "podAntiAffinityType"], "preferred") },
  {
    name: "apart by node, not by zone",
    ...setAt(JUSTICE.postgres, ["spec", "affinity", "topologyKey"], "kubernetes.io/hostname"),
  },
  { name: "anti-affinity off", ...setAt(JUSTICE.postgres, ["spec", "affinity", "enablePodAntiAffinity"], false) },
  { name: "left to the operator", ...unsetAt(JUSTICE.postgres, ["spec", "affinity"]) },
];
