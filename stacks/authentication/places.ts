/** Name of the system, of its Deployment, Service and ConfigMap: Matrix Authentication Service, MAS. */
export const AUTHENTICATION = "authentication";

/** Where the chart mounts things in its pods; the configuration names the same paths. */
export const PATHS = {
  config: "/etc/authentication",
  databasePassword: "/run/secrets/database",
  databaseAuthority: "/run/secrets/database-authority",
  keys: "/run/secrets/keys",
  homeserverLink: "/run/secrets/homeserver-link",
  proconnectClient: "/run/secrets/proconnect-client",
  adminClient: "/run/secrets/admin-client",
} as const;

/**
 * Three listeners, so that a network policy can tell them apart: what the router may reach, what may change any
 * account, and what monitoring reads.
 */
export const PORTS = { web: 8080, admin: 8081, metrics: 9001 } as const;

/** Three, one in each zone: without it, within two minutes nobody of the shard is let in any more. */
export const REPLICAS = 3;

/** Pods above the replicas while one is replaced. */
export const SURGE = 1;

/** Connections to PostgreSQL of one pod: MAS' own default (docs/reference/configuration.md, database). */
export const CONNECTIONS_PER_POD = 10;

/** The client that may use the admin API: what expires accounts. A ULID, as MAS asks; permanent. */
export const ADMIN_CLIENT_ID = "01K0ACC0VNTEXP1RY000000000";

/** Where the admin API answers, inside the shard's namespace only. */
export function adminEndpoint(namespace: string): string {
  return `http://${AUTHENTICATION}.${namespace}.svc.cluster.local:${PORTS.admin}`;
}
