/** Where the chart mounts things in a homeserver's pods; the configuration names the same paths. */
export const PATHS = {
  config: "/etc/synapse",
  workerConfig: "/etc/synapse-worker",
  signingKey: "/run/secrets/signing-key",
  sharedKeys: "/run/secrets/shared-keys",
  database: "/run/secrets/database",
  databaseAuthority: "/run/secrets/database-authority",
  mailRelay: "/run/secrets/mail-relay",
  replication: "/run/secrets/replication",
  turn: "/run/secrets/turn",
  redisClient: "/run/secrets/redis-client",
  pepper: "/run/secrets/pepper",
  proconnectClient: "/run/secrets/proconnect-client",
  authenticationLink: "/run/secrets/authentication-link",
  /** libpq refuses a password file that a group may read, which a Secret's volume always lets it. */
  passfile: "/run/passfile/pgpass",
  /** The blocks of homeserver.yaml that hold a secret for which Synapse has no path option. */
  secretSettings: "/run/settings/secrets.yaml",
  media: "/media",
  mediaStore: "/run/secrets/media-store",
  upkeep: "/etc/upkeep",
  restoreGate: "/etc/restore-gate",
} as const;

/** Name of the system, of its main process' StatefulSet, Service and ConfigMap. */
export const HOMESERVER = "homeserver";

/** Every Synapse process listens alike, each in a pod of its own. */
export const CLIENT_PORT = 8008;
export const REPLICATION_PORT = 9093;
export const METRICS_PORT = 9001;

/** Where what runs beside the process that owns the media volume shows its figures. */
export const UPKEEP_METRICS_PORT = 9101;

/** Label that tells the processes of a homeserver apart: `main`, or the role of a worker. */
export const PROCESS_LABEL = "app.kubernetes.io/component";
export const MAIN = "main";

/** Stable name of one process in the cluster's DNS; its headless Service has the name of its StatefulSet. */
export function processHost(namespace: string, service: string, pod: string): string {
  return `${pod}.${service}.${namespace}.svc.cluster.local`;
}

/** The largest file that an agent may send, in MiB. Assumption: Tchap's own limit is not public. */
export const UPLOAD_MIB = 100;
