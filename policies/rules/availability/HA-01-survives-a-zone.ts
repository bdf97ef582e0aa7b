import type { Plan } from "../../../plan/plan";
import { podCount } from "../../../plan/pod-count";
import {
  at,
  databases,
  list,
  ofKindIn,
  selects,
  type Workload,
  workloads,
  workloadsIn,
} from "../../../plan/vocabulary";
import { plannedOf, planRule, type Remark, remark } from "../../rule";
import { coverZones, partsOf, zoneOf } from "../../zones";
import { singletonFaults } from "./singletons";

const ZONE = "topology.kubernetes.io/zone";

/** Kinds whose pods serve all the time; a Job's end. */
const SERVING = ["Deployment", "StatefulSet"];

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

/** Whether a constraint keeps these pods in different zones, counting them and no others. */
function spreads(constraint: unknown, { labels }: Workload, neighbours: readonly Workload[]): boolean {
  const selector = at(constraint, "labelSelector");
  return (
    at(constraint, "topologyKey") === ZONE &&
    at(constraint, "whenUnsatisfiable") === "DoNotSchedule" &&
    at(constraint, "maxSkew") === 1 &&
    // Else a zone that is lost counts as one without pods, and the others may take none of its.
    at(constraint, "nodeTaintsPolicy") === "Honor" &&
    selects(selector, labels) === true &&
    // Pods of another workload in the count would let all of these into one zone.
    neighbours.every((each) => selects(selector, each.labels) === false)
  );
}

/** Whether a budget of a workload's pods keeps what it must. */
function hasBudget(plan: Plan, { planned, labels }: Workload, keeps: (budget: unknown) => boolean): boolean {
  return ofKindIn(plan, "PodDisruptionBudget", planned.object.metadata.namespace).some(
    (each) =>
      selects(at(each.object, "spec", "selector"), labels) === true &&
      keeps(each.object) &&
      // Else a pod that never becomes ready counts as one that must stay, and its node is never drained.
      at(each.object, "spec", "unhealthyPodEvictionPolicy") === "AlwaysAllow",
  );
}

/** One pod at a time, since what another zone has of the same may be away too. */
function keepsAllButOne(budget: unknown): boolean {
  return [0, 1].some((most) => at(budget, "spec", "maxUnavailable") === most);
}

/** A system of parts in one zone each survives as a whole: its parts stay where their volumes are. */
function partFaults(plan: Plan, workload: Workload, parts: readonly Workload[]): Remark[] {
  const { planned } = workload;
  return [
    ...(coverZones(plan, parts) ? [] : [remark(planned, "affinity", "is of a system that leaves a zone out.")]),
    ...(hasBudget(plan, workload, keepsAllButOne)
      ? []
      : [
          remark(
            planned,
            "PodDisruptionBudget",
            "has no disruption budget that lets one pod of its system go at a time.",
          ),
        ]),
  ];
}

function faults(plan: Plan, workload: Workload): Remark[] {
  const { planned, pod } = workload;
  const all = workloadsIn(plan, planned.object.metadata.namespace);
  const { least, most } = podCount(plan, workload);
  if (zoneOf(workload) !== undefined) return partFaults(plan, workload, partsOf(all, workload));
  if (most <= 1) return singletonFaults(workload).map(({ field, message }) => remark(planned, field, message));
  const neighbours = all.filter((each) => each.planned !== planned);
  const spread = list(at(pod, "topologySpreadConstraints")).some((each) => spreads(each, workload, neighbours));
  // Where autoscaling leaves one at night, the budget counts as soon as there are two.
  const budget = hasBudget(plan, workload, (each) => keepsSome(each, Math.max(2, least)));
  return [
    ...(spread ? [] : [remark(planned, "topologySpreadConstraints", "does not keep its own pods in different zones.")]),
    ...(budget
      ? []
      : [
          remark(
            planned,
            "PodDisruptionBudget",
            "has no disruption budget that keeps a pod and lets a broken one go (AlwaysAllow).",
          ),
        ]),
  ];
}

export default planRule({
  id: "HA-01",
  title: {
    fr: "Tout service répliqué survit à la perte d'une zone",
    en: "Every replicated workload is spread over zones and keeps its disruption budget; what runs once comes back soon",
  },
  why: "Des répliques dans une même zone tombent ensemble ; sans budget, une maintenance les vide toutes ; un pod unique attend cinq minutes sur un nœud perdu.",
  remedy:
    "Donnez au gabarit deux répliques au moins, une contrainte de répartition par zone (DoNotSchedule, maxSkew 1, nodeTaintsPolicy Honor) sur ses propres pods et un PodDisruptionBudget ; à un pod unique, strategy Recreate et des tolérances de 60 s au plus ; un système fait d'une partie par zone les couvre toutes, et un budget n'en laisse partir qu'un pod.",
  severity: "high",
  controls: ["SNC:17.4.a", "PSSIE:ARCHI-HEBERG", "PSSIE:PCA-PROC"],
  looksAt:
    "every Deployment and StatefulSet, autoscaling included, against the PodDisruptionBudgets of its namespace; every PostgreSQL cluster",
  check: (plan) => {
    const all = workloads(plan);
    const serving = all.filter(({ planned }) => SERVING.includes(planned.object.kind));
    const clusters = databases(plan);
    // The operator makes their budgets, unless it is told not to.
    const bare = clusters
      .filter(({ object }) => ![undefined, true].some((right) => at(object, "spec", "enablePDB") === right))
      .map((planned) => remark(planned, "spec.enablePDB", "has no disruption budget."));
    return {
      looked: [...plannedOf(serving), ...clusters],
      findings: [...serving.flatMap((workload) => faults(plan, workload)), ...bare],
    };
  },
});
