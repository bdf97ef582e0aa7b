import { type DeclaredLoad, demandOf } from "./load";
import { PARAMETERS } from "./parameters";
import { stepped } from "./processes";
import type { Compute } from "./topology";

/** What the relays of an environment carry; all alike, and enough of them when one is lost. */
export interface TurnCapacity extends Compute {
  /** Agents in calls in the busiest minutes. */
  readonly callers: number;
  /** Allocations that one agent may hold, and that one relay takes. */
  readonly userQuota: number;
  readonly totalQuota: number;
  /** What one allocation may carry: bytes a second, each way. */
  readonly bytesPerAllocation: number;
  /** Relays that the load asks for, one of which may be lost. */
  readonly relaysNeeded: number;
}

/** Eight bits are a byte. */
const BYTES_PER_MEGABIT = 1e6 / 2 ** 3;

/** Relays for shards of so many registered agents each, shared by so many of them. */
export function turnCapacity(registered: readonly number[], load: DeclaredLoad, relays: number): TurnCapacity {
  const { callShare, relayedShare, callMegabits, allocationsPerCaller, allocationsPerUser, relayPorts } = PARAMETERS;
  const { relayMegabitsPerCore, relayMemoryPerAllocation, relayMemoryIdle, devicesPerAgent } = PARAMETERS;
  const sessions = registered.reduce((sum, agents) => sum + demandOf(agents, load).sessions, 0) * load.headroom;
  const callers = Math.ceil((sessions / devicesPerAgent.value) * callShare.value);
  const allocations = callers * allocationsPerCaller.value;
  const left = Math.max(1, relays - 1);
  // Eight agents at least, so that one cannot take a small relay for himself.
  const totalQuota = Math.min(
    relayPorts.value,
    Math.max(allocationsPerUser.value * 2 ** 3, Math.ceil(allocations / left)),
  );
  const megabits = Math.max(callMegabits.value * 2, (callers * relayedShare.value * callMegabits.value) / left);
  const memory = relayMemoryIdle.value + (totalQuota * relayMemoryPerAllocation.value) / 1024;
  return {
    callers,
    userQuota: allocationsPerUser.value,
    totalQuota,
    // Twice a call's mean: a picture that changes takes more for a moment.
    bytesPerAllocation: Math.ceil(callMegabits.value * 2 * BYTES_PER_MEGABIT),
    relaysNeeded: Math.ceil(allocations / relayPorts.value) + 1,
    milliCpu: stepped(megabits / relayMegabitsPerCore.value),
    memoryMiB: Math.ceil(memory / relayMemoryIdle.value) * relayMemoryIdle.value,
  };
}
