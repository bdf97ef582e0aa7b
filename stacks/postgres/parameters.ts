import type { Compute } from "../../fleet/capacity/shard";

/** PostgreSQL settings by name, each value as text, as CloudNativePG takes them. */
export type Parameters = Record<string, string>;

/** What the settings follow from. */
export interface Instance extends Compute {
  /** Volume of the write-ahead log, in GiB. */
  readonly walGiB: number;
  /** Connections that all who may run hold together. */
  readonly connections: number;
  /** How much of the newest a restore from the other site may lack. */
  readonly rpoMinutes: number;
}

/** Gibibytes of log between two checkpoints at most: replayed in three minutes at 100 MB/s after a crash. Assumption. */
const CHECKPOINT_MOST_GIB = 16;

/** Cores for which one more process vacuums; PostgreSQL's own default, three, is the least. Assumption. */
const CORES_PER_VACUUM = 4;

/** Half of what may be lost, the other half is for sending a segment; never more than CloudNativePG's five minutes. */
function archiveSeconds({ rpoMinutes }: Instance): number {
  return Math.min(300, rpoMinutes * 30);
}

function logSizes({ walGiB }: Instance): Parameters {
  const megabytes = (gibibytes: number) => Math.floor(gibibytes * 1024);
  const most = Math.min(megabytes(walGiB / 4), megabytes(CHECKPOINT_MOST_GIB));
  return {
    // A quarter of an hour: fewer whole pages in the log than with the default of five minutes.
    checkpoint_timeout: "15min",
    max_wal_size: `${most}MB`,
    // Half of its volume: a standby that is away longer is made anew, and the log never fills the volume for it. The
    // rest takes what is not archived while the backup store is away.
    max_slot_wal_keep_size: `${megabytes(walGiB / 2)}MB`,
    min_wal_size: `${Math.floor(most / 4)}MB`,
    // Faster than PostgreSQL's own method, at about the same size.
    wal_compression: "lz4",
  };
}

/** Synapse's tables only grow, and by much: a fifth of events, the default, is hundreds of millions before a vacuum. */
function vacuum({ milliCpu, memoryMiB }: Instance): Parameters {
  return {
    autovacuum_analyze_scale_factor: "0.02",
    autovacuum_max_workers: String(Math.max(3, Math.floor(milliCpu / 1000 / CORES_PER_VACUUM))),
    // Ten times the default, which is for disks that turn; it is shared by all that vacuum.
    autovacuum_vacuum_cost_limit: "2000",
    // Tables that are only added to are vacuumed too, or all of one is frozen at once one day.
    autovacuum_vacuum_insert_scale_factor: "0.05",
    autovacuum_vacuum_scale_factor: "0.05",
    // Of each that vacuums; they do not add up to more than the connections' own share.
    autovacuum_work_mem: `${Math.floor(memoryMiB / 64)}MB`,
  };
}

/** What the log of the server says: never what agents write, which stands in the text of statements. */
const LOGGING: Parameters = {
  log_checkpoints: "on",
  log_lock_waits: "on",
  log_min_duration_statement: "-1",
  log_min_error_statement: "panic",
  log_statement: "none",
};

/** Tuning from the instance's sizes and its shard's connections; PostgreSQL's own defaults suit a laptop. */
export function postgresParameters(instance: Instance): Parameters {
  const share = (part: number) => `${Math.floor(instance.memoryMiB * part)}MB`;
  const settings: Parameters = {
    archive_timeout: `${archiveSeconds(instance)}s`,
    effective_cache_size: share(0.75),
    // Volumes without turning disks: many reads at once, and one out of order costs hardly more.
    effective_io_concurrency: "200",
    random_page_cost: "1.1",
    // A transaction that nobody ends keeps vacuum from everything newer; Synapse's own take seconds. Statements have no
    // limit here: Synapse gives its own an hour, and index builds, backups and checks take as long as they take.
    idle_in_transaction_session_timeout: "10min",
    maintenance_work_mem: share(1 / 32),
    max_connections: String(instance.connections),
    password_encryption: "scram-sha-256",
    // PostgreSQL's manual recommends a quarter of memory on a dedicated server.
    shared_buffers: share(0.25),
    // CloudNativePG's own default, said here because rules ask for it; every client of ours speaks it.
    ssl_min_protocol_version: "TLSv1.3",
    // An acknowledged commit is on the disks of two zones.
    synchronous_commit: "on",
    tcp_keepalives_count: "3",
    tcp_keepalives_idle: "10",
    tcp_keepalives_interval: "10",
    // A standby looks for its new primary every second, not every five: nothing is acknowledged until it has found it.
    wal_retrieve_retry_interval: "1s",
    work_mem: "16MB",
    ...logSizes(instance),
    ...vacuum(instance),
    ...LOGGING,
  };
  return Object.fromEntries(Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1)));
}
