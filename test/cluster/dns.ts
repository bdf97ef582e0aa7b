import { IMAGES } from "./install/images";

const NAMESPACE = "kube-system";
const NAME = "coredns";
const LABELS = { "k8s-app": "kube-dns" };
const METADATA = { name: NAME, namespace: NAMESPACE };

const COREFILE = `.:53 {
  errors
  ready
  kubernetes cluster.local in-addr.arpa
  cache 30
}
`;

const POD = {
  serviceAccountName: NAME,
  // One in each zone.
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
      labelSelector: { matchLabels: LABELS },
    },
  ],
  containers: [
    {
      name: NAME,
      image: IMAGES.coredns.name,
      imagePullPolicy: "Never",
      args: ["-conf", "/etc/coredns/Corefile"],
      readinessProbe: { httpGet: { path: "/ready", port: 8181 }, periodSeconds: 2 },
      securityContext: {
        runAsNonRoot: true,
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
      },
      volumeMounts: [{ name: "config", mountPath: "/etc/coredns" }],
    },
  ],
  securityContext: { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] },
  volumes: [{ name: "config", configMap: { name: NAME } }],
};

/** Names of Services, as every cluster has them: CoreDNS in each zone, at an address that kubelets tell their pods. */
export function dnsObjects(address: string): object[] {
  const rules = [
    { apiGroups: [""], resources: ["endpoints", "services", "pods", "namespaces"], verbs: ["list", "watch"] },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
  ];
  const rbac = "rbac.authorization.k8s.io";
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: METADATA },
    { apiVersion: `${rbac}/v1`, kind: "ClusterRole", metadata: { name: NAME }, rules },
    {
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name: NAME },
      roleRef: { apiGroup: rbac, kind: "ClusterRole", name: NAME },
      subjects: [{ kind: "ServiceAccount", ...METADATA }],
    },
    { apiVersion: "v1", kind: "ConfigMap", metadata: METADATA, data: { Corefile: COREFILE } },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: METADATA,
      spec: {
        replicas: 3,
        selector: { matchLabels: LABELS },
        template: { metadata: { labels: LABELS }, spec: POD },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "kube-dns", namespace: NAMESPACE },
      spec: {
        clusterIP: address,
        selector: LABELS,
        ports: ["UDP", "TCP"].map((protocol) => ({ name: protocol.toLowerCase(), port: 53, protocol })),
      },
    },
  ];
}
