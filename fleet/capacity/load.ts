import { PARAMETERS } from "./parameters";

/** The load that an environment declares. */
export interface DeclaredLoad {
  /** Share of registered agents active on a workday, 0–1. */
  readonly dailyActiveShare: number;
  /** Messages that each active agent sends on a workday. */
  readonly messagesPerActiveAndDay: number;
  /** Factor over the declared load that the busiest minutes must carry, 1 or more. */
  readonly headroom: number;
}

/** What agents ask of their shard. */
export interface Demand {
  /** Events persisted per second in the busiest five minutes, those of other shards included. */
  readonly eventsPerSecond: number;
  /** Sessions connected at the same time. */
  readonly sessions: number;
  /** Uploads of a month, GiB. */
  readonly mediaGiBPerMonth: number;
  /** Growth of the database in a month, GiB. */
  readonly databaseGiBPerMonth: number;
}

const KIB_PER_GIB = 1024 ** 2;
const MEGABYTES_PER_GIB = 1024 ** 3 / 1e6;
const SECONDS_PER_HOUR = 3600;

/** What so many registered agents ask at the declared load, without headroom. */
export function demandOf(registered: number, load: Omit<DeclaredLoad, "headroom">): Demand {
  const { eventsPerMessage, shardsReached, peakHourShare, peakBurst, workdaysPerMonth } = PARAMETERS;
  const { concurrentShare, devicesPerAgent, mediaMegabytes, databaseKibibytes } = PARAMETERS;
  const active = registered * load.dailyActiveShare;
  const messagesPerDay = active * load.messagesPerActiveAndDay;
  const eventsPerDay = messagesPerDay * eventsPerMessage.value * shardsReached.value;
  return {
    eventsPerSecond: (eventsPerDay * peakHourShare.value * peakBurst.value) / SECONDS_PER_HOUR,
    sessions: active * concurrentShare.value * devicesPerAgent.value,
    mediaGiBPerMonth: (messagesPerDay * workdaysPerMonth.value * mediaMegabytes.value) / MEGABYTES_PER_GIB,
    databaseGiBPerMonth: (eventsPerDay * workdaysPerMonth.value * databaseKibibytes.value) / KIB_PER_GIB,
  };
}

/** A demand some times as large: headroom, or growth. */
export function times(demand: Demand, factor: number): Demand {
  return {
    eventsPerSecond: demand.eventsPerSecond * factor,
    sessions: demand.sessions * factor,
    mediaGiBPerMonth: demand.mediaGiBPerMonth * factor,
    databaseGiBPerMonth: demand.databaseGiBPerMonth * factor,
  };
}

/** Events per second that this shard's own agents send; the others come from other shards. */
export function created({ eventsPerSecond }: Demand): number {
  return eventsPerSecond / PARAMETERS.shardsReached.value;
}

/** Events per second that other shards send here; in the mean as many as are sent to them. */
export function received(demand: Demand): number {
  return demand.eventsPerSecond - created(demand);
}
