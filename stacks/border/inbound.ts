import { type Fleet, liveShards, type Shard } from "../../fleet/fleet";
import { filesChecksum } from "../files";
import { ENDING } from "../haproxy/process";
import { namespaceSelector, selectorLabels, systemLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { routerHost, routerPeer } from "../router/router";
import { inboundFiles } from "./inbound-config";
import { BORDER_INBOUND, FEDERATION_PORT, INBOUND_METRICS_PORT } from "./places";
import type { BorderInboundValues } from "./values";

/** Three, one in each zone: without it no other server is heard. */
const REPLICAS = 3;

/** Half a core and 256 MiB: it reads heads and hands bytes on. Assumption. */
export const INBOUND_NEEDS: Needs = { milliCpu: 500, memoryMiB: 256, pods: REPLICAS, surge: 1, volumesGiB: [] };

/** Where the chart mounts its files. */
const FOLDER = "/etc/border-inbound";

/** Servers that may speak here, and shards that may be spoken to: a suspended perimeter's are neither. */
export function openings(fleet: Fleet): { origins: string[]; shards: Shard[] } {
  const origins = fleet.federation.peers.map(({ serverName }) => serverName);
  return { origins, shards: liveShards(fleet).filter(({ serverName }) => origins.includes(serverName)) };
}

/**
 * The inbound federation gateway: other servers' requests come by it, in the name of a declared server, to an open shard,
 * for a known endpoint. Another perimeter that opens or closes changes its objects and no shard's.
 */
export function borderInbound(fleet: Fleet): BorderInboundValues {
  const { shards, origins } = openings(fleet);
  const files = inboundFiles(
    { compute: INBOUND_NEEDS, origins, shards },
    {
      folder: FOLDER,
      federationPort: FEDERATION_PORT,
      metricsPort: INBOUND_METRICS_PORT,
      router: ({ namespace }) => `${routerHost(namespace)}:${FEDERATION_PORT}`,
    },
  );
  const routers = shards.map(({ namespace }) => routerPeer(namespace));
  return {
    labels: systemLabels(fleet, BORDER_INBOUND, "frontend"),
    selector: selectorLabels(BORDER_INBOUND),
    image: fleet.images.haproxy.reference,
    serviceAccount: BORDER_INBOUND,
    replicas: REPLICAS,
    resources: guaranteed(INBOUND_NEEDS),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    files,
    filesChecksum: filesChecksum(files),
    folder: FOLDER,
    ports: { federation: FEDERATION_PORT, metrics: INBOUND_METRICS_PORT },
    seconds: ENDING,
    networkPolicy: {
      ingress: [
        { peers: [{ namespaceSelector: namespaceSelector(fleet.edge.namespace) }], ports: [FEDERATION_PORT] },
        {
          peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }],
          ports: [INBOUND_METRICS_PORT],
        },
      ],
      egress: routers.length > 0 ? [{ peers: routers, ports: [FEDERATION_PORT] }] : [],
    },
  };
}
