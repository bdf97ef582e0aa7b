/** One number of the capacity model. */
export interface Parameter {
  readonly value: number;
  readonly unit: string;
  /** Where it was published; `assumption` where it is ours. */
  readonly source: string;
  readonly why: string;
}

const sourced = (value: number, unit: string, source: string, why: string): Parameter => ({ value, unit, source, why });
const assumed = (value: number, unit: string, why: string): Parameter => sourced(value, unit, "assumption", why);

const ESS_SIZING = "Element Server Suite, published sizing for 2 500 to 10 000 users: PostgreSQL 8 CPU and 28 GiB";
const SYNAPSE_PRO = "Element, “Scaling to millions of users requires Synapse Pro”, 2025-01";

/** Every number that sizes are made of. What an environment declares beside them is its `load`. */
export const PARAMETERS = {
  // What people do.
  eventsPerMessage: assumed(2, "events", "The message and, on average, one of state, reaction, edit or key exchange."),
  shardsReached: assumed(
    3,
    "shards",
    "Shards that persist one event, since rooms span administrations. The most sensitive number of all: measure it first.",
  ),
  peakHourShare: assumed(0.18, "share of a workday", "Messages of a workday that its busiest hour holds."),
  peakBurst: assumed(2, "factor", "The busiest five minutes of that hour over its mean."),
  workdaysPerMonth: assumed(21, "days", "252 a year; at weekends an administration is nearly silent."),
  concurrentShare: assumed(0.6, "share of daily active", "Agents active that day who are connected at the peak."),
  devicesPerAgent: assumed(1.5, "sessions", "A telephone, and for half of them a computer too."),
  mediaMegabytes: assumed(
    0.29,
    "MB per message",
    "15 MB an agent and month at 5 messages a day (0.5 active, 21 days): within published bands for team messaging.",
  ),
  databaseKibibytes: assumed(
    8,
    "KiB per event",
    "Tables and indexes; about half with state groups compressed, for which no program was found that is fit to run.",
  ),

  // What one shard may carry.
  eventsPlanned: sourced(
    40,
    "events/s",
    SYNAPSE_PRO,
    "A shard's declared load: above it every worker spends over a quarter of its core on following the others.",
  ),
  eventsAlarm: assumed(
    60,
    "events/s",
    "Half as much again: there a shard is late, and new accounts must go elsewhere.",
  ),
  growthToTake: assumed(
    2,
    "factor",
    "Growth over the declared load that each shard must take: accounts doubled within weeks in the spring of 2020.",
  ),
  postgresCoresMost: assumed(32, "cores", "One instance; a larger one fits few nodes, and the shard is to be split."),
  volumeMost: sourced(
    700,
    "GiB",
    "Cloud Pi Native: a volume claim of 1 TiB at most",
    "With room to reorganise, and restored in an hour at 200 MB/s.",
  ),
  processesOfARoleMost: assumed(100, "processes", "What their database connections and one Redis still serve."),

  // Processes of Synapse.
  followingShare: sourced(
    0.25,
    "cores at 40 events/s",
    SYNAPSE_PRO,
    "What each process spends on following the streams of all others, in proportion to events/s.",
  ),
  processCores: assumed(0.7, "cores", "A process at its full work at 40 events/s, so that queues stay short."),
  coreStep: assumed(0.25, "cores", "Sizes go in quarters, so that a few more agents do not restart every pod."),
  processCoresMost: sourced(
    1,
    "cores",
    SYNAPSE_PRO,
    "One Python process uses one core at most, so no request is larger.",
  ),
  monolithCores: assumed(2, "cores", "One for Python, one for its threads, which hash passwords and scale pictures."),
  memoryPerCore: assumed(
    2,
    "GiB per core",
    "1.5 GiB for a busy process at three quarters of a core, 512 MiB for a light one (an idle one was measured at 115 MB).",
  ),
  statelessLeast: assumed(2, "processes", "One may be lost or replaced while another serves."),
  sessionsPerSync: assumed(1200, "sessions", "Long polls of one sync worker, with what they are sent."),
  sessionsPerSyncHard: sourced(
    2000,
    "sessions",
    "Element Server Suite's chart: HAProxy maxconn of a sync worker",
    "What one router lets through to one process; each of the three counts its own.",
  ),
  sessionsPerInitialSync: assumed(20_000, "sessions", "A first sync is rare: a new device, or caches cleared."),
  sessionsPerReader: assumed(5000, "sessions", "Members, history, keys, profiles, search."),
  sessionsPerReceipts: assumed(20_000, "sessions", "Read markers, more numerous than messages and cheap."),
  sessionsPerDeviceLists: assumed(50_000, "sessions", "Devices change at sign-in, not at every message."),
  sessionsPerThreadSubscriptions: assumed(100_000, "sessions", "Rare, and by hand."),
  sessionsPerPusher: assumed(20_000, "sessions", "One push for each message that a telephone has not read."),
  eventsPerWriter: assumed(20, "events/s", "Events written by one writer, each with its state."),
  createdPerCreator: assumed(
    10,
    "events/s",
    "Events that agents of this shard send: authorised, signed, then written.",
  ),
  sentPerSender: assumed(20, "events/s", "Events that one sender hands to other shards, each over TLS and signed."),
  sendersMost: assumed(
    8,
    "processes",
    "Fewer than the shards of a fleet, over which their work is divided. They go by events, not by peers: else a shard that opens would stop all others.",
  ),
  receivedPerInbound: assumed(20, "events/s", "Events of other shards checked by one process."),
  receivedPerReader: assumed(
    20,
    "events/s",
    "State, history and profiles that other shards ask for, by events received.",
  ),

  // PostgreSQL, three instances alike.
  instances: assumed(
    3,
    "instances",
    "One a zone: after the loss of a zone, a primary and a synchronous standby remain.",
  ),
  postgresCoresIdle: assumed(1, "cores", "Vacuum, checkpoints, archiving."),
  postgresCoresPerEvent: sourced(
    0.44,
    "cores per event/s",
    `${ESS_SIZING}; extrapolated to 16–24 CPU for 30 000 agents, which write 45 events/s at 5 messages a day: 20 / 45`,
    "A session that waits asks nothing of the database: what is read goes by the events delivered.",
  ),
  postgresMemoryPerCore: sourced(4, "GiB per core", ESS_SIZING, "28 GiB for 8 CPU, rounded up."),
  memoryPerConnection: assumed(10, "MiB", "One connection with its caches of tables and plans."),
  connectionsMemoryShare: assumed(0.25, "share of memory", "As much for connections as for shared buffers."),
  connectionsPerProcess: sourced(10, "connections", "Synapse manual, database: cp_max 10", "The pool of each process."),
  connectionsPerAuthentication: sourced(
    10,
    "connections",
    "Matrix Authentication Service's manual, database: max_connections 10",
    "The pool of each pod.",
  ),
  spareConnections: assumed(30, "connections", "The operator, replication, backups, and an operator's psql."),
  databaseMonths: assumed(12, "months", "Growth that a volume holds; then it is enlarged, which needs no restart."),
  volumeStep: assumed(10, "GiB", "Volumes are made and enlarged in such steps; the least, too."),
  walShare: assumed(0.2, "share of the data", "Write-ahead log of the time in which a standby is away."),
  walMost: assumed(100, "GiB", "Longer absences are a new standby's."),
  mediaMonths: assumed(
    1,
    "months",
    "Uploads that fit the homeserver's own volume, which the media store takes older files from; as long as the store may be away. Copies of other shards' files are not counted.",
  ),

  // Backups.
  backupCompression: assumed(0.5, "share of the data", "A compressed base backup, and compressed write-ahead log."),
  walPerEvent: assumed(
    24,
    "KiB per event",
    "Write-ahead log before compression: three times what an event adds, for indexes, full pages and vacuum.",
  ),
  backupSidecarCores: assumed(1, "cores", "Barman compresses and sends a base backup beside a working instance."),
  backupSidecarMemory: assumed(1, "GiB", "Python with the parts of several uploads in memory."),

  // The media store, and what moves files to it.
  storageMonths: assumed(12, "months", "What the media store holds ahead; then nodes are added, which moves files."),
  mediaVolumeMost: sourced(
    1000,
    "GiB",
    "Cloud Pi Native: a volume claim of 1 TiB at most",
    "One volume of a node of the media store.",
  ),
  mediaVolumesPerNode: assumed(
    4,
    "volumes",
    "Each a disk of its own, which is lost by itself; the store grows by nodes.",
  ),
  mediaQuota: assumed(2, "factor", "What one shard may fill over what a year at the declared load asks for."),
  mediaMetadataShare: assumed(
    0.02,
    "share of the data",
    "Garage's tables for objects of 300 KB, with room for their snapshot.",
  ),
  mediaStoreCores: assumed(2, "cores", "A node of Garage, checksums and transfers of three copies included."),
  mediaStoreMemory: assumed(4, "GiB", "A node of Garage: its buffers and the tables that the system keeps at hand."),
  upkeepCores: assumed(0.25, "cores", "Moves files one after the other, at night as by day."),
  upkeepMemory: assumed(0.5, "GiB", "A Python program and its S3 client."),

  // What all shards share: calls, push, scanning.
  callShare: assumed(0.01, "share of connected agents", "Agents in a call of two in the busiest minutes."),
  relayedShare: assumed(
    0.3,
    "share of calls",
    "Calls whose two ends do not reach each other; the others connect directly.",
  ),
  callMegabits: assumed(3.1, "Mbit/s each way", "A relayed call with picture; without, a thirtieth."),
  allocationsPerCaller: assumed(
    4,
    "allocations",
    "A client asks two relays over two transports at once when a call begins, and drops what it does not use.",
  ),
  allocationsPerUser: sourced(
    12,
    "allocations",
    "Synapse manual, turn-howto: user-quota 12, four streams for each of three devices",
    "What one agent may hold at a time.",
  ),
  relayPorts: sourced(
    16_384,
    "ports",
    "coturn's manual: min-port 49152, max-port 65535",
    "Allocations that one address holds.",
  ),
  relayMegabitsPerCore: assumed(500, "Mbit/s per core", "Small packets over UDP, copied twice and not encrypted anew."),
  relayMemoryPerAllocation: assumed(64, "KiB", "Buffers and permissions of one allocation."),
  relayMemoryIdle: assumed(256, "MiB", "coturn without allocations."),
  pushesPerMessage: assumed(10, "pushes", "Telephones of a room's members that are not looking at it."),
  pushesPerCore: assumed(200, "pushes/s", "Sygnal is one Python process; Apple and Google answer in 0.3 s."),
  pushMemory: assumed(512, "MiB", "Sygnal with 512 requests in flight for each app."),
  filesPerMessage: assumed(0.1, "files", "Messages that carry a file."),
  opensPerFile: assumed(4, "scans", "Shards and clients that have one file scanned, before caches answer."),
  scanSeconds: assumed(0.2, "core seconds", "A file of a few MB with all signatures."),
  scannerCores: assumed(0.5, "cores", "Decrypts and hands on; the antivirus does the work."),
  scannerMemory: assumed(2, "GiB", "Four files of the largest size at a time, decrypted in memory, and results."),
  antivirusCores: assumed(2, "cores", "Two files at a time in each pod."),
  antivirusMemory: sourced(
    4,
    "GiB",
    "ClamAV's documentation, Docker: 3 GiB at least, 4 preferred",
    "Signatures take 1.2 GiB; the rest is what two files unpack to at a time.",
  ),

  // The router, the authentication service.
  replicas: assumed(3, "pods", "One a zone; sized so that the others carry the load of one that is lost."),
  rolloutSurge: assumed(1, "pods", "A new pod serves before an old one ends."),
  routerRequests: assumed(0.1, "requests/s per session", "A long poll of 30 s that events end earlier, and the rest."),
  routerRequestsPerCore: assumed(10_000, "requests/s", "HAProxy without TLS, which the edge ends."),
  routerMemoryPerSession: sourced(
    40,
    "KiB",
    "HAProxy manual, tune.bufsize: 16 KiB each way",
    "Both buffers and the connection's own state.",
  ),
  routerMemoryIdle: assumed(128, "MiB", "HAProxy with its configuration and no connection."),
  introspections: assumed(
    2,
    "per session and period",
    "Processes that meet one session: one syncs, one answers the rest.",
  ),
  introspectionSeconds: sourced(120, "s", "Synapse, api/auth/mas.py", "How long each process trusts a token unasked."),
  introspectionsPerCore: assumed(1000, "requests/s", "Rust, and one indexed query each."),
  authenticationMemory: assumed(512, "MiB", "A pod with its pool and templates."),
} as const satisfies Readonly<Record<string, Parameter>>;
