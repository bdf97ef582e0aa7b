import { at, databases, list, ofKind, selects, workloads } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";

const ZONE = "topology.kubernetes.io/zone";

/** True when a budget really keeps pods: neither "all may go" nor "none need stay". */
function keepsSome(budget: unknown, replicas: number): boolean {
  const [unavailable, available] = [at(budget, "spec", "maxUnavailable"), at(budget, "spec", "minAvailable")];
  const share = (value: unknown) =>
    typeof value === "string" && /^\d+%$/.test(value)
      ? Math.ceil((Number.parseInt(value, 10) * replicas) / 100)
      : value;
  const [gone, kept] = [share(unavailable), share(available)];
  return (typeof gone === "number" && gone < replicas) || (typeof kept === "number" && kept > 0);
}

export default planRule({
  id: "HA-01",
  title: {
    fr: "Tout service répliqué survit à la perte d'une zone",
    en: "Every replicated workload is spread over zones and keeps its disruption budget",
  },
  why: "Des répliques dans une même zone tombent ensemble ; sans budget, une maintenance les vide toutes.",
  remedy:
    "Donnez au gabarit deux répliques au moins, une contrainte de répartition par zone (DoNotSchedule, maxSkew 1) et un PodDisruptionBudget.",
  severity: "high",
  controls: ["SNC:17.4.a"],
  looksAt:
    "every Deployment and every workload of several replicas, against the PodDisruptionBudgets of its namespace; every PostgreSQL cluster",
  check: (plan) => {
    // A StatefulSet may have one pod on purpose; a Deployment of one is a mistake.
    const replicated = workloads(plan).filter(
      ({ planned, replicas }) => replicas > 1 || planned.object.kind === "Deployment",
    );
    const budgets = ofKind(plan, "PodDisruptionBudget");
    const findings = replicated.flatMap(({ planned, pod, labels, replicas }) => {
      const spread = list(at(pod, "topologySpreadConstraints")).some(
        (each) =>
          at(each, "topologyKey") === ZONE &&
          at(each, "whenUnsatisfiable") === "DoNotSchedule" &&
          at(each, "maxSkew") === 1 &&
          selects(at(each, "labelSelector"), labels) === true,
      );
      const budget = budgets.some(
        ({ object }) =>
          object.metadata.namespace === planned.object.metadata.namespace &&
          selects(at(object, "spec", "selector"), labels) === true &&
          keepsSome(object, replicas),
      );
      return [
        ...(replicas > 1 ? [] : [remark(planned, "replicas", "has one pod: it does not survive its zone.")]),
        ...(spread ? [] : [remark(planned, "topologySpreadConstraints", "does not keep its pods in different zones.")]),
        ...(budget ? [] : [remark(planned, "PodDisruptionBudget", "has no disruption budget that keeps a pod.")]),
      ];
    });
    const clusters = databases(plan);
    // The operator makes their budgets, unless it is told not to.
    const bare = clusters
      .filter(({ object }) => ![undefined, true].some((right) => at(object, "spec", "enablePDB") === right))
      .map((planned) => remark(planned, "spec.enablePDB", "has no disruption budget."));
    return { looked: replicated.length + clusters.length, findings: [...findings, ...bare] };
  },
});
