import { once } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, list, type PodIdentity, selects, type Workload } from "../../../plan/vocabulary";
import { ownSpace } from "./space";

/** Everything whose pods a selector surely takes, in the namespace of the object that has the selector. */
export function selectedBy(plan: Plan, planned: PlannedObject, selector: unknown): PodIdentity[] {
  return ownSpace(plan, planned).pods.filter((pod) => selects(selector, pod.labels, pod.moreLabels) === true);
}

const known = once((plan: Plan) => ({
  pods: once((service: PlannedObject) => podsBehind(plan, service)),
  workloads: once((service: PlannedObject) => workloadsBehind(plan, service)),
}));

/** What a Service sends to: without a selector nothing, as Kubernetes has it. */
export function backends(plan: Plan, service: PlannedObject): readonly PodIdentity[] {
  return known(plan).pods(service);
}

function podsBehind(plan: Plan, service: PlannedObject): PodIdentity[] {
  const matchLabels = at(service.object, "spec", "selector");
  const isEmpty = typeof matchLabels !== "object" || matchLabels === null || Object.keys(matchLabels).length === 0;
  return isEmpty ? [] : selectedBy(plan, service, { matchLabels });
}

/** The workloads of the plan among them: a database's pods declare no port that the plan knows. */
export function servedBy(plan: Plan, service: PlannedObject): readonly Workload[] {
  return known(plan).workloads(service);
}

function workloadsBehind(plan: Plan, service: PlannedObject): Workload[] {
  const behind = backends(plan, service);
  return ownSpace(plan, service).workloads.filter(({ planned }) => behind.some((pod) => pod.planned === planned));
}

export function portsOf({ object }: PlannedObject): readonly unknown[] {
  return list(at(object, "spec", "ports"));
}

export function isHeadless({ object }: PlannedObject): boolean {
  return at(object, "spec", "clusterIP") === "None";
}

/** A port of a container, or of a Service. */
export interface Port {
  readonly name: unknown;
  readonly number: unknown;
  readonly protocol: unknown;
}

/** Ports that the containers of a pod declare. */
export function containerPorts({ pod }: Pick<Workload, "pod">): readonly Port[] {
  return typeof pod === "object" && pod !== null ? portsOfPod(pod) : [];
}

const portsOfPod = once((pod: object): readonly Port[] =>
  [...list(at(pod, "containers")), ...list(at(pod, "initContainers"))].flatMap((container) =>
    list(at(container, "ports")).map((port) => ({
      name: at(port, "name"),
      number: at(port, "containerPort"),
      protocol: at(port, "protocol") ?? "TCP",
    })),
  ),
);

/** The container port that a Service port leads to, by name or number; undefined where the pods declare none such. */
export function targetOf(workload: Pick<Workload, "pod">, port: unknown): number | undefined {
  const target = at(port, "targetPort") ?? at(port, "port");
  const { number } = containerPorts(workload).find((each) => each.name === target || each.number === target) ?? {};
  return typeof number === "number" ? number : undefined;
}
