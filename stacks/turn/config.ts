import type { Fleet } from "../../fleet/fleet";
import { deniedRanges, firstToLast } from "./denied";
import { PATHS, PORTS, RELAY_PORTS } from "./places";

type Relay = Fleet["turn"]["relays"][number];

/**
 * Seconds that a nonce lives. 600: coturn's own default. Assumption: a client answers the next one without a pause in
 * the call, and a nonce that somebody overheard is soon worthless.
 */
const NONCE_SECONDS = 600;

/**
 * Forward secrecy and authenticated encryption only (ANSSI, recommandations TLS), of TLS 1.3 and 1.2: coturn gives OpenSSL
 * this one list for both (mainrelay.c, set_ctx).
 */
const CIPHERS = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_AES_128_GCM_SHA256",
  "TLS_CHACHA20_POLY1305_SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
];

/** Name of a relay's file in the ConfigMap. */
export const configFile = (node: string): string => `${node}.conf`;

/** The addresses of a relay as coturn is told of them: its own, and the public one where another device translates. */
function addresses({ address, nodeAddress }: Relay): string[] {
  return [
    `listening-ip=${nodeAddress}`,
    `relay-ip=${nodeAddress}`,
    ...(address === nodeAddress ? [] : [`external-ip=${address}/${nodeAddress}`]),
  ];
}

/**
 * Peers that are relays: two agents who both need one. Clients name public addresses; coturn translates its own to the
 * node's before it looks at this list (ns_turn_msg.c), so that of the nodes' addresses only its own is here.
 */
function relayPeers({ turn }: Pick<Fleet, "turn">, own: Relay): string[] {
  return [...new Set([...turn.relays.map(({ address }) => address), own.nodeAddress])];
}

/**
 * coturn's configuration of one relay, by the names of its manual (README.turnserver), without its secrets, which are
 * appended where it runs. What 4.18 has off unless asked for is not named: its command line, web administration, DTLS,
 * TLS before 1.2, NAT discovery, the SOFTWARE attribute.
 */
export function turnConfig(fleet: Fleet, relay: Relay): string {
  const { userQuota, totalQuota, bytesPerAllocation, milliCpu } = fleet.turnCapacity;
  return [
    ...addresses(relay),
    `listening-port=${PORTS.listening}`,
    `tls-listening-port=${PORTS.tls}`,
    `min-port=${RELAY_PORTS.first}`,
    `max-port=${RELAY_PORTS.last}`,
    // As many as the container has cores: coturn would count the node's.
    `relay-threads=${Math.ceil(milliCpu / 1000)}`,
    "",
    `realm=${fleet.turn.realm}`,
    "use-auth-secret",
    `stale-nonce=${NONCE_SECONDS}`,
    "fingerprint",
    // Nobody's account is in a database: an empty one in memory, which is not asked for secrets, realms and addresses.
    `userdb=${PATHS.database}`,
    "no-auth-pings",
    "no-dynamic-ip-list",
    "no-dynamic-realms",
    "",
    `cert=${PATHS.certificates}/${relay.node}/tls.crt`,
    `pkey=${PATHS.certificates}/${relay.node}/tls.key`,
    `cipher-list=${CIPHERS.join(":")}`,
    "",
    // Calls are UDP; a relayed TCP connection would be a proxy into whatever listens.
    "no-tcp-relay",
    "no-multicast-peers",
    `user-quota=${userQuota}`,
    `total-quota=${totalQuota}`,
    // Bytes a second. No bps-capacity: coturn takes max-bps out of it for every allocation, used or not, and would refuse
    // calls long before the relay is full.
    `max-bps=${bytesPerAllocation}`,
    "",
    "prometheus",
    `prometheus-port=${PORTS.metrics}`,
    `prometheus-address=${relay.nodeAddress}`,
    "log-file=stdout",
    "new-log-timestamp",
    `pidfile=${PATHS.pid}`,
    "",
    ...relayPeers(fleet, relay).map((peer) => `allowed-peer-ip=${peer}`),
    ...deniedRanges(fleet).flatMap((denied) => {
      const ends = firstToLast(denied);
      return ends === undefined ? [] : [`# ${denied.what}`, `denied-peer-ip=${ends}`];
    }),
    "",
  ].join("\n");
}
