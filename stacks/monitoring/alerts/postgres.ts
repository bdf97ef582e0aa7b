import { PARAMETERS } from "../../../fleet/capacity/parameters";
import type { Fleet } from "../../../fleet/fleet";
import { hours, PER_SHARD, type RuleGroup, WHOSE } from "../rules";

/** Seconds that a standby may be behind: it answers nobody, but is the next primary. Assumption. */
const LAG_SECONDS = 60;

/** Segments of 16 MiB ready to be sent: more than the burst between two looks. Assumption. */
const SEGMENTS_WAITING = 20;

/** Hours: a night and half a day, so that one failed night is told before the second. Assumption. */
const BACKUP_HOURS = 36;

/** What is left of the log's volume: half is kept for a standby that is away, so less than this is not archived. */
const WAL_LEFT = 0.4;

/** Share of connections in use: Synapse's processes wait for one beyond it. Assumption. */
const CONNECTIONS_USED = 0.9;

/** Half of the two thousand million transactions after which PostgreSQL stops to protect itself. */
const TRANSACTION_IDS = 1_000_000_000;

/** Seconds: nothing of ours keeps a transaction open for an hour; vacuum waits for it. Assumption. */
const TRANSACTION_SECONDS = 3600;

const primary = "on (namespace, pod) cnpg_pg_replication_in_recovery == 0";

/** PostgreSQL: whether it writes, how safe what it wrote is, and what will stop it. */
export function postgresRules({ restore }: Pick<Fleet, "restore">): RuleGroup {
  const rpoSeconds = restore.rpoMinutes * 60;
  return {
    name: "postgres",
    system: "postgres",
    alerts: [
      {
        alert: "PostgresWithoutPrimary",
        severity: "critical",
        expr: 'tchap:system:info{system="postgres"} unless on (namespace) (cnpg_pg_replication_in_recovery == 0)',
        for: "2m",
        summary: "No database of {{ $labels.shard }} takes writes",
        description:
          "No instance of PostgreSQL in {{ $labels.namespace }} says that it is the primary: the shard is down.",
        runbook: "postgres-primary-lost",
      },
      {
        alert: "PostgresWithoutQuorum",
        severity: "critical",
        expr: `cnpg_pg_replication_streaming_replicas == 0 and ${primary}`,
        for: "2m",
        summary: "The database of {{ $labels.shard }} waits for a standby",
        description:
          "No standby follows {{ $labels.pod }} in {{ $labels.namespace }}: commits wait, by intent. Bring one back.",
        runbook: "postgres-primary-lost",
      },
      {
        alert: "PostgresInstanceMissing",
        severity: "warning",
        expr: `count by (${PER_SHARD}) (cnpg_collector_up == 1) < ${PARAMETERS.instances.value}`,
        for: "15m",
        summary: "An instance of the database of {{ $labels.shard }} is missing",
        description: `Fewer than ${PARAMETERS.instances.value} instances of PostgreSQL run in {{ $labels.namespace }}: one more loss stops writes.`,
        runbook: "postgres-primary-lost",
      },
      {
        alert: "PostgresStandbyBehind",
        severity: "warning",
        expr: `max by (${PER_SHARD}, pod) (cnpg_pg_replication_lag) > ${LAG_SECONDS}`,
        for: "10m",
        summary: "A standby of {{ $labels.shard }} is behind",
        description: `{{ $labels.pod }} in {{ $labels.namespace }} is more than ${LAG_SECONDS} s behind the primary.`,
        runbook: "database-slow",
      },
      {
        alert: "ArchivingLate",
        severity: "critical",
        expr:
          `max by (${PER_SHARD}) (cnpg_pg_stat_archiver_seconds_since_last_archival) > ${rpoSeconds} or ` +
          `max by (${PER_SHARD}) (cnpg_collector_pg_wal_archive_status{value="ready"} and ${primary}) > ${SEGMENTS_WAITING}`,
        for: "5m",
        summary: "The log of the database of {{ $labels.shard }} does not leave the site",
        description: `The log of {{ $labels.namespace }} was not archived for more than ${restore.rpoMinutes} minutes, or piles up: a lost site would now cost more than promised.`,
        runbook: "backup-not-arriving",
      },
      {
        alert: "BackupOld",
        severity: "critical",
        expr: `time() - max by (${PER_SHARD}) (barman_cloud_cloudnative_pg_io_last_available_backup_timestamp) > ${hours(BACKUP_HOURS)}`,
        for: "1h",
        summary: "{{ $labels.shard }} has no recent base backup",
        description: `The last base backup of {{ $labels.namespace }} is older than ${BACKUP_HOURS} hours, or there is none.`,
        runbook: "backup-not-arriving",
      },
      {
        alert: "WalVolumeFills",
        severity: "critical",
        expr:
          'kubelet_volume_stats_available_bytes{persistentvolumeclaim=~"postgres-[0-9]+-wal"} / ' +
          `kubelet_volume_stats_capacity_bytes ${WHOSE} < ${WAL_LEFT}`,
        for: "5m",
        summary: "The log of the database of {{ $labels.shard }} fills its volume",
        description:
          "{{ $labels.persistentvolumeclaim }} in {{ $labels.namespace }} holds more than standbys need: the log is not archived, and the database stops when it is full.",
        runbook: "disk-full",
      },
      {
        alert: "PostgresConnectionsShort",
        severity: "warning",
        expr:
          `sum by (${PER_SHARD}, pod) (cnpg_backends_total) / on (${PER_SHARD}, pod) ` +
          `cnpg_pg_settings_setting{name="max_connections"} > ${CONNECTIONS_USED}`,
        for: "10m",
        summary: "The database of {{ $labels.shard }} runs out of connections",
        description: "Nine tenths of the connections of {{ $labels.pod }} in {{ $labels.namespace }} are in use.",
        runbook: "database-slow",
      },
      {
        alert: "TransactionStaysOpen",
        severity: "warning",
        expr: `max by (${PER_SHARD}, pod) (cnpg_backends_max_tx_duration_seconds) > ${TRANSACTION_SECONDS}`,
        for: "10m",
        summary: "A transaction of {{ $labels.shard }} does not end",
        description:
          "A transaction on {{ $labels.pod }} in {{ $labels.namespace }} is open for an hour: nothing is vacuumed.",
        runbook: "database-slow",
      },
      {
        alert: "TransactionIdsRunOut",
        severity: "critical",
        expr: `max by (${PER_SHARD}) (cnpg_pg_database_xid_age) > ${TRANSACTION_IDS}`,
        for: "10m",
        summary: "The database of {{ $labels.shard }} runs out of transaction ids",
        description: "Vacuum does not keep up in {{ $labels.namespace }}: half of all transaction ids are used.",
        runbook: "database-slow",
      },
    ],
  };
}
