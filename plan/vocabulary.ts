import { parse } from "yaml";
import type { Shard } from "../fleet/fleet";
import type { KubernetesObject, Plan, PlannedObject } from "./plan";

/*
 * What rules speak about: workloads, homeservers, databases, network policies. Reading raw objects is here, so that a
 * rule reads like the sentence that it states.
 */

/** A value at a path of nested data; undefined where the path ends early. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (here, step) => (typeof here === "object" && here !== null ? Reflect.get(here, step) : undefined),
    value,
  );
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

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

function labelsOf(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (typeof each === "string" ? [[key, each]] : [])),
  );
}

/** Init containers included: they run with the same rights. */
export function containersOf(pod: unknown): unknown[] {
  return [...list(at(pod, "initContainers")), ...list(at(pod, "containers")), ...list(at(pod, "ephemeralContainers"))];
}

export function workloads(plan: Plan): Workload[] {
  return plan.objects.flatMap((planned) => {
    const pod = podSpec(planned.object);
    if (pod === undefined) return [];
    const path = POD_PATHS[planned.object.kind] ?? [];
    const replicas = at(planned.object, "spec", "replicas");
    return [
      {
        planned,
        pod,
        labels: labelsOf(at(planned.object, ...path, "metadata", "labels")),
        containers: containersOf(pod),
        replicas: typeof replicas === "number" ? replicas : 1,
      },
    ];
  });
}

export function ofKind(plan: Plan, kind: string): PlannedObject[] {
  return plan.objects.filter(({ object }) => object.kind === kind);
}

/** A homeserver's configuration as it will be mounted. */
export interface Homeserver {
  readonly planned: PlannedObject;
  readonly shard: Shard | undefined;
  readonly config: unknown;
}

const read = new WeakMap<Plan, readonly Homeserver[]>();

/** Every Synapse configuration of the plan, read back from the rendered ConfigMaps; once, since many rules ask. */
export function homeservers(plan: Plan): readonly Homeserver[] {
  const known = read.get(plan) ?? readHomeservers(plan);
  read.set(plan, known);
  return known;
}

function readHomeservers(plan: Plan): Homeserver[] {
  const shards = plan.facts.perimeters.flatMap((perimeter) => perimeter.shards);
  return ofKind(plan, "ConfigMap").flatMap((planned) => {
    const text = at(planned.object, "data", "homeserver.yaml");
    if (typeof text !== "string") return [];
    const shard = shards.find((each) => each.namespace === planned.object.metadata.namespace);
    const config: unknown = parse(text);
    return [{ planned, shard, config }];
  });
}

/** Every PostgreSQL cluster of the plan. */
export function databases(plan: Plan): PlannedObject[] {
  return ofKind(plan, "Cluster").filter(({ object }) => object.apiVersion.startsWith("postgresql.cnpg.io/"));
}

/** A reference from a pod or a custom resource to a Secret; keys undefined means the whole Secret. */
export interface SecretReference {
  readonly planned: PlannedObject;
  readonly field: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly keys: readonly string[] | undefined;
}

/** Every Secret that workloads read, as volumes, projected volumes or environment variables. */
export function secretReferences(plan: Plan): SecretReference[] {
  return workloads(plan).flatMap(({ planned, pod, containers }) => {
    const namespace = planned.object.metadata.namespace;
    const reference = (field: string, name: unknown, keys: readonly string[] | undefined): SecretReference[] =>
      typeof name === "string" ? [{ planned, field, namespace, name, keys }] : [];
    const items = (value: unknown) => {
      const keys = list(at(value, "items")).flatMap((item) => texts([at(item, "key")]));
      return keys.length > 0 ? keys : undefined;
    };
    const volumes = list(at(pod, "volumes")).flatMap((volume, index) => [
      ...reference(`volumes[${index}]`, at(volume, "secret", "secretName"), items(at(volume, "secret"))),
      ...list(at(volume, "projected", "sources")).flatMap((each) =>
        reference(`volumes[${index}]`, at(each, "secret", "name"), items(at(each, "secret"))),
      ),
    ]);
    const variables = containers.flatMap((container) => [
      ...list(at(container, "env")).flatMap((each) =>
        reference(
          "env",
          at(each, "valueFrom", "secretKeyRef", "name"),
          texts([at(each, "valueFrom", "secretKeyRef", "key")]),
        ),
      ),
      ...list(at(container, "envFrom")).flatMap((each) =>
        reference("envFrom", at(each, "secretRef", "name"), undefined),
      ),
    ]);
    return [...volumes, ...variables];
  });
}

/** Pods as network policies see them: their namespace and labels. */
export interface PodIdentity {
  readonly planned: PlannedObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Every kind of pod that the plan leads to, those that an operator makes for a Cluster included. */
export function pods(plan: Plan): PodIdentity[] {
  const own = workloads(plan).map(({ planned, labels }) => ({
    planned,
    namespace: planned.object.metadata.namespace ?? "",
    labels,
  }));
  const made = databases(plan).map((planned) => ({
    planned,
    namespace: planned.object.metadata.namespace ?? "",
    labels: {
      ...labelsOf(at(planned.object, "spec", "inheritedMetadata", "labels")),
      "cnpg.io/cluster": planned.object.metadata.name,
    },
  }));
  return [...own, ...made];
}

/** True when a label selector takes these labels; an empty selector takes all. Expressions are not read: undefined. */
export function selects(selector: unknown, labels: Readonly<Record<string, string>>): boolean | undefined {
  if (list(at(selector, "matchExpressions")).length > 0) return undefined;
  return Object.entries(labelsOf(at(selector, "matchLabels"))).every(([key, value]) => labels[key] === value);
}
