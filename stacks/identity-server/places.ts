import { IDENTITY_SERVER_NAMESPACE } from "../../fleet/fleet";
import { namespaceSelector, selectorLabels } from "../labels";

/** Name of the system, of its Deployment, Service, ConfigMap and account: Sydent, the branch that Tchap runs. */
export const IDENTITY_SERVER = "identity-server";

/** What routers ask, and what monitoring reads of the sidecar: Sydent itself has no metrics. */
export const PORTS = { public: 8090, metrics: 9103 } as const;

/** Where routers find it. */
export const IDENTITY_SERVER_HOST = `${IDENTITY_SERVER}.${IDENTITY_SERVER_NAMESPACE}.svc.cluster.local`;

/** Its pod, as a neighbour in another namespace sees it. */
export function identityServerPeer() {
  return {
    namespaceSelector: namespaceSelector(IDENTITY_SERVER_NAMESPACE),
    podSelector: { matchLabels: selectorLabels(IDENTITY_SERVER) },
  };
}

/** Where the chart mounts things in its pod; the configuration names the same paths. */
export const PATHS = {
  config: "/etc/identity-server",
  /** The configuration with its secrets, in memory. */
  secretConfig: "/run/identity-server",
  signingKey: "/run/secrets/signing-key",
  mailRelay: "/run/secrets/mail-relay",
  backupStore: "/run/secrets/backup-store",
  data: "/var/lib/identity-server",
  /** Where the sidecar makes its copy. */
  work: "/var/tmp/bindings-backup",
} as const;

/** The database: SQLite, Sydent knows no other. */
export const DATABASE_FILE = `${PATHS.data}/sydent.db`;
