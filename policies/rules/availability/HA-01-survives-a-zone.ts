import { at, list, ofKind, selects, workloads } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";

const ZONE = "topology.kubernetes.io/zone";

export default planRule({
  id: "HA-01",
  title: {
    fr: "Tout service répliqué survit à la perte d'une zone",
    en: "Every replicated workload is spread over zones and keeps its disruption budget",
  },
  why: "Des répliques dans une même zone tombent ensemble ; sans budget, une maintenance les vide toutes.",
  remedy: "Donnez au gabarit une contrainte de répartition par zone (DoNotSchedule) et un PodDisruptionBudget.",
  severity: "high",
  controls: ["SNC:17.4.a"],
  looksAt: "every workload of several replicas, against the PodDisruptionBudgets of its namespace",
  check: (plan) => {
    const replicated = workloads(plan).filter(({ replicas }) => replicas > 1);
    const budgets = ofKind(plan, "PodDisruptionBudget");
    const findings = replicated.flatMap(({ planned, pod, labels }) => {
      const spread = list(at(pod, "topologySpreadConstraints")).some(
        (each) =>
          at(each, "topologyKey") === ZONE &&
          at(each, "whenUnsatisfiable") === "DoNotSchedule" &&
          selects(at(each, "labelSelector"), labels) === true,
      );
      const budget = budgets.some(
        ({ object }) =>
          object.metadata.namespace === planned.object.metadata.namespace &&
          selects(at(object, "spec", "selector"), labels) === true,
      );
      return [
        ...(spread ? [] : [remark(planned, "topologySpreadConstraints", "does not keep its pods in different zones.")]),
        ...(budget ? [] : [remark(planned, "PodDisruptionBudget", "has no disruption budget.")]),
      ];
    });
    return { looked: replicated.length, findings };
  },
});
