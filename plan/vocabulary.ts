import { parse } from "yaml";
import type { Shard } from "../fleet/fleet";
import { once } from "./once";
import type { KubernetesObject, Plan, PlannedObject } from "./plan";

/*
 * What rules speak about: workloads, homeservers, databases, network policies. Reading raw objects is here, so that a
 * rule reads like the sentence that it states.
 */

/** A value at a path of nested data; undefined where the path ends early. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Reflect.get(here, step);
  }
  return here;
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

export const workloads = once((plan: Plan): readonly Workload[] =>
  plan.objects.flatMap((planned) => {
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
  }),
);

const byKind = once((plan: Plan): ReadonlyMap<string, readonly PlannedObject[]> => {
  const kinds = new Map<string, PlannedObject[]>();
  for (const planned of plan.objects) {
    const same = kinds.get(planned.object.kind);
    if (same === undefined) kinds.set(planned.object.kind, [planned]);
    else same.push(planned);
  }
  return kinds;
});

export function ofKind(plan: Plan, kind: string): readonly PlannedObject[] {
  return byKind(plan).get(kind) ?? [];
}

/** A homeserver's configuration as it will be mounted. */
export interface Homeserver {
  readonly planned: PlannedObject;
  /** The file's name in its ConfigMap. */
  readonly file: string;
  readonly shard: Shard | undefined;
  /** Undefined when it is not YAML: every setting is then as good as absent. */
  readonly config: unknown;
}

/** The files that a ConfigMap holds, by name; `binaryData` too, since a pod sees no difference. */
export function filesOf({ object }: PlannedObject): [string, string][] {
  const entries = (value: unknown) => Object.entries(labelsOf(value));
  const binary = entries(at(object, "binaryData")).map(([name, text]): [string, string] => [
    name,
    Buffer.from(text, "base64").toString("utf8"),
  ]);
  return [...entries(at(object, "data")), ...binary];
}

