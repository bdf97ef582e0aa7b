import { type Policy, policies } from "../../../plan/network/reach";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, ofKind, selects, type Workload, workloadOf, workloads, workloadsIn } from "../../../plan/vocabulary";
import { declaredChart, helmReleases, isRemote } from "../../remote-charts";
import { against, plannedOf, planRule, type Remark, remark } from "../../rule";
import { partsOf } from "../../zones";
import { backends, containerPorts, type Port, portsOf, selectedBy } from "./services";

/** Kinds that own pods by a selector; a Job's is made by Kubernetes. */
const SELECTING = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"];

/** All parts of a system that has one in each zone count as one: they serve and are kept together. */
function isOneSystem(plan: Plan, found: readonly { planned: PlannedObject }[]): boolean {
  const [some] = found;
  const first = some === undefined ? undefined : workloadOf(some.planned);
  if (first === undefined) return false;
  const parts = partsOf(workloadsIn(plan, first.planned.object.metadata.namespace), first).map(
    ({ planned }) => planned,
  );
  return parts.length === found.length && found.every(({ planned }) => parts.includes(planned));
}

function unlessOne(planned: PlannedObject, field: string, found: readonly { planned: PlannedObject }[]): Remark[] {
  const names = found.map(({ planned: { object } }) => `${object.kind} ${object.metadata.name}`);
  return names.length === 1
    ? []
    : [remark(planned, field, `selects ${names.length === 0 ? "nothing" : names.join(" and ")}, not one workload.`)];
}

/** A workload that selects other pods than its own would count and delete those of another. */
function ofWorkload(plan: Plan, { planned }: Workload): Remark[] {
  if (!SELECTING.includes(planned.object.kind)) return [];
  const selector = at(planned.object, "spec", "selector");
  const found = selector === undefined ? [] : selectedBy(plan, planned, selector);
  return found.length === 1 && found[0]?.planned !== planned
    ? [remark(planned, "spec.selector", "selects another's pods and not its own.")]
    : unlessOne(planned, "spec.selector", found);
}

function doubled(values: readonly unknown[]): unknown[] {
  return [...new Set(values.filter((value, index) => value !== undefined && values.indexOf(value) !== index))];
}

function ofPorts(planned: PlannedObject, field: string, ports: readonly Port[]): Remark[] {
  const twice = [
    ...doubled(ports.map(({ name }) => name)),
    ...doubled(ports.map(({ number, protocol }) => `${String(number)}/${String(protocol)}`)),
  ];
  const unnamed = ports.filter(({ name }) => typeof name !== "string" || name === "");
  return [
    ...twice.map((each) => remark(planned, field, `has ${String(each)} twice.`)),
    ...unnamed.map(({ number }) => remark(planned, field, `has no name for ${String(number)}.`)),
  ];
}

/** A policy about nobody protects nobody; one for all pods of a namespace is about whoever comes. */
function idlePolicies(plan: Plan): Policy[] {
  return policies(plan).filter(({ planned, spec }) => {
    const selector = at(spec, "podSelector");
    return selectedBy(plan, planned, selector).length === 0 && selects(selector, {}) !== true;
  });
}

/** Namespaces in which charts of others run pods, whose labels the plan does not know. */
function unknownSpaces(plan: Plan): ReadonlySet<unknown> {
  return new Set(
    helmReleases(plan)
      .filter((each) => isRemote(each) && declaredChart(plan, each) !== undefined)
      .map(({ release }) => at(release, "namespace")),
  );
}

export default planRule({
  id: "WIR-06",
  title: {
    fr: "Chaque sélecteur vise un seul système, chaque port est unique et nommé",
    en: "Every selector takes exactly one workload, and ports are unique and named",
  },
  why: "Un sélecteur trop large envoie une requête au mauvais processus, ou laisse un budget protéger autre chose ; un port doublé rend le pod injoignable. Règle propre, entre objets.",
  remedy: "Ajoutez au sélecteur app.kubernetes.io/name et, pour un processus de Synapse, app.kubernetes.io/component.",
  severity: "high",
  controls: ["own"],
  looksAt:
    "selectors of Services, PodDisruptionBudgets, NetworkPolicies and workloads against all pods of their namespace; ports of Services and pods",
  check: (plan) => {
    const [services, budgets, all] = [ofKind(plan, "Service"), ofKind(plan, "PodDisruptionBudget"), workloads(plan)];
    const ofServices = services.flatMap((service) => {
      const ports = portsOf(service).map((port) => ({
        name: at(port, "name"),
        number: at(port, "port"),
        protocol: at(port, "protocol") ?? "TCP",
      }));
      const behind = backends(plan, service);
      return [
        ...(isOneSystem(plan, behind) ? [] : unlessOne(service, "spec.selector", behind)),
        ...ofPorts(service, "spec.ports", ports),
      ];
    });
    const ofBudgets = budgets.flatMap((budget) => {
      const kept = selectedBy(plan, budget, at(budget.object, "spec", "selector"));
      return isOneSystem(plan, kept) ? [] : unlessOne(budget, "spec.selector", kept);
    });
    const ofWorkloads = all.flatMap((workload) => [
      ...ofWorkload(plan, workload),
      ...ofPorts(workload.planned, "containers[].ports", containerPorts(workload)),
    ]);
    const unknown = unknownSpaces(plan);
    const idle = idlePolicies(plan);
    const say = ({ planned }: Policy) => remark(planned, "spec.podSelector", "selects no pod of the plan.");
    return {
      looked: against([...services, ...budgets, ...plannedOf(all)], ...plannedOf(policies(plan))),
      findings: [
        ...ofServices,
        ...ofBudgets,
        ...ofWorkloads,
        ...idle.filter(({ namespace }) => !unknown.has(namespace)).map(say),
      ],
      undetermined: idle.filter(({ namespace }) => unknown.has(namespace)).map(say),
    };
  },
});
