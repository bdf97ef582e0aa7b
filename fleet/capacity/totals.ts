import { type Fleet, liveShards, type Perimeter, type Shard } from "../fleet";
import type { Growth } from "./limits";
import { demandOf } from "./load";
import { PARAMETERS } from "./parameters";
import { type ShardCapacity, shardCapacity } from "./shard";
import type { YearAhead } from "./storage";
import { type Compute, leastProcesses, mostProcesses, pools } from "./topology";

/** What could be otherwise than the environment declares. */
export interface WhatIf {
  /** Registered agents of the whole environment, in the shards' present proportions. */
  readonly agents?: number;
  /** Messages of an active agent on a workday. */
  readonly messages?: number;
  /** Factor over these messages: the spring of 2020 saw ten times as many within weeks. */
  readonly surge?: number;
}

/** From the least that runs to the most that autoscaling adds. */
export interface Range<T> {
  readonly least: T;
  readonly most: T;
}

/** One shard in figures. */
export interface ShardFigures {
  readonly shard: string;
  readonly perimeter: string;
  readonly agents: number;
  readonly declaredEventsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly sessions: number;
  readonly homeserver: "monolith" | "workers";
  readonly processes: Range<number>;
  /** Pods of both pools. */
  readonly pods: Range<number>;
  readonly serving: Range<Compute>;
  readonly data: Compute;
  readonly databaseConnections: number;
  readonly yearAhead: YearAhead;
  readonly growth: Growth;
  readonly capped: ShardCapacity["capped"];
}

/** What one pool of nodes must hold. */
interface PoolFigures {
  readonly pool: string;
  readonly role: Fleet["cluster"]["nodePools"][number]["role"];
  readonly nodes: number;
  readonly needs: Compute;
  /** What each node must have free in the mean, and while a zone is lost. */
  readonly perNode: Compute;
  readonly perNodeWithoutZone: Compute;
}

/** An environment in figures. */
export interface FleetFigures {
  readonly load: { readonly agents: number; readonly messagesPerActiveAndDay: number; readonly headroom: number };
  readonly shards: readonly ShardFigures[];
  readonly pods: Range<number>;
  readonly serving: Range<Compute>;
  readonly data: Compute;
  readonly databaseConnections: number;
  /** Of all shards: databases and files once, not with their copies. */
  readonly yearAhead: YearAhead;
  readonly pools: readonly PoolFigures[];
  /** Shards of equal size that would carry all within the planned events per second. */
  readonly shardsDue: number;
}

const NOTHING: Compute = { milliCpu: 0, memoryMiB: 0 };

function sum(all: readonly Compute[]): Compute {
  return all.reduce(
    (total, { milliCpu, memoryMiB }) => ({
      milliCpu: total.milliCpu + milliCpu,
      memoryMiB: total.memoryMiB + memoryMiB,
    }),
    NOTHING,
  );
}

const so = ({ milliCpu, memoryMiB }: Compute, times: number): Compute => ({
  milliCpu: milliCpu * times,
  memoryMiB: memoryMiB * times,
});

/** Pods that serve, of each kind: how many of which size. */
function servingPods(signIn: Perimeter["features"]["signIn"], capacity: ShardCapacity, bound: "least" | "most") {
  const { topology, homeserver, router, redis, authentication } = capacity;
  const replicas = PARAMETERS.replicas.value;
  return [
    { pods: 1, compute: homeserver },
    ...pools(topology).map((pool) => ({ pods: pool[bound], compute: pool.compute })),
    { pods: replicas, compute: router },
    { pods: topology.kind === "workers" ? 1 : 0, compute: redis },
    { pods: signIn === "mas" ? replicas : 0, compute: authentication },
  ];
}