/** YAML as Synapse reads it, 1.1 with merge keys: `yes` is true there. Undefined for what is not YAML. */
export function synapseYaml(text: string): unknown {
  try {
    // JSON is YAML, and read in a hundredth of the time.
    if (/^\s*\{\s*("|\})/.test(text)) return JSON.parse(text);
  } catch {
    // A flow mapping of YAML begins like it.
  }
  try {
    const config: unknown = parse(text, { version: "1.1", merge: true });
    return config;
  } catch {
    return undefined;
  }
}

/** What was read of each ConfigMap's files: many rules ask for the same. */
const readFiles = once((_: PlannedObject) => new Map<string, { readonly config: unknown }>());

/** A file of a ConfigMap as YAML or JSON, read once; undefined where there is none, or it is neither. */
export function configIn(planned: PlannedObject, file: string): unknown {
  const files = readFiles(planned);
  const known = files.get(file);
  if (known !== undefined) return known.config;
  const text = filesOf(planned).find(([name]) => name === file)?.[1];
  const config = text === undefined ? undefined : synapseYaml(text);
  files.set(file, { config });
  return config;
}

/** A configuration is known by its content, so that another file name hides nothing. */
const configurations = once((planned: PlannedObject): readonly { file: string; config: unknown }[] =>
  filesOf(planned).flatMap(([file, text]) => {
    if (file !== "homeserver.yaml" && !text.includes("server_name")) return [];
    const config = configIn(planned, file);
    return file !== "homeserver.yaml" && at(config, "server_name") === undefined ? [] : [{ file, config }];
  }),
);

/** Every Synapse configuration of the plan, read back from the rendered ConfigMaps. */
export const homeservers = once((plan: Plan): readonly Homeserver[] => {
  const shards = plan.facts.perimeters.flatMap((perimeter) => perimeter.shards);
  return ofKind(plan, "ConfigMap").flatMap((planned) =>
    configurations(planned).map((each) => {
      const shard = shards.find(({ namespace }) => namespace === planned.object.metadata.namespace);
      return { planned, shard, ...each };
    }),
  );
});

/** Every PostgreSQL cluster of the plan. */
export function databases(plan: Plan): PlannedObject[] {
  return ofKind(plan, "Cluster").filter(({ object }) => object.apiVersion.startsWith("postgresql.cnpg.io/"));
}

/** An object written as JSON or YAML in a file; undefined for any other text. */
function writtenObject(data: unknown): KubernetesObject | undefined {
  const [apiVersion, kind, metadata] = [at(data, "apiVersion"), at(data, "kind"), at(data, "metadata")];
  const [name, namespace] = [at(metadata, "name"), at(metadata, "namespace")];
  if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string") return undefined;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      labels: labelsOf(at(metadata, "labels")),
      ...(typeof namespace === "string" ? { namespace } : {}),
    },
    spec: at(data, "spec"),
  };
}

/**
 * Every PostgreSQL cluster that a program of the plan would make: written in a ConfigMap, as the one that a restore drill
 * makes and deletes again. By content, so that another file name hides nothing.
 */
export const writtenDatabases = once((plan: Plan): readonly PlannedObject[] =>
  ofKind(plan, "ConfigMap").flatMap(databasesIn),
);

const databasesIn = once((planned: PlannedObject): readonly PlannedObject[] =>
  filesOf(planned).flatMap(([file, text]) => {
    if (!text.includes("postgresql.cnpg.io/")) return [];
    const object = writtenObject(configIn(planned, file));
    if (object?.kind !== "Cluster" || !object.apiVersion.startsWith("postgresql.cnpg.io/")) return [];
    const namespace = object.metadata.namespace ?? planned.object.metadata.namespace;
    return [{ ...planned, object: { ...object, metadata: { ...object.metadata, namespace } } }];
  }),
);

/** Every PostgreSQL cluster that the plan has or leads to. */
export function allDatabases(plan: Plan): PlannedObject[] {
  return [...databases(plan), ...writtenDatabases(plan)];
}

/** Pods as network policies see them: their namespace and labels. */
export interface PodIdentity {
  readonly planned: PlannedObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** True where an operator makes the pod and adds labels of its own. */
  readonly moreLabels: boolean;
}

/** Every kind of pod that the plan leads to, those that an operator makes for a Cluster included. */
export const pods = once((plan: Plan): readonly PodIdentity[] => {
  const own = workloads(plan).map(({ planned, labels }) => ({
    planned,
    namespace: planned.object.metadata.namespace ?? "",
    labels,
    moreLabels: false,
  }));
  const made = allDatabases(plan).map((planned) => ({
    planned,
    namespace: planned.object.metadata.namespace ?? "",
    labels: {
      ...labelsOf(at(planned.object, "spec", "inheritedMetadata", "labels")),
      "cnpg.io/cluster": planned.object.metadata.name,
    },
    moreLabels: true,
  }));
  return [...own, ...made];
});

type Labels = Readonly<Record<string, string>>;

function expressionHolds(expression: unknown, labels: Labels, moreLabels: boolean): boolean | undefined {
  const value = labels[String(at(expression, "key"))];
  const listed = value !== undefined && list(at(expression, "values")).includes(value);
  const unknown = value === undefined && moreLabels;
  switch (at(expression, "operator")) {
    case "In":
      return unknown ? undefined : listed;
    case "NotIn":
      return unknown ? undefined : !listed;
    case "Exists":
      return unknown ? undefined : value !== undefined;
    case "DoesNotExist":
      return unknown ? undefined : value === undefined;
    default:
      return undefined;
  }
}

/**
 * Whether a label selector takes these labels; an empty selector takes all. Undefined when it depends on labels that
 * the plan does not know, or on an operator that Kubernetes does not know.
 */
export function selects(selector: unknown, labels: Labels, moreLabels = false): boolean | undefined {
  const wanted = at(selector, "matchLabels");
  const equal = typeof wanted === "object" && wanted !== null ? entriesOf(wanted) : [];
  let isKnown = true;
  for (const [key, value] of equal) {
    if (labels[key] === value) continue;
    if (labels[key] !== undefined || !moreLabels) return false;
    isKnown = false;
  }
  const held = list(at(selector, "matchExpressions")).map((each) => expressionHolds(each, labels, moreLabels));
  if (held.includes(false)) return false;
  return isKnown && !held.includes(undefined) ? true : undefined;
}

const entriesOf = once((labels: object) => Object.entries(labelsOf(labels)));
