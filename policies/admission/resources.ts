import type { Match } from "../rule";

/** What a policy is asked about, as the API server matches it. */
export interface Resources {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly resources: readonly string[];
}

/** Any version: a policy by version would not see an object that is written in another. */
const of = (group: string, ...resources: readonly string[]): Resources => ({
  apiGroups: [group],
  apiVersions: ["*"],
  resources,
});

/** Everything that runs pods; ephemeral containers are what `kubectl debug` adds to a running one. */
const WORKLOADS = [
  of("", "pods", "pods/ephemeralcontainers", "replicationcontrollers"),
  of("apps", "daemonsets", "deployments", "replicasets", "statefulsets"),
  of("batch", "cronjobs", "jobs"),
];

/** Names by which the API server knows the kinds that rules name. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["Cluster", "clusters"],
  ["ConfigMap", "configmaps"],
  ["DaemonSet", "daemonsets"],
  ["Deployment", "deployments"],
  ["GRPCRoute", "grpcroutes"],
  ["Gateway", "gateways"],
  ["HTTPRoute", "httproutes"],
  ["Ingress", "ingresses"],
  ["Secret", "secrets"],
  ["Service", "services"],
  ["StatefulSet", "statefulsets"],
  ["TCPRoute", "tcproutes"],
  ["TLSRoute", "tlsroutes"],
]);

function nameOf(kind: string): string {
  const name = NAMES.get(kind);
  if (name === undefined)
    throw new Error(`${kind}: no resource of this kind; add it to policies/admission/resources.ts.`);
  return name;
}

/** The resources of the kinds that a rule looks at; throws for a kind whose name is not known. */
export function resourcesOf(match: Match): readonly Resources[] {
  if (match === "workloads") return WORKLOADS;
  return [match].flat().map(({ group, kinds }) => of(group, ...kinds.map(nameOf)));
}

/** The kinds whose removal takes data with it. */
export const HOLDING_DATA = [
  of("", "persistentvolumeclaims"),
  of("postgresql.cnpg.io", "clusters", "databases"),
  of("barmancloud.cnpg.io", "objectstores"),
];

/** Groups of the kinds that hold data: who removes a kind removes all that is of it, which no policy is asked about. */
export const GROUPS_HOLDING_DATA = ["postgresql.cnpg.io", "barmancloud.cnpg.io"];

export const NAMESPACES = [of("", "namespaces")];
export const KINDS = [of("apiextensions.k8s.io", "customresourcedefinitions")];
export const JOBS = [of("batch", "jobs")];
