import { deepFreeze, type Fleet } from "../../../fleet/fleet";
import { PORTS } from "../../../stacks/turn/places";

/*
 * In what the relays of the test are not as rendered, each with its reason. Debian has coturn 4.6.1; the image, 4.18.
 */

/** Options of the rendered file that Debian's build does not have: it was made without the library for metrics. */
const ABSENT = /^prometheus(-\w+)?(=.*)?\n/gm;

/** What 4.18 has off unless asked for, and 4.6.1 on: each is turned off by the name that it has there. */
const OFF = ["no-cli", "no-tlsv1", "no-tlsv1_1", "no-dtls", "no-rfc5780", "no-stun-backward-compatibility"];

/** The rendered configuration as 4.6.1 has to be told it. */
export function forDebian(configuration: string): string {
  return `${configuration.replace(ABSENT, "")}${OFF.join("\n")}\nno-software-attribute\n`;
}

/** A renewed certificate is looked for every second: a minute would prove no more. */
export function impatient(script: string): string {
  return script.replace("sleep 60", "sleep 1");
}

/** The rendered configuration without its list of denied peers: what is left is the firewall of the node. */
export function withoutDeniedPeers(configuration: string): string {
  return configuration.replace(/^denied-peer-ip=.*\n/gm, "").replace(/^no-multicast-peers\n/m, "");
}

/** Metrics are no part of Debian's build: in their place something answers on their port, of the same user. */
export const METRICS_STAND_IN = PORTS.metrics;

/** Room for many agents' allocations on a relay: the development environment's has as much as one agent may hold. */
export function withRoomyRelays(fleet: Fleet): Fleet {
  return deepFreeze({ ...fleet, turnCapacity: { ...fleet.turnCapacity, totalQuota: 1000 } });
}
