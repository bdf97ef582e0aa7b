import { once } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { allDatabases, at, list, ofKind, type Workload, workloads } from "../../../plan/vocabulary";
import { barmanPlugins } from "../../archives";

/** A reference of an object to another, by kind and name. */
export interface ObjectReference {
  readonly planned: PlannedObject;
  readonly field: string;
  readonly kind: Kind;
  readonly name: string;
  /** Keys that are named; none where the whole object is taken. */
  readonly keys: readonly string[];
  /** Where it is; absent for the namespace of the object that names it. */
  readonly namespace?: string;
}

type Kind =
  | "Cluster"
  | "ConfigMap"
  | "ObjectStore"
  | "PersistentVolumeClaim"
  | "PriorityClass"
  | "Role"
  | "ServiceAccount";

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

/** What PostgreSQL is given: a priority, and the store of its archives. */
const ofDatabase = once((planned: PlannedObject) => {
  const { object } = planned;
  const stores = barmanPlugins(object).map(({ field, store }) => ({
    field,
    kind: "ObjectStore" as const,
    name: store,
    keys: [],
  }));
  const priority = at(object, "spec", "priorityClassName");
  return named(planned, [
    { field: "spec.priorityClassName", kind: "PriorityClass", name: priority, keys: [] },
    ...stores,
  ]);
});

const named = (planned: PlannedObject, found: readonly Found[]): ObjectReference[] =>
  found.flatMap(({ name, ...each }) => (typeof name === "string" ? [{ planned, ...each, name }] : []));

/** Everything but Secrets that pods name, those that CloudNativePG makes included. */
export const objectReferences = once((plan: Plan): readonly ObjectReference[] => [
  ...workloads(plan).flatMap(ofPods),
  ...allDatabases(plan).flatMap(ofDatabase),
]);

const ofPods = once(({ planned, pod, containers }: Workload) =>
  named(planned, [
    ...ofVolumes(pod),
    ...ofEnvironments(containers),
    { field: "serviceAccountName", kind: "ServiceAccount", name: at(pod, "serviceAccountName"), keys: [] },
    { field: "priorityClassName", kind: "PriorityClass", name: at(pod, "priorityClassName"), keys: [] },
  ]),
);

/** What objects name that run no pod: the database that a backup is of, and who is bound to which role. */
export function otherReferences(plan: Plan): ObjectReference[] {
  const backups = ofKind(plan, "ScheduledBackup").flatMap((planned) =>
    named(planned, [
      { field: "spec.cluster", kind: "Cluster", name: at(planned.object, "spec", "cluster", "name"), keys: [] },
    ]),
  );
  const bindings = ofKind(plan, "RoleBinding").flatMap((planned) => [
    ...named(planned, [{ field: "roleRef", kind: "Role", name: at(planned.object, "roleRef", "name"), keys: [] }]),
    ...list(at(planned.object, "subjects")).flatMap((subject): ObjectReference[] => {
      const [name, namespace] = [at(subject, "name"), at(subject, "namespace")];
      if (at(subject, "kind") !== "ServiceAccount" || typeof name !== "string") return [];
      const place = typeof namespace === "string" ? { namespace } : {};
      return [{ planned, field: "subjects", kind: "ServiceAccount", name, keys: [], ...place }];
    }),
  ]);
  return [...backups, ...bindings];
}

/** The id of what a reference leads to: in the namespace of who names it unless it says another, but for what has none. */
export function referredId({
  planned,
  kind,
  name,
  namespace = planned.object.metadata.namespace,
}: ObjectReference): string {
  const parts = kind === "PriorityClass" ? [kind, name] : [kind, namespace, name];
  return parts.filter((part) => part !== undefined).join("/");
}
