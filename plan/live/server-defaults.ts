/*
 * What a live object of a built-in kind may hold beside what was planned, all that is not here being a change that
 * somebody made: a planned Deployment says nothing of hostNetwork, and a live one that has it has drifted.
 */

/**
 * Values that the API server writes where nothing was written, by the name of the field (Kubernetes 1.34,
 * pkg/apis/<group>/v1/defaults.go and its OpenAPI; test/cluster/drift.cluster.ts has a real one write them).
 */
export const SERVER_DEFAULTS: Readonly<Record<string, readonly unknown[]>> = {
  apiGroup: ["", "rbac.authorization.k8s.io"],
  apiVersion: ["v1"],
  backoffLimit: [6],
  completionMode: ["NonIndexed"],
  completions: [1],
  concurrencyPolicy: ["Allow"],
  defaultMode: [420],
  divisor: ["0"],
  dnsPolicy: ["ClusterFirst"],
  expirationSeconds: [3600],
  failedJobsHistoryLimit: [1],
  failureThreshold: [3],
  imagePullPolicy: ["IfNotPresent", "Always"],
  internalTrafficPolicy: ["Cluster"],
  ipFamilyPolicy: ["SingleStack"],
  kind: ["PersistentVolumeClaim"],
  manualSelector: [false],
  matchPolicy: ["Equivalent"],
  maxSurge: ["25%", 0],
  maxUnavailable: ["25%", 1],
  parallelism: [1],
  partition: [0],
  periodSeconds: [10],
  persistentVolumeClaimRetentionPolicy: [{ whenDeleted: "Retain", whenScaled: "Retain" }],
  podManagementPolicy: ["OrderedReady"],
  podReplacementPolicy: ["TerminatingOrFailed"],
  preemptionPolicy: ["PreemptLowerPriority"],
  procMount: ["Default"],
  progressDeadlineSeconds: [600],
  protocol: ["TCP"],
  replicas: [1],
  restartPolicy: ["Always"],
  revisionHistoryLimit: [10],
  rollingUpdate: [{ maxSurge: "25%", maxUnavailable: "25%" }, { maxSurge: 0, maxUnavailable: 1 }, { partition: 0 }],
  schedulerName: ["default-scheduler"],
  scheme: ["HTTP"],
  scope: ["*"],
  selectPolicy: ["Max"],
  sessionAffinity: ["None"],
  strategy: [{ type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } }],
  successThreshold: [1],
  successfulJobsHistoryLimit: [3],
  suspend: [false],
  terminationGracePeriodSeconds: [30],
  terminationMessagePath: ["/dev/termination-log"],
  terminationMessagePolicy: ["File"],
  timeoutSeconds: [1],
  type: ["ClusterIP", "RollingUpdate"],
  updateStrategy: [
    { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
    { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  ],
  volumeMode: ["Filesystem"],
};

/** Fields whose value repeats another one beside it. */
export const REPEATS: Readonly<Record<string, string>> = {
  // Deprecated name of the same.
  serviceAccount: "serviceAccountName",
  targetPort: "port",
  // On the node's own network a container's port is the node's.
  hostPort: "containerPort",
};

/** Booleans that Kubernetes does not write down when false: absent is the same. */
export const FALSE_IS_ABSENT: ReadonlySet<string> = new Set([
  "globalDefault",
  "hostIPC",
  "hostNetwork",
  "hostPID",
  "readOnly",
  "stdin",
  "tty",
]);

/** Fields of a kind that the cluster fills in, `Kind.path`: whatever they hold. */
export const FILLED_IN: ReadonlySet<string> = new Set([
  // Job controller: the pods' labels carry the Job's own id.
  "Job.spec.selector",
  "Namespace.spec",
  // Volume controller.
  "PersistentVolumeClaim.spec.volumeName",
  "PersistentVolumeClaim.spec.storageClassName",
  // Addresses and node ports are handed out.
  "Service.spec.clusterIP",
  "Service.spec.clusterIPs",
  "Service.spec.healthCheckNodePort",
  "Service.spec.ipFamilies",
  "Service.spec.ports.nodePort",
  // Platforms add what pulls images, and once added tokens.
  "ServiceAccount.imagePullSecrets",
  "ServiceAccount.secrets",
  "StatefulSet.spec.volumeClaimTemplates.status",
]);

/** Labels that nobody plans: Helm's mark, Kubernetes' own. */
export const FOREIGN_LABELS =
  /^(app\.kubernetes\.io\/managed-by|kubernetes\.io\/metadata\.name|batch\.kubernetes\.io\/.*|controller-uid|job-name)$/;

/** Annotations that nobody plans: of Helm, of kubectl (a restart by hand included), of Kubernetes' controllers. */
export const FOREIGN_ANNOTATIONS =
  /^(meta\.helm\.sh|kubectl\.kubernetes\.io|deployment\.kubernetes\.io|deprecated\.daemonset\.template|pv\.kubernetes\.io|volume(\.beta)?\.kubernetes\.io|batch\.kubernetes\.io)[./]/;
