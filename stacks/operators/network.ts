import type { Fleet } from "../../fleet/fleet";
import { apiServer } from "../api-server";
import type { NetworkPolicy } from "../kubernetes/objects";
import { namespaceSelector, TENANT_LABELS } from "../labels";
import { PORTS as POSTGRES_PORTS } from "../postgres/places";
import type { Flow } from "../values";
import { BACKUP_PLUGIN, OPERATOR } from "./operators";

/** Ports of the operators, from their charts: webhooks, the plugin's gRPC, metrics. */
const PORTS = {
  operatorWebhook: 9443,
  operatorMetrics: 8080,
  plugin: 9090,
  certificatesWebhook: 10_250,
  certificatesMetrics: 9402,
} as const;

interface Opened {
  readonly name: string;
  readonly namespace: string;
  readonly pods: Record<string, string>;
  readonly ingress: readonly Flow[];
  readonly egress: readonly Flow[];
}

const ports = (flow: Flow) => flow.ports.map((port) => ({ port, protocol: "TCP" as const }));

function opened({ name, namespace, pods, ingress, egress }: Opened): NetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: {
      podSelector: Object.keys(pods).length === 0 ? {} : { matchLabels: pods },
      policyTypes: ["Ingress", "Egress"],
      ...(ingress.length === 0 ? {} : { ingress: ingress.map((flow) => ({ from: flow.peers, ports: ports(flow) })) }),
      egress: egress.map((flow) => ({ to: flow.peers, ports: ports(flow) })),
    },
  };
}

const named = (name: string) => ({ "app.kubernetes.io/name": name });

/** What the operators' pods may do in namespaces that are otherwise closed: their charts bring no policy for it. */
export function operatorPolicies(fleet: Fleet): NetworkPolicy[] {
  const { network } = fleet;
  // API servers, which ask webhooks, run on the nodes.
  const nodes = { ipBlock: { cidr: network.nodes } };
  const monitoring = { namespaceSelector: namespaceSelector(network.monitoringNamespace) };
  const pods = (name: string) => ({ podSelector: { matchLabels: named(name) } });
  const instances = { namespaceSelector: { matchLabels: TENANT_LABELS } };
  return [
    opened({
      name: OPERATOR,
      namespace: network.operatorNamespace,
      pods: named(OPERATOR),
      ingress: [
        { peers: [nodes], ports: [PORTS.operatorWebhook] },
        { peers: [monitoring], ports: [PORTS.operatorMetrics] },
      ],
      egress: [
        apiServer(fleet),
        { peers: [instances], ports: [POSTGRES_PORTS.status] },
        { peers: [pods(BACKUP_PLUGIN)], ports: [PORTS.plugin] },
      ],
    }),
    opened({
      name: BACKUP_PLUGIN,
      namespace: network.operatorNamespace,
      pods: named(BACKUP_PLUGIN),
      ingress: [{ peers: [pods(OPERATOR)], ports: [PORTS.plugin] }],
      egress: [apiServer(fleet)],
    }),
    opened({
      name: "cert-manager",
      namespace: network.certificatesNamespace,
      pods: {},
      ingress: [
        { peers: [nodes], ports: [PORTS.certificatesWebhook] },
        { peers: [monitoring], ports: [PORTS.certificatesMetrics] },
      ],
      egress: [apiServer(fleet)],
    }),
  ];
}
