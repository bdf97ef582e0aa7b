import { MEDIA_STORE_NAMESPACE } from "../../fleet/fleet";
import { namespaceSelector, selectorLabels } from "../labels";

/** Name of the system, of its Service and of what selects all its nodes: Garage. */
export const MEDIA_STORE = "media-store";

/** What knows the nodes to each other and makes buckets, and what copies files to the second site. */
export const MEDIA_STORE_SETUP = "media-store-setup";
export const MEDIA_COPY = "media-copy";

/** Headless Service that names each node. */
export const NODES_SERVICE = "media-store-nodes";

/** S3, between the nodes, and administration with metrics. */
export const PORTS = { s3: 3900, rpc: 3901, admin: 3903 } as const;

/** Where S3 answers inside the cluster. Plain HTTP: Garage has no TLS, and network policies say who reaches it. */
export const MEDIA_STORE_ENDPOINT = `http://${MEDIA_STORE}.${MEDIA_STORE_NAMESPACE}.svc.cluster.local:${PORTS.s3}`;

/** The region that requests are signed for: Garage's usual name of its own. */
export const MEDIA_STORE_REGION = "garage";

/** The nodes, as a neighbour in another namespace sees them. */
export function mediaStorePeer() {
  return {
    namespaceSelector: namespaceSelector(MEDIA_STORE_NAMESPACE),
    podSelector: { matchLabels: selectorLabels(MEDIA_STORE) },
  };
}

/** Where the charts mount things in pods of this namespace; the configuration names the same paths. */
export const PATHS = {
  config: "/etc/media-store",
  metadata: "/var/lib/media-store/metadata",
  data: (index: number) => `/var/lib/media-store/data-${index}`,
  rpcSecret: "/run/secrets/rpc",
  adminToken: "/run/secrets/admin",
  metricsToken: "/run/secrets/metrics",
  keys: (secret: string) => `/run/secrets/keys/${secret}`,
  copyConfig: "/etc/media-copy",
  copySource: "/run/secrets/source",
  copyTarget: "/run/secrets/target",
} as const;
