import { CHOSEN, curve, type Dashboard } from "./dashboard";

/** The databases: who is the primary, how far behind the others are, and whether what is written leaves the site. */
export const POSTGRES: Dashboard = {
  uid: "tchap-postgres",
  title: "Tchap: databases",
  perShard: true,
  panels: [
    curve(
      "Standbys that follow the primary",
      { unit: "short" },
      { expr: `max by (shard) (cnpg_pg_replication_streaming_replicas{${CHOSEN}})`, legend: "{{shard}}" },
    ),
    curve(
      "Behind the primary",
      { unit: "s" },
      { expr: `cnpg_pg_replication_lag{${CHOSEN}}`, legend: "{{namespace}} {{pod}}" },
    ),
    curve(
      "Since the log was last archived",
      { unit: "s" },
      { expr: `max by (shard) (cnpg_pg_stat_archiver_seconds_since_last_archival{${CHOSEN}})`, legend: "{{shard}}" },
    ),
    curve(
      "Segments that could not be archived, an hour",
      { unit: "short" },
      { expr: `sum by (shard) (increase(cnpg_pg_stat_archiver_failed_count{${CHOSEN}}[1h]))`, legend: "{{shard}}" },
    ),
    curve(
      "Segments that wait to be archived",
      { unit: "short" },
      { expr: `max by (shard) (cnpg_collector_pg_wal_archive_status{value="ready",${CHOSEN}})`, legend: "{{shard}}" },
    ),
    curve(
      "Age of the base backup",
      { unit: "s" },
      {
        expr: `time() - max by (shard) (barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${CHOSEN}} > 0)`,
        legend: "{{shard}}",
      },
    ),
    curve(
      "Transactions, a second",
      { unit: "short" },
      {
        expr: `sum by (shard) (rate(cnpg_pg_stat_database_xact_commit{datname="homeserver",${CHOSEN}}[5m]))`,
        legend: "{{shard}}",
      },
    ),
    curve(
      "Connections",
      { unit: "short" },
      { expr: `sum by (shard, pod) (cnpg_backends_total{${CHOSEN}})`, legend: "{{shard}} {{pod}}" },
    ),
    curve(
      "Longest transaction",
      { unit: "s" },
      { expr: `max by (shard) (cnpg_backends_max_tx_duration_seconds{${CHOSEN}})`, legend: "{{shard}}" },
    ),
    curve(
      "Size of databases",
      { unit: "bytes" },
      { expr: `max by (shard, datname) (cnpg_pg_database_size_bytes{${CHOSEN}})`, legend: "{{shard}} {{datname}}" },
    ),
    curve(
      "Restore drill: time to restore, and what it lacked",
      { unit: "s" },
      { expr: `tchap_restore_drill_rto_seconds{${CHOSEN}}`, legend: "{{shard}} restored in" },
      { expr: `tchap_restore_drill_rpo_seconds{${CHOSEN}}`, legend: "{{shard}} lacked" },
    ),
  ],
};
