import type { Compute } from "../../fleet/capacity";

/** PostgreSQL settings by name, each value as text, as CloudNativePG takes them. */
export type Parameters = Record<string, string>;

/** Synapse's pool per process: its own default of 5 to 10 (Synapse manual, database). */
export const CONNECTIONS_PER_PROCESS = 10;

/** Connections kept for the operator, replication and an operator's psql. Assumption. */
const SPARE_CONNECTIONS = 30;

/** Tuning from the instance's memory and the homeserver's processes; PostgreSQL's own defaults suit a laptop. */
export function postgresParameters({ memoryMiB }: Compute, processes: number): Parameters {
  const share = (part: number) => `${Math.floor(memoryMiB * part)}MB`;
  return {
    // Off site within five minutes even when nobody writes.
    archive_timeout: "5min",
    effective_cache_size: share(0.75),
    log_checkpoints: "on",
    log_lock_waits: "on",
    maintenance_work_mem: share(1 / 32),
    max_connections: String(processes * CONNECTIONS_PER_PROCESS + SPARE_CONNECTIONS),
    // PostgreSQL's manual recommends a quarter of memory on a dedicated server.
    shared_buffers: share(0.25),
    tcp_keepalives_count: "3",
    tcp_keepalives_idle: "10",
    tcp_keepalives_interval: "10",
    wal_compression: "on",
    work_mem: "16MB",
  };
}
