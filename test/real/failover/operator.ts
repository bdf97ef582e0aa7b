import type { ClusterSpec } from "../databases";

/*
 * What CloudNativePG 1.30.0 decides, in its own terms; the functions name the source that they follow. Its reading of
 * the objects, its leases and its waiting are level 2's.
 */

/** `synchronous` of a Cluster, with the names that the operator fills in. */
export type Synchronous = NonNullable<ClusterSpec["postgresql"]["synchronous"]>;

/**
 * Value of synchronous_standby_names: every instance, the primary last, which never answers itself
 * (pkg/postgres/replication/explicit.go, explicitSynchronousStandbyNamesDataDurabilityRequired).
 */
export function synchronousStandbyNames({ method, number }: Synchronous, standbys: string[], primary: string): string {
  const names = [...[...standbys].sort(), primary].map((name) => `"${name}"`);
  return `${method.toUpperCase()} ${number} (${names.join(",")})`;
}

/** How far a standby has come, in bytes of WAL. */
export interface Standby {
  readonly name: string;
  readonly received: bigint;
  readonly replayed: bigint;
}

/** The query by which the operator asks a standby (pkg/management/postgres/probes.go, fillStatusFromReplica). */
export const STANDBY_QUERY = `select coalesce(pg_last_wal_receive_lsn(), '0/0') - '0/0'::pg_lsn,
  coalesce(pg_last_wal_replay_lsn(), '0/0') - '0/0'::pg_lsn, (select count(*) from pg_stat_wal_receiver)`;

const most = (a: bigint, b: bigint) => (b > a ? b : a);

/** A standby from its answer; undefined while it still receives, for which the operator waits. */
export function standbyFrom(name: string, answer: string): Standby | undefined {
  const [received = 0n, replayed = 0n, receivers] = answer.split("|").map(BigInt);
  // What is replayed was received, whatever the two functions say between two moments.
  return receivers === 0n ? { name, received: most(received, replayed), replayed } : undefined;
}

const descending = (a: bigint, b: bigint) => (a < b ? 1 : a > b ? -1 : 0);

/** The standbys, most advanced first (pkg/postgres/status.go, PostgresqlStatusList.Less). */
export function byAdvance(standbys: readonly Standby[]): Standby[] {
  return [...standbys].sort(
    (a, b) => descending(a.received, b.received) || descending(a.replayed, b.replayed) || (a.name < b.name ? -1 : 1),
  );
}

/**
 * Whether some standby that can be promoted surely holds every acknowledged commit: R + W > N, where N counts the names
 * without the primary's (internal/controller/replicas_quorum.go, evaluateQuorumCheckWithStatus; and
 * internal/management/controller/instance_sync.go, which leaves the primary out).
 */
export function hasQuorum({ number }: Synchronous, named: readonly string[], promotable: readonly Standby[]): boolean {
  const reachable = named.filter((name) => promotable.some((standby) => standby.name === name));
  return reachable.length + number > named.length;
}
