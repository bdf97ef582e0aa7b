import type { KubernetesObject } from "../plan/plan";

type Scope = "namespace" | "cluster";

const inNamespaces = (group: string, ...kinds: readonly string[]) =>
  kinds.map((kind) => [`${group}/${kind}`, "namespace"] as const);
const inCluster = (group: string, ...kinds: readonly string[]) =>
  kinds.map((kind) => [`${group}/${kind}`, "cluster"] as const);

/** Kinds that rules look at, or that give no power to anyone. What a kind grants is judged before it is added here. */
const KINDS: ReadonlyMap<string, Scope> = new Map([
  ...inNamespaces("", "ConfigMap", "LimitRange", "PersistentVolumeClaim", "Pod", "ResourceQuota", "Secret", "Service"),
  ...inNamespaces("", "ServiceAccount"),
  ...inNamespaces("apps", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"),
  ...inNamespaces("autoscaling", "HorizontalPodAutoscaler"),
  ...inNamespaces("barmancloud.cnpg.io", "ObjectStore"),
  ...inNamespaces("batch", "CronJob", "Job"),
  ...inNamespaces("cert-manager.io", "Certificate"),
  // What they let in is bounded by TLS-01, TLS-05, NET-07 and NET-08.
  ...inNamespaces("gateway.networking.k8s.io", "Gateway", "HTTPRoute"),
  // They tell Prometheus what to read and to ask: MON-01, MON-02 and WIR-09.
  ...inNamespaces("monitoring.coreos.com", "PodMonitor", "Probe", "PrometheusRule"),
  ...inNamespaces("networking.k8s.io", "Ingress", "NetworkPolicy"),
  ...inNamespaces("policy", "PodDisruptionBudget"),
  ...inNamespaces("postgresql.cnpg.io", "Cluster", "Database", "ScheduledBackup"),
  // What they grant is bounded by K8S-14 to K8S-16; roles of the whole cluster are let in by no rule.
  ...inNamespaces("rbac.authorization.k8s.io", "Role", "RoleBinding"),
  ...inCluster("", "Namespace"),
  // They refuse what is asked of the API server: exactly those of ADM-01.
  ...inCluster("admissionregistration.k8s.io", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"),
  ...inCluster("scheduling.k8s.io", "PriorityClass"),
]);

/** `group/Kind`, the version left out: another version is the same object. */
export function groupKind({ apiVersion, kind }: Pick<KubernetesObject, "apiVersion" | "kind">): string {
  return `${apiVersion.includes("/") ? apiVersion.split("/")[0] : ""}/${kind}`;
}

/** Where objects of a kind live; undefined for a kind that no rule knows. */
export function scopeOf(object: KubernetesObject): Scope | undefined {
  return KINDS.get(groupKind(object));
}
