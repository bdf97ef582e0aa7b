import type { Demand } from "./load";
import { PARAMETERS } from "./parameters";
import { EVENTS_THAT_FILL_A_CORE, largestShare } from "./processes";

/** Sizes that a limit may cut below what the load asks for. */
export type Capped =
  | "PostgreSQL cores"
  | "database volume"
  | "media volume"
  | "cores of a process"
  | "processes of a role";

interface Limit<Name extends string> {
  readonly name: Name;
  /** What is limited; in proportion to the demand. */
  readonly of: (demand: Demand) => number;
  readonly most: number;
}

const { postgresCoresMost, postgresCoresIdle, postgresCoresPerEvent, volumeMost, databaseMonths, mediaMonths } =
  PARAMETERS;

const persisted = ({ eventsPerSecond }: Demand) => eventsPerSecond;

/** What must carry the busiest minutes. */
const AT_THE_PEAK: readonly Limit<Capped>[] = [
  { name: "cores of a process", of: persisted, most: EVENTS_THAT_FILL_A_CORE },
  { name: "processes of a role", of: largestShare, most: PARAMETERS.processesOfARoleMost.value },
  {
    name: "PostgreSQL cores",
    of: persisted,
    most: (postgresCoresMost.value - postgresCoresIdle.value) / postgresCoresPerEvent.value,
  },
];

/** Volumes, which grow with the months and can be enlarged. */
const IN_TIME: readonly Limit<Capped>[] = [
  {
    name: "database volume",
    of: ({ databaseGiBPerMonth }) => databaseGiBPerMonth * databaseMonths.value,
    most: volumeMost.value,
  },
  { name: "media volume", of: ({ mediaGiBPerMonth }) => mediaGiBPerMonth * mediaMonths.value, most: volumeMost.value },
];

/** Sizes cut by a limit: what serves at the load with headroom, volumes at the declared load. */
export function cappedSizes(declared: Demand, sized: Demand): Capped[] {
  const beyond = (limits: readonly Limit<Capped>[], demand: Demand) =>
    limits.filter(({ of, most }) => of(demand) > most).map(({ name }) => name);
  return [...beyond(AT_THE_PEAK, sized), ...beyond(IN_TIME, declared)];
}

/** How much larger a shard may grow, and what stops it first. */
export interface Growth {
  /** Factor over the declared load, cut to hundredths; below 1 the shard is beyond it already. */
  readonly factor: number;
  readonly limit: Capped | "events per second";
}

/** Growth is not told beyond it: an empty shard has no limit. */
const MOST_GROWTH = 1000;

/** The growth of agents, at the same load each, after which a shard must have been split. */
export function growthOf(declared: Demand): Growth {
  const alarm = { name: "events per second", of: persisted, most: PARAMETERS.eventsAlarm.value } as const;
  const factors = [alarm, ...AT_THE_PEAK, ...IN_TIME].map(({ name, of, most }) => ({
    limit: name,
    factor: most / of(declared),
  }));
  const first = factors.reduce((tightest, each) => (each.factor < tightest.factor ? each : tightest));
  return { limit: first.limit, factor: Math.floor(Math.min(MOST_GROWTH, first.factor) * 100) / 100 };
}
