import type { Fleet, Shard } from "../../fleet/fleet";
import { turnUris } from "../turn/places";
import { PATHS } from "./places";

/** What agents are told of the relays, by Synapse's own names. */
export interface TurnSettings {
  turn_uris: string[];
  turn_shared_secret_path: string;
  turn_user_lifetime: string;
  turn_allow_guests: false;
}

/** Relays of calls: an account is given a credential that its shard signs and that ends by itself. */
export function turnSettings(fleet: Fleet, shard: Shard): TurnSettings {
  return {
    turn_uris: turnUris(fleet, shard),
    turn_shared_secret_path: `${PATHS.turn}/shared-secret`,
    // Whoever loses an account relays no longer than that; coturn asks again at an allocation only, so calls go on.
    turn_user_lifetime: "1h",
    turn_allow_guests: false,
  };
}
