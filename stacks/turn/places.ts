import { createHash } from "node:crypto";
import type { Fleet, Shard } from "../../fleet/fleet";

/** Name of the system, of its release, DaemonSet, ConfigMap and account. */
export const TURN = "turn";

/** Where a relay listens: 3478 and 5349 by RFC 8656, metrics where coturn has them by default. */
export const PORTS = {
  listening: 3478,
  /** Where coturn speaks TLS; clients name `publicTls`, which the node's firewall leads here. */
  tls: 5349,
  /** HTTPS' port: networks of administrations let little else out. */
  publicTls: 443,
  metrics: 9641,
} as const;

/** UDP ports of allocations: coturn's own default, the dynamic ports of RFC 6335. */
export const RELAY_PORTS = { first: 49_152, last: 65_535 } as const;

/** User and group of coturn, its own on the node: the firewall knows its packets by it. */
export const TURN_UID = 3478;

/** Paths in the pods of the relays. */
export const PATHS = {
  files: "/etc/turn",
  /** Memory: the configuration with its secrets. */
  config: "/run/turn/turnserver.conf",
  database: "/run/turn/turndb",
  pid: "/run/turn/turnserver.pid",
  secrets: "/run/secrets/turn",
  certificates: "/run/tls",
} as const;

type Relay = Fleet["turn"]["relays"][number];

/**
 * The two relays that a shard's agents are told of: more would slow down every call's beginning (browsers warn from five
 * addresses on). The shard's own name chooses, so that a new shard changes no other's; in two zones where there are two.
 */
export function shardRelays({ turn: { relays } }: Pick<Fleet, "turn">, shard: Pick<Shard, "name">): Relay[] {
  const start = createHash("sha256").update(shard.name).digest().readUInt32BE(0) % relays.length;
  const [first, ...others] = [...relays.slice(start), ...relays.slice(0, start)];
  if (first === undefined) return [];
  const second = others.find(({ zone }) => zone !== first.zone) ?? others[0];
  return second === undefined ? [first] : [first, second];
}

/** What a shard's clients are told: UDP where it gets through, else TLS on HTTPS' port. */
export function turnUris(fleet: Pick<Fleet, "turn">, shard: Pick<Shard, "name">): string[] {
  return shardRelays(fleet, shard).flatMap(({ host }) => [
    `turn:${host}:${PORTS.listening}?transport=udp`,
    `turns:${host}:${PORTS.publicTls}?transport=tcp`,
  ]);
}
