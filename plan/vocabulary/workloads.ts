import { once } from "../once";
import type { KubernetesObject, Plan, PlannedObject } from "../plan";
import { at, list, textsByName } from "./data";
import { grouped } from "./objects";

const POD_PATHS: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ["spec", "template"],
  StatefulSet: ["spec", "template"],
  DaemonSet: ["spec", "template"],
  ReplicaSet: ["spec", "template"],
  Job: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
};

/** An object that runs pods, with its pod template. */
export interface Workload {
  readonly planned: PlannedObject;
  readonly labels: Readonly<Record<string, string>>;
  readonly pod: unknown;
  readonly containers: readonly unknown[];
  readonly replicas: number;
}

/** The pod template's spec of an object, or undefined for an object that runs no pod of its own. */
export function podSpec(object: KubernetesObject): unknown {
  const path = POD_PATHS[object.kind];
  return path === undefined ? undefined : at(object, ...path, "spec");
}

/** Init containers included: they run with the same rights. */
export function containersOf(pod: unknown): unknown[] {
  return [...list(at(pod, "initContainers")), ...list(at(pod, "containers")), ...list(at(pod, "ephemeralContainers"))];
}

/** An object with its pod template; undefined for one that runs no pod of its own. */
export const workloadOf = once((planned: PlannedObject): Workload | undefined => {
  const pod = podSpec(planned.object);
  if (pod === undefined) return undefined;
  const path = POD_PATHS[planned.object.kind] ?? [];
  const replicas = at(planned.object, "spec", "replicas");
  return {
    planned,
    pod,
    labels: textsByName(at(planned.object, ...path, "metadata", "labels")),
    containers: containersOf(pod),
    replicas: typeof replicas === "number" ? replicas : 1,
  };
});

export const workloads = once((plan: Plan): readonly Workload[] =>
  plan.objects.flatMap((planned) => workloadOf(planned) ?? []),
);

const byNamespace = once((plan: Plan) => grouped(workloads(plan), ({ planned }) => planned.object.metadata.namespace));

export function workloadsIn(plan: Plan, namespace: string | undefined): readonly Workload[] {
  return byNamespace(plan).get(namespace) ?? [];
}
