import { A, type Cases, HOUR, OF_A, type Series, since, still, WHOSE_A } from "./case";

/** Three instances as CloudNativePG shows them; the first is the primary unless none is. */
function instances(change: { up?: number; primary?: boolean; standbys?: number; lag?: number } = {}): Series {
  const { up = 3, primary = true, standbys = 2, lag = 0 } = change;
  return Object.assign(
    {},
    ...[1, 2, 3].map((number): Series => {
      const labels = `{${A},pod="postgres-${number}"}`;
      const leads = primary && number === 1;
      return {
        [`cnpg_collector_up${labels}`]: still(number <= up ? 1 : 0),
        [`cnpg_pg_replication_in_recovery${labels}`]: still(leads ? 0 : 1),
        [`cnpg_pg_replication_streaming_replicas${labels}`]: still(leads ? standbys : 0),
        [`cnpg_pg_replication_lag${labels}`]: still(leads ? 0 : lag),
      };
    }),
  );
}

const archiver = (seconds: number, ready: number): Series => ({
  ...instances(),
  [`cnpg_pg_stat_archiver_seconds_since_last_archival{${A},pod="postgres-1"}`]: still(seconds),
  [`cnpg_collector_pg_wal_archive_status{${A},pod="postgres-1",value="ready"}`]: still(ready),
  // A standby's are of no concern.
  [`cnpg_collector_pg_wal_archive_status{${A},pod="postgres-2",value="ready"}`]: still(100),
});

const backup = (secondsAgo: number): Series => ({
  [`barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${A},pod="postgres-1"}`]: since(secondsAgo),
});

const walVolume = (left: number): Series => {
  const labels = '{namespace="tchap-a",persistentvolumeclaim="postgres-1-wal",node="data-1"}';
  return {
    ...WHOSE_A,
    [`kubelet_volume_stats_available_bytes${labels}`]: still(left),
    [`kubelet_volume_stats_capacity_bytes${labels}`]: still(100),
  };
};

const connections = (used: number): Series => ({
  [`cnpg_backends_total{${A},pod="postgres-1",state="active"}`]: still(used - 10),
  [`cnpg_backends_total{${A},pod="postgres-1",state="idle"}`]: still(10),
  [`cnpg_pg_settings_setting{${A},pod="postgres-1",name="max_connections"}`]: still(200),
});

const transaction = (seconds: number): Series => ({
  [`cnpg_backends_max_tx_duration_seconds{${A},pod="postgres-1",state="active"}`]: still(seconds),
});

const ids = (age: number): Series => ({
  [`cnpg_pg_database_xid_age{${A},pod="postgres-1",datname="homeserver"}`]: still(age),
});

const DECLARED: Series = { [`tchap:system:info{${A},system="postgres"}`]: still(1) };

export const POSTGRES_CASES: Cases = {
  PostgresWithoutPrimary: {
    fires: { ...DECLARED, ...instances({ primary: false }) },
    labels: OF_A,
    silent: { ...DECLARED, ...instances() },
  },
  PostgresWithoutQuorum: {
    fires: instances({ standbys: 0 }),
    labels: { ...OF_A, pod: "postgres-1" },
    silent: instances({ standbys: 1 }),
  },
  PostgresInstanceMissing: { fires: instances({ up: 2 }), labels: OF_A, silent: instances() },
  PostgresStandbyBehind: {
    fires: instances({ lag: 61 }),
    labels: [
      { ...OF_A, pod: "postgres-2" },
      { ...OF_A, pod: "postgres-3" },
    ],
    silent: instances({ lag: 59 }),
  },
  // Nothing archived since it was promoted, which is -1, and segments pile up.
  ArchivingLate: { fires: archiver(-1, 21), labels: OF_A, silent: archiver(200, 3) },
  BackupOld: { fires: backup(36 * HOUR), labels: OF_A, silent: backup(30 * HOUR), at: "3h" },
  WalVolumeFills: {
    fires: walVolume(39),
    labels: { ...OF_A, persistentvolumeclaim: "postgres-1-wal", node: "data-1" },
    silent: walVolume(50),
  },
  PostgresConnectionsShort: {
    fires: connections(181),
    labels: { ...OF_A, pod: "postgres-1" },
    silent: connections(170),
  },
  TransactionStaysOpen: {
    fires: transaction(3601),
    labels: { ...OF_A, pod: "postgres-1" },
    silent: transaction(3000),
  },
  TransactionIdsRunOut: { fires: ids(1_000_000_001), labels: OF_A, silent: ids(200_000_000) },
};
