import { objectId, type PlannedObject } from "../../../plan/plan";
import { at } from "../../../plan/vocabulary";
import { type PodDescription, podDescription } from "./spec";

/** A pod that a workload of the plan asks for. */
export interface RenderedPod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The headless Service that gives it a name of its own; a StatefulSet's only. */
  readonly subdomain: string | undefined;
  readonly description: PodDescription;
}

function labelsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(value ?? {}).map(([key, each]) => [key, String(each)]));
}

const JOB_TEMPLATE = ["spec", "jobTemplate", "spec", "template"];

/** Pods of a StatefulSet, Deployment, DaemonSet (of one node), Job or CronJob; `replicas` overrides what it says. */
export function podsOf({ object }: PlannedObject, replicas?: number): RenderedPod[] {
  const template = object.kind === "CronJob" ? at(object, ...JOB_TEMPLATE) : at(object, "spec", "template");
  const read = podDescription.safeParse(at(template, "spec"));
  if (!read.success) throw new Error(`${objectId(object)}: the test cannot carry this pod out: ${read.error.message}`);
  const asked = Number(at(object, "spec", "replicas") ?? 1);
  const { name, namespace = "" } = object.metadata;
  return Array.from({ length: replicas ?? asked }, (_, index) => ({
    name: `${name}-${index}`,
    namespace,
    labels: labelsOf(at(template, "metadata", "labels")),
    subdomain: object.kind === "StatefulSet" ? String(at(object, "spec", "serviceName")) : undefined,
    description: read.data,
  }));
}

/** The one node that all pods are on. */
export const NODE = "node-1";

/** `$(NAME)` in a command, an argument or a variable, as a kubelet replaces it; `$$` stands for one dollar. */
export function expanded(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([A-Za-z0-9_.-]+)\)/g, (whole, name: string | undefined) =>
    name === undefined ? "$" : (env[name] ?? whole),
  );
}

/** A container's variables, each of which may use those before it. */
export function variables(
  pod: RenderedPod,
  container: PodDescription["containers"][number],
  address: string,
): Record<string, string> {
  const fields: Readonly<Record<string, string>> = {
    "metadata.name": pod.name,
    "metadata.namespace": pod.namespace,
    "spec.nodeName": NODE,
    "status.podIP": address,
  };
  const env: Record<string, string> = {};
  for (const { name, value, valueFrom } of container.env) {
    const field = valueFrom?.fieldRef.fieldPath;
    const found = field === undefined ? expanded(value ?? "", env) : fields[field];
    if (found === undefined) throw new Error(`${pod.name}: the test does not know the field ${field}.`);
    env[name] = found;
  }
  return env;
}
