import { type Capped, cappedSizes, type Growth, growthOf } from "./limits";
import { type DeclaredLoad, type Demand, demandOf, times } from "./load";
import { PARAMETERS } from "./parameters";
import { mainCompute, processCompute, stepped, topologyOf } from "./processes";
import { mediaQuotaGiB, volumeGiB, type YearAhead, yearAhead } from "./storage";
import { type Compute, mostProcesses, type Topology } from "./topology";

export type { Compute } from "./topology";

/** What one shard needs. */
export interface ShardCapacity {
  /** Persisted events per second in the busiest five minutes at the declared load, and with headroom. */
  readonly declaredEventsPerSecond: number;
  readonly eventsPerSecond: number;
  /** Sessions connected at the same time at the declared load. */
  readonly sessions: number;
  /** Which processes its homeserver is. */
  readonly topology: Topology;
  /** The main process. */
  readonly homeserver: Compute;
  /** Each pod of the request router, of Redis, and of the authentication service. */
  readonly router: Compute;
  readonly redis: Compute;
  readonly authentication: Compute;
  /** Each instance of PostgreSQL. */
  readonly postgres: Compute & { readonly volumeGiB: number; readonly walGiB: number };
  /** Connections that PostgreSQL must hold when every pod that may run has filled its pool. */
  readonly databaseConnections: number;
  /** Each pod of the content scanner. */
  readonly contentScanner: Compute;
  /** What Barman adds to each instance, and what moves files to the media store. */
  readonly backupSidecar: Compute;
  readonly upkeep: Compute;
  /** The homeserver's own volume of files, from which the media store takes the older ones. */
  readonly mediaGiB: number;
  /** What it may fill of the media store. */
  readonly mediaQuotaGiB: number;
  readonly yearAhead: YearAhead;
  readonly growth: Growth;
  /** Sizes that a limit cut below what the load asks for; empty for most shards. */
  readonly capped: readonly Capped[];
}

const tenths = (value: number) => Math.round(value * 10) / 10;

/** Pods of a replicated system that carry its load while one is lost. */
const REPLICAS_LEFT = PARAMETERS.replicas.value - 1;

function routerCompute({ sessions }: Demand): Compute {
  const { routerRequests, routerRequestsPerCore, routerMemoryPerSession, routerMemoryIdle } = PARAMETERS;
  const own = sessions / REPLICAS_LEFT;
  const memoryMiB = routerMemoryIdle.value + (own * routerMemoryPerSession.value) / 1024;
  return {
    milliCpu: stepped((own * routerRequests.value) / routerRequestsPerCore.value),
    // Whole multiples of what an idle one takes: sizes that do not change with every agent.
    memoryMiB: Math.ceil(memoryMiB / routerMemoryIdle.value) * routerMemoryIdle.value,
  };
}

function authenticationCompute({ sessions }: Demand): Compute {
  const { introspections, introspectionSeconds, introspectionsPerCore, authenticationMemory } = PARAMETERS;
  const perSecond = (sessions * introspections.value) / introspectionSeconds.value / REPLICAS_LEFT;
  return { milliCpu: stepped(perSecond / introspectionsPerCore.value), memoryMiB: authenticationMemory.value };
}

/**
 * Connections of all that may run at once. Those of an authentication service count on every shard: PostgreSQL restarts
 * for another number, and who signs in may change.
 */
function connections(topology: Topology): number {
  const { connectionsPerProcess, connectionsPerAuthentication, spareConnections, replicas, rolloutSurge } = PARAMETERS;
  const authentication = (replicas.value + rolloutSurge.value) * connectionsPerAuthentication.value;
  return mostProcesses(topology) * connectionsPerProcess.value + authentication + spareConnections.value;
}

const volume = (gibibytes: number) => volumeGiB(gibibytes, PARAMETERS.volumeMost.value);

const compute = (cores: number, memoryGiB: number): Compute => ({
  milliCpu: cores * 1000,
  memoryMiB: memoryGiB * 1024,
});

function postgres(declared: Demand, sized: Demand, databaseConnections: number): ShardCapacity["postgres"] {
  const { postgresCoresIdle, postgresCoresPerEvent, postgresCoresMost, postgresMemoryPerCore } = PARAMETERS;
  const { memoryPerConnection, connectionsMemoryShare, databaseMonths, walShare, walMost } = PARAMETERS;
  const asked = Math.ceil(postgresCoresIdle.value + postgresCoresPerEvent.value * sized.eventsPerSecond);
  const cores = Math.min(asked, postgresCoresMost.value);
  const connectionsGiB = (databaseConnections * memoryPerConnection.value) / connectionsMemoryShare.value / 1024;
  const databaseGiB = declared.databaseGiBPerMonth * databaseMonths.value;
  return {
    milliCpu: cores * 1000,
    memoryMiB: Math.max(cores * postgresMemoryPerCore.value, Math.ceil(connectionsGiB)) * 1024,
    volumeGiB: volume(databaseGiB),
    walGiB: Math.min(volume(databaseGiB * walShare.value), walMost.value),
  };
}

/** Sizes of one shard from its registered agents at the environment's declared load. */
export function shardCapacity(registered: number, load: DeclaredLoad): ShardCapacity {
  const { backupSidecarCores, backupSidecarMemory, upkeepCores, upkeepMemory, mediaMonths } = PARAMETERS;
  const { scannerCores, scannerMemory } = PARAMETERS;
  const declared = demandOf(registered, load);
  const sized = times(declared, load.headroom);
  const topology = topologyOf(declared, sized);
  const databaseConnections = connections(topology);
  return {
    declaredEventsPerSecond: tenths(declared.eventsPerSecond),
    eventsPerSecond: tenths(sized.eventsPerSecond),
    sessions: Math.ceil(declared.sessions),
    topology,
    homeserver: mainCompute(topology),
    router: routerCompute(sized),
    // One thread that every process' stream passes through: as large as a process that follows them all.
    redis: processCompute(sized.eventsPerSecond, 1),
    authentication: authenticationCompute(sized),
    postgres: postgres(declared, sized, databaseConnections),
    databaseConnections,
    contentScanner: compute(scannerCores.value, scannerMemory.value),
    backupSidecar: compute(backupSidecarCores.value, backupSidecarMemory.value),
    upkeep: compute(upkeepCores.value, upkeepMemory.value),
    mediaGiB: volume(declared.mediaGiBPerMonth * mediaMonths.value),
    mediaQuotaGiB: mediaQuotaGiB(declared),
    yearAhead: yearAhead(declared),
    growth: growthOf(declared),
    capped: cappedSizes(declared, sized),
  };
}
