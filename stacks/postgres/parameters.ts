import type { Compute } from "../../fleet/capacity/shard";

/** PostgreSQL settings by name, each value as text, as CloudNativePG takes them. */
export type Parameters = Record<string, string>;

/** Tuning from the instance's memory and the connection budget of its shard; PostgreSQL's own defaults suit a laptop. */
export function postgresParameters({ memoryMiB }: Compute, connections: number): Parameters {
  const share = (part: number) => `${Math.floor(memoryMiB * part)}MB`;
  return {
    // Off site within five minutes even when nobody writes.
    archive_timeout: "5min",
    effective_cache_size: share(0.75),
    log_checkpoints: "on",
    log_lock_waits: "on",
    maintenance_work_mem: share(1 / 32),
    max_connections: String(connections),
    // PostgreSQL's manual recommends a quarter of memory on a dedicated server.
    shared_buffers: share(0.25),
    tcp_keepalives_count: "3",
    tcp_keepalives_idle: "10",
    tcp_keepalives_interval: "10",
    wal_compression: "on",
    work_mem: "16MB",
  };
}
