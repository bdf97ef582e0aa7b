import { DRIFT_NAMESPACE, type Fleet, type Perimeter } from "../../fleet/fleet";
import { SERVED_KINDS } from "../kubernetes/kinds-live";
import type { ConfigMap, Role, RoleBinding, RoleRule } from "../kubernetes/objects";
import { DRIFT, PERIMETER_FILE, PERIMETER_KEY, RESULT } from "./places";

const RBAC = "rbac.authorization.k8s.io";

/**
 * What no pod of ours may read, so that only somebody with a kubeconfig compares it: a list of Secrets gives their values
 * (rule K8S-15), and rights are not for a pod to look through (K8S-16).
 */
const NOT_FOR_PODS: readonly string[] = ["Role", "RoleBinding", "Secret"];

/** Kinds that the comparison inside the cluster reads. */
export const READ_INSIDE = SERVED_KINDS.filter(
  ({ scope, kind }) => (scope === "namespace" && !NOT_FOR_PODS.includes(kind)) || kind === "Namespace",
);

/** Lists what the plan may hold in a namespace. */
function readingRules(namespace: string): RoleRule[] {
  const kinds = READ_INSIDE.filter(({ scope }) => scope === "namespace");
  const group = (apiVersion: string) => (apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "");
  const groups = [...new Set(kinds.map(({ apiVersion }) => group(apiVersion)))];
  return [
    ...groups.map((each) => ({
      apiGroups: [each],
      resources: kinds.filter(({ apiVersion }) => group(apiVersion) === each).map(({ resource }) => resource),
      verbs: ["list"],
    })),
    { apiGroups: [""], resources: ["namespaces"], resourceNames: [namespace], verbs: ["get"] },
  ];
}

function granted(name: string, namespace: string, rules: RoleRule[]): (Role | RoleBinding)[] {
  return [
    { apiVersion: `${RBAC}/v1`, kind: "Role", metadata: { name, namespace }, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: "RoleBinding",
      metadata: { name, namespace },
      roleRef: { apiGroup: RBAC, kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name: DRIFT, namespace: DRIFT_NAMESPACE }],
    },
  ];
}

const configMaps = (name: string, verbs: string[]): RoleRule[] => [
  { apiGroups: [""], resources: ["configmaps"], resourceNames: [name], verbs },
];

/** What the comparison may in one namespace: read it, and in its own leave the result. */
export function driftAccess(namespace: string): (Role | RoleBinding)[] {
  return [
    ...granted(DRIFT, namespace, readingRules(namespace)),
    ...(namespace === DRIFT_NAMESPACE ? granted(RESULT, namespace, configMaps(RESULT, ["get", "patch"])) : []),
  ];
}

/** Where a perimeter's file is kept in the cluster: with what its own stack makes first. */
export function perimeterFileNamespace({ shards }: Perimeter): string | undefined {
  return shards[0]?.namespace;
}

/**
 * A perimeter's own file beside what it led to, and the right to read it, in its own stack; so a change of it changes no
 * other.
 */
export function perimeterFile(
  fleet: Fleet,
  perimeter: Perimeter,
  namespace: string,
): (ConfigMap | Role | RoleBinding)[] {
  const text = fleet.files[`perimeters/${perimeter.name}.yaml`];
  if (namespace !== perimeterFileNamespace(perimeter) || text === undefined) return [];
  const metadata = { name: PERIMETER_FILE, namespace };
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata, data: { [PERIMETER_KEY]: text } },
    ...granted(PERIMETER_FILE, namespace, configMaps(PERIMETER_FILE, ["get"])),
  ];
}
