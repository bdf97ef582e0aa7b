/** A kind of object as the API serves it. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Plural in the API's paths. */
  readonly resource: string;
  readonly scope: "namespace" | "cluster";
  /** Defined by a CustomResourceDefinition: operators complete what is written, and no list of ours follows them. */
  readonly custom: boolean;
  /** Only names are asked for, never contents: what nobody plans, or nobody may read. */
  readonly namesOnly: boolean;
}

function kinds(
  apiVersion: string,
  resources: Readonly<Record<string, string>>,
  { scope = "namespace", custom = false, namesOnly = false }: Partial<ServedKind> = {},
): ServedKind[] {
  return Object.entries(resources).map(([kind, resource]) => ({
    apiVersion,
    kind,
    resource,
    scope,
    custom,
    namesOnly,
  }));
}

/**
 * Every kind that a plan holds, and those that run something or let somebody in without being planned. A kind of a plan
 * that is missing here is told as not compared, and a test asks for it.
 */
export const SERVED_KINDS: readonly ServedKind[] = [
  ...kinds("v1", {
    ConfigMap: "configmaps",
    LimitRange: "limitranges",
    PersistentVolumeClaim: "persistentvolumeclaims",
    ResourceQuota: "resourcequotas",
    Service: "services",
    ServiceAccount: "serviceaccounts",
  }),
  ...kinds("v1", { Namespace: "namespaces" }, { scope: "cluster" }),
  ...kinds(
    "v1",
    { Pod: "pods", ReplicationController: "replicationcontrollers", Secret: "secrets" },
    { namesOnly: true },
  ),
  ...kinds("apps/v1", { DaemonSet: "daemonsets", Deployment: "deployments", StatefulSet: "statefulsets" }),
  ...kinds("apps/v1", { ReplicaSet: "replicasets" }, { namesOnly: true }),
  ...kinds("autoscaling/v2", { HorizontalPodAutoscaler: "horizontalpodautoscalers" }),
  ...kinds("batch/v1", { CronJob: "cronjobs", Job: "jobs" }),
  ...kinds("networking.k8s.io/v1", { Ingress: "ingresses", NetworkPolicy: "networkpolicies" }),
  ...kinds("policy/v1", { PodDisruptionBudget: "poddisruptionbudgets" }),
  ...kinds("rbac.authorization.k8s.io/v1", { Role: "roles", RoleBinding: "rolebindings" }),
  ...kinds("scheduling.k8s.io/v1", { PriorityClass: "priorityclasses" }, { scope: "cluster" }),
  ...kinds(
    "rbac.authorization.k8s.io/v1",
    { ClusterRole: "clusterroles", ClusterRoleBinding: "clusterrolebindings" },
    { scope: "cluster", namesOnly: true },
  ),
  ...kinds(
    "admissionregistration.k8s.io/v1",
    {
      ValidatingAdmissionPolicy: "validatingadmissionpolicies",
      ValidatingAdmissionPolicyBinding: "validatingadmissionpolicybindings",
    },
    { scope: "cluster" },
  ),
  ...kinds("barmancloud.cnpg.io/v1", { ObjectStore: "objectstores" }, { custom: true }),
  ...kinds("cert-manager.io/v1", { Certificate: "certificates" }, { custom: true }),
  ...kinds("gateway.networking.k8s.io/v1", { Gateway: "gateways", HTTPRoute: "httproutes" }, { custom: true }),
  ...kinds(
    "monitoring.coreos.com/v1",
    { PodMonitor: "podmonitors", Probe: "probes", PrometheusRule: "prometheusrules" },
    { custom: true },
  ),
  ...kinds(
    "postgresql.cnpg.io/v1",
    { Cluster: "clusters", Database: "databases", ScheduledBackup: "scheduledbackups" },
    { custom: true },
  ),
];
