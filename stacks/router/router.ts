import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { AUTHENTICATION, PORTS } from "../authentication/places";
import { borderInboundPeer, FEDERATION_PORT } from "../border/places";
import { CONTENT_SCANNER, contentScannerPeer, PORTS as SCANNER_PORTS } from "../content-scanner/places";
import { filesChecksum } from "../files";
import { ENDING } from "../haproxy/process";
import { CLIENT_PORT, HOMESERVER, processHost } from "../homeserver/places";
import { PORTS as IDENTITY_PORTS, IDENTITY_SERVER_HOST, identityServerPeer } from "../identity-server/places";
import { namespaceSelector, selectorLabels, shardLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import type { Flow } from "../values";
import type { Addresses } from "./backends";
import { METRICS_PORT, PUBLIC_PORT, routerFiles } from "./config";
import { limitsOf } from "./limits";
import type { RouterValues } from "./values";

export const ROUTER = "router";

/** Three, one in each zone: nothing of a shard is reached without it. */
const REPLICAS = 3;

/** Where the chart mounts its files. */
const FOLDER = "/etc/router";

export function routerNeeds(shard: Shard): Needs {
  return { ...shard.capacity.router, pods: REPLICAS, surge: 1, volumesGiB: [] };
}

function inCluster(namespace: string): Addresses {
  return {
    process: (service, pod) => `${processHost(namespace, service, pod)}:${CLIENT_PORT}`,
    authentication: `${AUTHENTICATION}.${namespace}.svc.cluster.local:${PORTS.web}`,
    identityServer: `${IDENTITY_SERVER_HOST}:${IDENTITY_PORTS.public}`,
    contentScanner: `${CONTENT_SCANNER}.${namespace}.svc.cluster.local:${SCANNER_PORTS.scan}`,
  };
}

/** Its own name in the cluster. */
export function routerHost(namespace: string): string {
  return `${ROUTER}.${namespace}.svc.cluster.local`;
}

/** A shard's routers, as a neighbour in another namespace sees them. */
export function routerPeer(namespace: string) {
  return {
    namespaceSelector: namespaceSelector(namespace),
    podSelector: { matchLabels: selectorLabels(ROUTER) },
  };
}

function flows(fleet: Fleet, perimeter: Perimeter, shard: Shard): RouterValues["networkPolicy"] {
  const system = (name: string) => ({ podSelector: { matchLabels: selectorLabels(name) } });
  const authentication: Flow = { peers: [system(AUTHENTICATION)], ports: [PORTS.web] };
  const federation: Flow = { peers: [borderInboundPeer()], ports: [FEDERATION_PORT] };
  const apart = shard.namespace === shard.restoreNamespace;
  return {
    ingress: [
      {
        peers: [{ namespaceSelector: namespaceSelector(fleet.edge.namespace) }, contentScannerPeer()],
        ports: [PUBLIC_PORT],
      },
      // No other server may hear of a shard that is restored apart.
      ...(apart ? [] : [federation]),
      { peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }], ports: [METRICS_PORT] },
    ],
    egress: [
      { peers: [system(HOMESERVER)], ports: [CLIENT_PORT] },
      // Its bindings lead to the shard that runs.
      ...(apart ? [] : [{ peers: [identityServerPeer()], ports: [IDENTITY_PORTS.public] }]),
      { peers: [contentScannerPeer()], ports: [SCANNER_PORTS.scan] },
      ...(perimeter.features.signIn === "mas" ? [authentication] : []),
    ],
  };
}

/** The request router of one shard: all that clients ask comes by the edge, and all that other servers ask by the border. */
export function router(fleet: Fleet, perimeter: Perimeter, shard: Shard): RouterValues {
  const { topology, router: compute } = shard.capacity;
  const { longPollSeconds } = fleet.edge;
  const files = routerFiles(
    { shard, signIn: perimeter.features.signIn, topology, compute, limits: limitsOf(shard), longPollSeconds },
    {
      folder: FOLDER,
      publicPort: PUBLIC_PORT,
      federationPort: FEDERATION_PORT,
      metricsPort: METRICS_PORT,
      name: routerHost(shard.namespace),
      addresses: inCluster(shard.namespace),
    },
  );
  return {
    labels: shardLabels(fleet, shard, ROUTER, "frontend"),
    selector: selectorLabels(ROUTER),
    image: fleet.images.haproxy.reference,
    serviceAccount: ROUTER,
    replicas: REPLICAS,
    resources: guaranteed(compute),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    files,
    filesChecksum: filesChecksum(files),
    folder: FOLDER,
    ports: { public: PUBLIC_PORT, federation: FEDERATION_PORT, metrics: METRICS_PORT },
    seconds: ENDING,
    networkPolicy: flows(fleet, perimeter, shard),
  };
}
