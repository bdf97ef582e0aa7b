import { BORDER_NAMESPACE, type Fleet, type Shard } from "../../fleet/fleet";
import { edge } from "../edge/edge";
import { toEdgePods } from "../edge/flows";
import { EDGE } from "../edge/places";
import { filesChecksum } from "../files";
import { namespaceSelector, selectorLabels, systemLabels, TENANT_LABELS } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { type Release, TIMEOUT_SECONDS } from "../release";
import type { Flow } from "../values";
import { borderList, PROXY_PORT, squidConfig } from "./config";
import { borderInbound, INBOUND_NEEDS } from "./inbound";
import { BORDER_INBOUND } from "./places";
import type { BorderValues } from "./values";

const BORDER = "border";

/** Where pods inside find the egress proxy. */
export const BORDER_PROXY = {
  port: PROXY_PORT,
  url: `http://${BORDER}.${BORDER_NAMESPACE}.svc.cluster.local:${PROXY_PORT}`,
  /** What is in the cluster is asked directly. */
  except: "localhost,127.0.0.1,.svc,.svc.cluster.local",
} as const;

/** The proxy's pods, as a neighbour sees them. */
export function borderPeer() {
  return {
    namespaceSelector: namespaceSelector(BORDER_NAMESPACE),
    podSelector: { matchLabels: selectorLabels(BORDER) },
  };
}

/** A shard's way out through the proxy; none where it is restored apart from all that runs. */
export function wayOut({ namespace, restoreNamespace }: Shard): Flow[] {
  return namespace === restoreNamespace ? [] : [{ peers: [borderPeer()], ports: [PROXY_PORT] }];
}

/** Three, one in each zone: without it no shard federates and nobody signs in. */
const REPLICAS = 3;

/** Link-local addresses (RFC 3927): cloud platforms answer instance metadata there. */
const LINK_LOCAL = "169.254.0.0/16";

/** Half a core and 512 MiB: it forwards bytes and keeps nothing. Assumption. */
const NEEDS: Needs = { milliCpu: 500, memoryMiB: 512, pods: REPLICAS, surge: 1, volumesGiB: [] };

/** What crosses the border: out by the proxy, whose list is the declaration, and in by the gateway for federation. */
export function border(fleet: Fleet): Release {
  const files = { "squid.conf": squidConfig(fleet.destinations, fleet.network.pods) };
  const ports = [...new Set(borderList(fleet.destinations).map(({ port }) => port))].sort((a, b) => a - b);
  const shards: Flow = { peers: [{ namespaceSelector: { matchLabels: TENANT_LABELS } }], ports: [PROXY_PORT] };
  const outside = {
    cidr: "0.0.0.0/0",
    except: [fleet.network.pods, fleet.network.services, fleet.network.nodes, LINK_LOCAL],
  };
  // Public hosts of ours are asked by their public addresses too.
  const egress: Flow[] = ports.length > 0 ? [{ peers: [{ ipBlock: outside }], ports }, toEdgePods(fleet)] : [];
  const values: BorderValues = {
    border: {
      labels: systemLabels(fleet, BORDER, "backend"),
      selector: selectorLabels(BORDER),
      image: fleet.images.squid.reference,
      serviceAccount: BORDER,
      replicas: REPLICAS,
      resources: guaranteed(NEEDS),
      nodeSelector: poolSelector(fleet, "serving"),
      priorityClass: PRIORITY_CLASSES.serving,
      files,
      filesChecksum: filesChecksum(files),
      port: PROXY_PORT,
      networkPolicy: { ingress: [shards], egress },
    },
    borderInbound: borderInbound(fleet),
    edge: edge(fleet, BORDER_NAMESPACE, systemLabels(fleet, EDGE, "frontend")),
  };
  return {
    name: BORDER,
    namespace: BORDER_NAMESPACE,
    chart: "border",
    values,
    wait: true,
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [NEEDS, INBOUND_NEEDS],
    accounts: [BORDER, BORDER_INBOUND],
  };
}
