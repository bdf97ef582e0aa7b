import type { Fleet } from "../fleet/fleet";
import type { FrameObject, NetworkPolicy, ServiceAccount } from "./kubernetes/objects";
import { namespaceSelector, TENANT_LABELS } from "./labels";
import { type Needs, quota } from "./needs";

/** The namespace's Pod Security Standard, in the API server's own version, so that an upgrade changes nothing unseen. */
function podSecurity(fleet: Fleet, namespace: string): Record<string, string> {
  const standard = fleet.tenants.find((tenant) => tenant.namespace === namespace)?.podSecurity ?? "restricted";
  const version = `v${fleet.cluster.kubernetesVersion}`;
  return Object.fromEntries(
    ["enforce", "audit", "warn"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, standard],
      [`pod-security.kubernetes.io/${mode}-version`, version],
    ]),
  );
}

function denyAll(namespace: string): NetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "default-deny", namespace },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  };
}

function allowDns(fleet: Fleet, namespace: string): NetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "allow-dns", namespace },
    spec: {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ namespaceSelector: namespaceSelector(fleet.network.dnsNamespace) }],
          ports: [
            { port: 53, protocol: "UDP" },
            { port: 53, protocol: "TCP" },
          ],
        },
      ],
    },
  };
}

/** For a container that names no size of its own, so that the quota does not refuse an operator's helper pod. */
const SMALLEST = { cpu: "100m", memory: "256Mi" };

/** Everything that frames one namespace: pod security, quota, limits, accounts, and networks closed both ways. */
export function tenantObjects(
  fleet: Fleet,
  namespace: string,
  labels: Record<string, string>,
  accounts: readonly string[],
  needs: readonly Needs[],
): FrameObject[] {
  const account = (name: string): ServiceAccount => ({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace },
    automountServiceAccountToken: false,
  });
  return [
    {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: namespace, labels: { ...TENANT_LABELS, ...labels, ...podSecurity(fleet, namespace) } },
    },
    { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota", namespace }, spec: { hard: quota(needs) } },
    {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "limits", namespace },
      spec: { limits: [{ type: "Container", default: SMALLEST, defaultRequest: SMALLEST }] },
    },
    // Kubernetes' own, so that a pod that names no account, an operator's helper, has no token.
    ...["default", ...accounts].map(account),
    denyAll(namespace),
    allowDns(fleet, namespace),
  ];
}
