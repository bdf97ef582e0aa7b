import type { Fleet } from "../../fleet/fleet";
import { type DeniedRange, deniedRanges, isIpv6 } from "./denied";
import { PORTS, RELAY_PORTS, TURN_UID } from "./places";

/** Name of the ConfigMap's file. */
export const FIREWALL_FILE = "firewall.nft";

const set = (name: string, type: "ipv4_addr" | "ipv6_addr", elements: readonly string[]): string[] => [
  `  set ${name} {`,
  `    type ${type}`,
  "    flags interval",
  "    auto-merge",
  `    elements = { ${elements.join(", ")} }`,
  "  }",
];

const cidrs = (ranges: readonly DeniedRange[]) => ranges.map(({ cidr }) => cidr);

/**
 * Rules of every relay's node, in a table of their own that is replaced whole, so that loading them twice changes nothing
 * and what others set on the node stays. A NetworkPolicy does not act on pods in the node's network. Three promises:
 * - clients reach TLS by HTTPS' port;
 * - who is not of the cluster reaches of the node what coturn serves, and nothing else, metrics neither; the cluster's
 *   own ranges are left to the node's services;
 * - what coturn's user sends is an answer to a client, or UDP from an allocation to an address that is not denied, even
 *   if coturn's own list is wrong. Of relays only allocations are reached.
 */
export function firewallRules(fleet: Pick<Fleet, "network" | "turn">): string {
  const { pods, services, nodes } = fleet.network;
  const denied = deniedRanges(fleet);
  const own = [...new Set(fleet.turn.relays.flatMap(({ address, nodeAddress }) => [address, nodeAddress]))].sort();
  const relayPorts = `${RELAY_PORTS.first}-${RELAY_PORTS.last}`;
  const served = `${PORTS.listening}, ${PORTS.tls}`;
  return [
    // The first line makes the second succeed on a node that has no such table yet.
    "add table inet tchap_turn",
    "delete table inet tchap_turn",
    "table inet tchap_turn {",
    ...set("relays", "ipv4_addr", own),
    ...set("cluster", "ipv4_addr", [pods, services, nodes]),
    ...set("denied4", "ipv4_addr", cidrs(denied.filter((each) => !isIpv6(each)))),
    ...set("denied6", "ipv6_addr", cidrs(denied.filter(isIpv6))),
    "  chain prerouting {",
    "    type nat hook prerouting priority dstnat; policy accept;",
    `    ip daddr @relays tcp dport ${PORTS.publicTls} redirect to :${PORTS.tls}`,
    "  }",
    "  chain input {",
    "    type filter hook input priority filter; policy accept;",
    '    iif "lo" accept',
    "    ct state established,related accept",
    "    ip saddr @cluster accept",
    `    tcp dport { ${served} } accept`,
    `    udp dport { ${PORTS.listening}, ${relayPorts} } accept`,
    "    meta l4proto { icmp, ipv6-icmp } accept",
    // The node's own address, where it is leased.
    "    udp sport { 67, 547 } udp dport { 68, 546 } accept",
    "    counter drop",
    "  }",
    "  chain output {",
    "    type filter hook output priority filter; policy accept;",
    // By that user alone: what the kernel itself sends (an overlay's packets, errors, resets) has none.
    `    meta skuid ${TURN_UID} goto relayed`,
    "  }",
    "  chain relayed {",
    `    udp sport ${PORTS.listening} accept`,
    `    tcp sport { ${served}, ${PORTS.metrics} } accept`,
    `    udp sport ${relayPorts} ip daddr @relays udp dport ${relayPorts} accept`,
    "    ip daddr @relays counter drop",
    `    udp sport ${relayPorts} ip daddr != @denied4 accept`,
    `    udp sport ${relayPorts} ip6 daddr != @denied6 accept`,
    "    counter drop",
    "  }",
    "}",
    "",
  ].join("\n");
}
