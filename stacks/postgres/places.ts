/** Name of the database and of its owner. */
export const DATABASE = "homeserver";

/** Name of the authentication service's database and of its owner, in the same cluster: one point in time for both. */
export const AUTHENTICATION_DATABASE = "authentication";

export const PORTS = {
  database: 5432,
  /** Status and control of CloudNativePG's instance manager. */
  status: 8000,
  metrics: 9187,
} as const;

/** Pods of a CloudNativePG cluster, by the label that the operator sets. */
export function postgresSelector(cluster: string) {
  return { matchLabels: { "cnpg.io/cluster": cluster } };
}
