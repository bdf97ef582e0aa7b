import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { AUTHENTICATION, PORTS } from "../authentication/places";
import { filesChecksum } from "../files";
import { CLIENT_PORT, HOMESERVER, processHost } from "../homeserver/places";
import { namespaceSelector, selectorLabels, shardLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import type { Flow } from "../values";
import type { Addresses } from "./backends";
import { METRICS_PORT, PUBLIC_PORT, routerFiles, STOP_SECONDS } from "./config";
import type { RouterValues } from "./values";

export const ROUTER = "router";

/** Three, one in each zone: nothing of a shard is reached without it. */
const REPLICAS = 3;

/** Where the chart mounts its files. */
const FOLDER = "/etc/router";

/** Seconds until every node knows that a pod no longer takes requests. Assumption. */
const DRAIN_SECONDS = 5;
/** Seconds above the others, so that HAProxy ends by itself. Assumption. */
const MARGIN_SECONDS = 10;

export function routerNeeds(shard: Shard): Needs {
  return { ...shard.capacity.router, pods: REPLICAS, surge: 1, volumesGiB: [] };
}

function inCluster(namespace: string): Addresses {
  return {
    process: (service, pod) => `${processHost(namespace, service, pod)}:${CLIENT_PORT}`,
    authentication: `${AUTHENTICATION}.${namespace}.svc.cluster.local:${PORTS.web}`,
  };
}

function flows(fleet: Fleet, perimeter: Perimeter): RouterValues["networkPolicy"] {
  const system = (name: string) => ({ podSelector: { matchLabels: selectorLabels(name) } });
  const authentication: Flow = { peers: [system(AUTHENTICATION)], ports: [PORTS.web] };
  return {
    ingress: [
      { peers: [{ namespaceSelector: namespaceSelector(fleet.edge.namespace) }], ports: [PUBLIC_PORT] },
      { peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }], ports: [METRICS_PORT] },
    ],
    egress: [
      { peers: [system(HOMESERVER)], ports: [CLIENT_PORT] },
      ...(perimeter.features.signIn === "mas" ? [authentication] : []),
    ],
  };
}

/** The request router of one shard: the only thing that the edge speaks to. */
export function router(fleet: Fleet, perimeter: Perimeter, shard: Shard): RouterValues {
  const { topology, router: compute } = shard.capacity;
  const { longPollSeconds } = fleet.edge;
  const files = routerFiles(
    { shard, signIn: perimeter.features.signIn, topology, compute, longPollSeconds },
    { folder: FOLDER, publicPort: PUBLIC_PORT, metricsPort: METRICS_PORT, addresses: inCluster(shard.namespace) },
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
    ports: { public: PUBLIC_PORT, metrics: METRICS_PORT },
    seconds: { drain: DRAIN_SECONDS, stop: DRAIN_SECONDS + STOP_SECONDS + MARGIN_SECONDS },
    networkPolicy: flows(fleet, perimeter),
  };
}