function shardFigures(shard: Shard, perimeter: Perimeter, agents: number, capacity: ShardCapacity): ShardFigures {
  const { topology, postgres, declaredEventsPerSecond, eventsPerSecond, sessions } = capacity;
  const instances = PARAMETERS.instances.value;
  const serving = (bound: "least" | "most") => servingPods(perimeter.features.signIn, capacity, bound);
  const podsAt = (bound: "least" | "most") => serving(bound).reduce((total, { pods }) => total + pods, instances);
  const computeAt = (bound: "least" | "most") => sum(serving(bound).map(({ pods, compute }) => so(compute, pods)));
  return {
    shard: shard.name,
    perimeter: perimeter.name,
    agents,
    declaredEventsPerSecond,
    eventsPerSecond,
    sessions,
    homeserver: topology.kind,
    processes: { least: leastProcesses(topology), most: mostProcesses(topology) },
    pods: { least: podsAt("least"), most: podsAt("most") },
    serving: { least: computeAt("least"), most: computeAt("most") },
    data: so(postgres, instances),
    databaseConnections: capacity.databaseConnections,
    yearAhead: capacity.yearAhead,
    growth: capacity.growth,
    capped: capacity.capped,
  };
}

function poolFigures(fleet: Fleet, serving: Compute, data: Compute): PoolFigures[] {
  const zones = fleet.cluster.zones.length;
  const needsOf = { data, serving, turn: so(fleet.turnCapacity, fleet.turn.relays.length) };
  return fleet.cluster.nodePools.map(({ name, role, nodesPerZone }) => {
    const needs = needsOf[role];
    const perNode = so(needs, 1 / (nodesPerZone * zones));
    return {
      pool: name,
      role,
      nodes: nodesPerZone * zones,
      needs,
      perNode,
      // An instance of PostgreSQL waits for its own zone to come back, as a relay does; all else moves to the others, what has a name of its own once its node is declared gone.
      perNodeWithoutZone: role !== "serving" || zones === 1 ? perNode : so(perNode, zones / (zones - 1)),
    };
  });
}

/** An environment's sizes, as declared or as they would be. Services that all shards share are not among them. */
export function fleetFigures(fleet: Fleet, { agents, messages, surge = 1 }: WhatIf = {}): FleetFigures {
  const all = liveShards(fleet);
  const registered = all.reduce((total, shard) => total + shard.registered, 0);
  const growth = agents === undefined || registered === 0 ? 1 : agents / registered;
  const load = {
    ...fleet.load,
    messagesPerActiveAndDay: (messages ?? fleet.load.messagesPerActiveAndDay) * surge,
  };
  const shards = all.flatMap((shard) => {
    const perimeter = fleet.perimeters.find(({ name }) => name === shard.perimeter);
    const count = Math.round(shard.registered * growth);
    return perimeter === undefined ? [] : [shardFigures(shard, perimeter, count, shardCapacity(count, load))];
  });
  const total = agents ?? registered;
  const range = (of: (shard: ShardFigures) => Range<number>): Range<number> => ({
    least: shards.reduce((count, shard) => count + of(shard).least, 0),
    most: shards.reduce((count, shard) => count + of(shard).most, 0),
  });
  const serving = {
    least: sum(shards.map((shard) => shard.serving.least)),
    most: sum(shards.map((shard) => shard.serving.most)),
  };
  const data = sum(shards.map((shard) => shard.data));
  const demand = demandOf(total, load);
  return {
    load: { agents: total, messagesPerActiveAndDay: load.messagesPerActiveAndDay, headroom: load.headroom },
    shards,
    pods: range(({ pods }) => pods),
    serving,
    data,
    databaseConnections: shards.reduce((count, shard) => count + shard.databaseConnections, 0),
    yearAhead: {
      databaseGiB: shards.reduce((gib, shard) => gib + shard.yearAhead.databaseGiB, 0),
      mediaGiB: shards.reduce((gib, shard) => gib + shard.yearAhead.mediaGiB, 0),
      backupGiBPerDay: shards.reduce((gib, shard) => gib + shard.yearAhead.backupGiBPerDay, 0),
    },
    pools: poolFigures(fleet, serving.most, data),
    shardsDue: Math.ceil(demand.eventsPerSecond / PARAMETERS.eventsPlanned.value),
  };
}
