import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, databases, list, workloads } from "../../../plan/vocabulary";

/** A reference of a pod to another object, by kind and name. */
export interface ObjectReference {
  readonly planned: PlannedObject;
  readonly field: string;
  readonly kind: "ConfigMap" | "PersistentVolumeClaim" | "ServiceAccount" | "PriorityClass";
  readonly name: string;
  /** Keys that are named; none where the whole object is taken. */
  readonly keys: readonly string[];
}

type Found = Pick<ObjectReference, "field" | "kind" | "keys"> & { readonly name: unknown };

const keysOf = (source: unknown) => list(at(source, "items")).map((item) => String(at(item, "key")));

const configMap = (field: string, source: unknown, keys: readonly string[] = keysOf(source)): Found => ({
  field,
  kind: "ConfigMap",
  name: at(source, "name"),
  keys,
});

function ofVolumes(pod: unknown): Found[] {
  return list(at(pod, "volumes")).flatMap((volume, index) => {
    const field = `volumes[${index}]`;
    const sources = list(at(volume, "projected", "sources")).map((each) => configMap(field, at(each, "configMap")));
    const claim = at(volume, "persistentVolumeClaim", "claimName");
    return [
      configMap(field, at(volume, "configMap")),
      ...sources,
      { field, kind: "PersistentVolumeClaim" as const, name: claim, keys: [] },
    ];
  });
}

function ofEnvironments(containers: readonly unknown[]): Found[] {
  return containers.flatMap((container) => [
    ...list(at(container, "env")).map((each) => {
      const source = at(each, "valueFrom", "configMapKeyRef");
      return configMap("env", source, [String(at(source, "key"))]);
    }),
    ...list(at(container, "envFrom")).map((each) => configMap("envFrom", at(each, "configMapRef"), [])),
  ]);
}

/** Everything but Secrets that pods name, those that CloudNativePG makes included. */
export function objectReferences(plan: Plan): ObjectReference[] {
  const priority = (field: string, name: unknown): Found => ({ field, kind: "PriorityClass", name, keys: [] });
  const ofPods = workloads(plan).flatMap(({ planned, pod, containers }) =>
    [
      ...ofVolumes(pod),
      ...ofEnvironments(containers),
      { field: "serviceAccountName", kind: "ServiceAccount" as const, name: at(pod, "serviceAccountName"), keys: [] },
      priority("priorityClassName", at(pod, "priorityClassName")),
    ].map((found) => ({ planned, ...found })),
  );
  const ofDatabases = databases(plan).map((planned) => ({
    planned,
    ...priority("spec.priorityClassName", at(planned.object, "spec", "priorityClassName")),
  }));
  return [...ofPods, ...ofDatabases].flatMap(({ name, ...each }) =>
    typeof name === "string" ? [{ ...each, name }] : [],
  );
}

/** The id of what a reference leads to: in the pod's namespace, but for what is of the whole cluster. */
export function referredId({ planned, kind, name }: ObjectReference): string {
  const { namespace } = planned.object.metadata;
  const parts = kind === "PriorityClass" ? [kind, name] : [kind, namespace, name];
  return parts.filter((part) => part !== undefined).join("/");
}
