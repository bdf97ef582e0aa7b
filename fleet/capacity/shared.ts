import { type DeclaredLoad, demandOf } from "./load";
import { PARAMETERS } from "./parameters";
import type { Compute } from "./topology";

/** Pods alike of a system that all shards share. */
export interface SharedCapacity extends Compute {
  readonly replicas: number;
}

/** Messages per second in the busiest five minutes, headroom included. */
function messagesPerSecond(registered: readonly number[], load: DeclaredLoad): number {
  const { eventsPerMessage, shardsReached } = PARAMETERS;
  const events = registered.reduce((sum, agents) => sum + demandOf(agents, load).eventsPerSecond, 0);
  return (events * load.headroom) / shardsReached.value / eventsPerMessage.value;
}

/** So many that the load is carried while one is lost; three at least, one a zone. */
const replicas = (needed: number) => Math.max(PARAMETERS.replicas.value, Math.ceil(needed) + 1);

/** The push gateway for shards of so many registered agents each: each pod is one process, on one core. */
export function pushGatewayCapacity(registered: readonly number[], load: DeclaredLoad): SharedCapacity {
  const { pushesPerMessage, pushesPerCore, pushMemory } = PARAMETERS;
  const pushes = messagesPerSecond(registered, load) * pushesPerMessage.value;
  return { replicas: replicas(pushes / pushesPerCore.value), milliCpu: 1000, memoryMiB: pushMemory.value };
}

/** The antivirus for shards of so many registered agents each. */
export function antivirusCapacity(registered: readonly number[], load: DeclaredLoad): SharedCapacity {
  const { filesPerMessage, opensPerFile, scanSeconds, antivirusCores, antivirusMemory } = PARAMETERS;
  const scans = messagesPerSecond(registered, load) * filesPerMessage.value * opensPerFile.value;
  return {
    replicas: replicas((scans * scanSeconds.value) / antivirusCores.value),
    milliCpu: antivirusCores.value * 1000,
    memoryMiB: antivirusMemory.value * 1024,
  };
}
