import type { Shard } from "../../fleet/fleet";
import { UPLOAD_MIB } from "../homeserver/places";

/*
 * What one address may ask of a shard's router. An administration's agents all leave by a few addresses, so that a limit
 * follows from how many they are; each of the three routers counts what it sees itself. What one account may ask is
 * Synapse's to limit.
 */

export interface Limits {
  /** Requests of one address within `GENERAL_SECONDS`. */
  readonly general: number;
  /** Requests for signing in or discovery of one address within `SIGN_IN_SECONDS`. */
  readonly signIn: number;
}

export const GENERAL_SECONDS = 10;
export const SIGN_IN_SECONDS = 60;

/** Requests of one session within `GENERAL_SECONDS`: twice what the capacity model has it ask. Assumption. */
const PER_SESSION = 2;
/** A hundred a second: a few clients that open at once ask dozens each. Assumption. */
const LEAST_GENERAL = 1000;
/** Share of a shard's agents that sign in within a minute from one address: all of them within 100 minutes. Assumption. */
const SIGN_IN_SHARE = 0.01;
/** Five a second, which guesses no token. Assumption. */
const LEAST_SIGN_IN = 300;

/** Bytes of a request: Synapse's `max_upload_size`, and nothing else is as large. */
export const REQUEST_BYTES = UPLOAD_MIB * 1024 * 1024;

export function limitsOf({ registered, capacity }: Pick<Shard, "registered" | "capacity">): Limits {
  return {
    general: Math.max(LEAST_GENERAL, Math.ceil(capacity.sessions * PER_SESSION)),
    signIn: Math.max(LEAST_SIGN_IN, Math.ceil(registered * SIGN_IN_SHARE)),
  };
}
