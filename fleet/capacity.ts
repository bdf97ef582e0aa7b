/** The load that an environment declares. */
export interface DeclaredLoad {
  /** Share of registered agents active on a workday, 0–1. */
  readonly dailyActiveShare: number;
  /** Messages that each active agent sends on a workday. */
  readonly messagesPerActiveAndDay: number;
  /** Factor over the declared load that the busiest minutes must carry, 1 or more. */
  readonly headroom: number;
}

/** CPU in thousandths of a core, memory in MiB. */
export interface Compute {
  readonly milliCpu: number;
  readonly memoryMiB: number;
}

/** What one shard needs. */
export interface ShardCapacity {
  /** Persisted events per second in the busiest five minutes, headroom included. */
  readonly eventsPerSecond: number;
  readonly homeserver: Compute;
  readonly postgres: Compute & { readonly volumeGiB: number; readonly walGiB: number };
  readonly mediaGiB: number;
  /** Sizes that a limit cut below what the load asks for; empty for most shards. */
  readonly capped: readonly ("PostgreSQL cores" | "database volume" | "media volume" | "homeserver memory")[];
}

/** Persisted events per message: the message and, on average, one of state, receipt or reaction. Assumption. */
const EVENTS_PER_MESSAGE = 2;
/** Shards that persist one event: rooms span administrations. Assumption, and the most sensitive one. */
const SHARDS_REACHED_PER_EVENT = 3;
/** Share of a workday's messages in the busiest hour (0.18), times the burst of its busiest five minutes (2). Assumption. */
const PEAK_SHARE = 0.18 * 2;
/** KiB in PostgreSQL for one event, indexes included, with state groups compressed. Assumption. */
const DATABASE_KIB_PER_EVENT = 4;
/** Workdays whose events a database volume holds: one year, the period after which a volume is resized. Assumption. */
const WORKDAYS_HELD = 250;
/** GiB: platforms such as Cloud Pi Native limit a volume claim to 1 TiB, and a restore of 1 TB takes about an hour. */
export const LARGEST_DATABASE_GIB = 700;
/** MB of media an agent adds in a month: within published bands for team messaging. Assumption. */
const MEDIA_MB_PER_AGENT_AND_MONTH = 15;
/** Cores of PostgreSQL per 1 000 agents: Element's published 8 cores for 2 500–10 000 users, and 16–24 for 30 000. */
const POSTGRES_CORES_PER_1000_AGENTS = 0.65;
/** GiB of PostgreSQL memory per core: the same published sizing (28 GiB for 8 cores), rounded up. */
const POSTGRES_GIB_PER_CORE = 4;

/** Cores of one PostgreSQL instance: a larger one fits few nodes; beyond it a shard is to be split. Assumption. */
const MOST_POSTGRES_CORES = 32;
/** GiB of one Synapse process: beyond it workers are due, not memory. Assumption. */
const MOST_HOMESERVER_GIB = 16;

const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));

/** Sizes of one shard from its registered agents at the environment's declared load. */
export function shardCapacity(registered: number, load: DeclaredLoad): ShardCapacity {
  const eventsPerDay =
    registered * load.dailyActiveShare * load.messagesPerActiveAndDay * EVENTS_PER_MESSAGE * SHARDS_REACHED_PER_EVENT;
  const eventsPerSecond = (eventsPerDay * PEAK_SHARE * load.headroom) / 3600;
  const askedCores = Math.ceil((POSTGRES_CORES_PER_1000_AGENTS * registered) / 1000);
  const cores = between(1, askedCores, MOST_POSTGRES_CORES);
  const databaseGiB = (eventsPerDay * WORKDAYS_HELD * DATABASE_KIB_PER_EVENT) / 1024 ** 2;
  const monthOfMediaGiB = (registered * MEDIA_MB_PER_AGENT_AND_MONTH) / 1000;
  const askedMemoryGiB = 2 + Math.ceil(registered / 10_000);
  const cuts = [
    ["homeserver memory", askedMemoryGiB > MOST_HOMESERVER_GIB],
    ["PostgreSQL cores", askedCores > MOST_POSTGRES_CORES],
    ["database volume", databaseGiB > LARGEST_DATABASE_GIB],
    ["media volume", monthOfMediaGiB > LARGEST_DATABASE_GIB],
  ] as const;
  return {
    eventsPerSecond: Math.round(eventsPerSecond * 10) / 10,
    // One Python process uses one core; the second carries its threads (hashing, media). Memory: 2 GiB, and the caches
    // of 10 000 agents take another (assumption).
    homeserver: { milliCpu: 2000, memoryMiB: between(2, askedMemoryGiB, MOST_HOMESERVER_GIB) * 1024 },
    postgres: {
      milliCpu: cores * 1000,
      memoryMiB: cores * POSTGRES_GIB_PER_CORE * 1024,
      volumeGiB: between(10, Math.ceil(databaseGiB / 10) * 10, LARGEST_DATABASE_GIB),
      // Holds the WAL of a standby's absence; a fifth of the data, at least 5 GiB (assumption).
      walGiB: between(5, Math.ceil(databaseGiB / 50) * 10, 100),
    },
    // One month of uploads on the homeserver's own volume, at least 10 GiB.
    mediaGiB: between(10, Math.ceil(monthOfMediaGiB / 10) * 10, LARGEST_DATABASE_GIB),
    capped: cuts.flatMap(([what, isCut]) => (isCut ? [what] : [])),
  };
}
