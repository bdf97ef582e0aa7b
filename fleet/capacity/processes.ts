import { created, type Demand, received } from "./load";
import { PARAMETERS, type Parameter } from "./parameters";
import type { Compute, Sharded, ShardedRole, Stateless, StatelessRole, Topology } from "./topology";

/** What a role's processes do, and how much of it one of them can. */
interface Work {
  readonly of: (demand: Demand) => number;
  readonly perProcess: Parameter;
  /** Processes of the role at most; the general limit unless said. */
  readonly most?: Parameter;
}

const persisted = ({ eventsPerSecond }: Demand) => eventsPerSecond;
const sessions = (demand: Demand) => demand.sessions;

const SHARDED: Readonly<Record<ShardedRole, Work>> = {
  events: { of: persisted, perProcess: PARAMETERS.eventsPerWriter },
  receipts: { of: sessions, perProcess: PARAMETERS.sessionsPerReceipts },
  "device-lists": { of: sessions, perProcess: PARAMETERS.sessionsPerDeviceLists },
  "thread-subscriptions": { of: sessions, perProcess: PARAMETERS.sessionsPerThreadSubscriptions },
  "federation-sender": { of: received, perProcess: PARAMETERS.sentPerSender, most: PARAMETERS.sendersMost },
  pusher: { of: sessions, perProcess: PARAMETERS.sessionsPerPusher },
};

const STATELESS: Readonly<Record<StatelessRole, Work>> = {
  sync: { of: sessions, perProcess: PARAMETERS.sessionsPerSync },
  "initial-sync": { of: sessions, perProcess: PARAMETERS.sessionsPerInitialSync },
  "client-reader": { of: sessions, perProcess: PARAMETERS.sessionsPerReader },
  "event-creator": { of: created, perProcess: PARAMETERS.createdPerCreator },
  "federation-reader": { of: received, perProcess: PARAMETERS.receivedPerReader },
  "federation-inbound": { of: received, perProcess: PARAMETERS.receivedPerInbound },
};

/** How many processes' full work this is; not whole. */
function share(work: Work, demand: Demand): number {
  return work.of(demand) / work.perProcess.value;
}

/** Processes that the busiest role asks for: what a limit is compared with. */
export function largestShare(demand: Demand): number {
  const unbounded = [...Object.values(SHARDED), ...Object.values(STATELESS)].filter(({ most }) => most === undefined);
  return Math.max(...unbounded.map((work) => share(work, demand)));
}

/** Cores that one process spends on following all others. */
function following(eventsPerSecond: number): number {
  return (PARAMETERS.followingShare.value * eventsPerSecond) / PARAMETERS.eventsPlanned.value;
}

/** Cores of a process' own full work: what is left of a busy process at the planned load. */
const FULL_WORK = PARAMETERS.processCores.value - PARAMETERS.followingShare.value;

/** Events per second above which a fully used process would need more than its one core. */
export const EVENTS_THAT_FILL_A_CORE =
  ((PARAMETERS.processCoresMost.value - FULL_WORK) * PARAMETERS.eventsPlanned.value) / PARAMETERS.followingShare.value;

/** Whole steps of a quarter core; thousandths of a core. */
export function stepped(cores: number): number {
  const step = PARAMETERS.coreStep.value;
  // 1e-9: what arithmetic adds to a whole step must not make it two.
  return Math.max(1, Math.ceil(cores / step - 1e-9)) * step * 1000;
}

function withMemory(milliCpu: number): Compute {
  return { milliCpu, memoryMiB: (milliCpu / 1000) * PARAMETERS.memoryPerCore.value * 1024 };
}

/** One process that follows so many events and is used to a share, 0–1, of what it can. */
export function processCompute(eventsPerSecond: number, used: number): Compute {
  const cores = following(eventsPerSecond) + FULL_WORK * Math.min(1, used);
  return withMemory(stepped(Math.min(PARAMETERS.processCoresMost.value, cores)));
}

/** The only process of a monolith, and the main one among workers, whose work no other can take. */
export function mainCompute(topology: Topology): Compute {
  const { monolithCores, processCoresMost } = PARAMETERS;
  return withMemory((topology.kind === "monolith" ? monolithCores : processCoresMost).value * 1000);
}

function count(work: Work, demand: Demand, least: number): number {
  const most = work.most ?? PARAMETERS.processesOfARoleMost;
  return Math.min(most.value, Math.max(least, Math.ceil(share(work, demand))));
}

function sharded(work: Work, sized: Demand): Sharded {
  return { count: count(work, sized, 1), compute: processCompute(sized.eventsPerSecond, share(work, sized)) };
}

function stateless(work: Work, declared: Demand, sized: Demand): Stateless {
  const least = PARAMETERS.statelessLeast.value;
  return {
    least: count(work, declared, least),
    most: count(work, sized, least),
    compute: processCompute(sized.eventsPerSecond, share(work, sized) / least),
  };
}

/** One process does everything as long as all of it fits the share of a core that a busy process may use. */
function fitsOneProcess(sized: Demand): boolean {
  const works = [...Object.values(SHARDED), ...Object.values(STATELESS)];
  const shares = works.reduce((sum, work) => sum + share(work, sized), 0);
  return following(sized.eventsPerSecond) + FULL_WORK * shares <= PARAMETERS.processCores.value;
}

/**
 * The processes of a homeserver. What cannot be added while it runs is sized for the load with headroom; stateless
 * roles go from the declared load to that.
 */
export function topologyOf(declared: Demand, sized: Demand): Topology {
  if (fitsOneProcess(sized)) return { kind: "monolith" };
  // A single process has nobody to share with: it grows with the shard up to its one core.
  const single = processCompute(sized.eventsPerSecond, sized.eventsPerSecond / PARAMETERS.eventsPlanned.value);
  return {
    kind: "workers",
    single: {
      typing: single,
      "to-device": single,
      "account-data": single,
      "push-rules": single,
      background: single,
      "user-directory": single,
      "media-repository": single,
    },
    sharded: {
      events: sharded(SHARDED.events, sized),
      receipts: sharded(SHARDED.receipts, sized),
      "device-lists": sharded(SHARDED["device-lists"], sized),
      "thread-subscriptions": sharded(SHARDED["thread-subscriptions"], sized),
      "federation-sender": sharded(SHARDED["federation-sender"], sized),
      pusher: sharded(SHARDED.pusher, sized),
    },
    stateless: {
      sync: stateless(STATELESS.sync, declared, sized),
      "initial-sync": stateless(STATELESS["initial-sync"], declared, sized),
      "client-reader": stateless(STATELESS["client-reader"], declared, sized),
      "event-creator": stateless(STATELESS["event-creator"], declared, sized),
      "federation-reader": stateless(STATELESS["federation-reader"], declared, sized),
      "federation-inbound": stateless(STATELESS["federation-inbound"], declared, sized),
    },
  };
}
