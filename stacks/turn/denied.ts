import type { Fleet } from "../../fleet/fleet";

/** A range of addresses to which nothing is relayed, and what it is. */
export interface DeniedRange {
  readonly cidr: string;
  readonly what: string;
}

const range = (cidr: string, what: string): DeniedRange => ({ cidr, what });

/**
 * Every IPv4 block of IANA's special-purpose address registry (RFC 6890 and its updates, as of 2026; narrower entries lie
 * within these), and multicast, of IANA's multicast registry (RFC 5771).
 */
const SPECIAL_IPV4: readonly DeniedRange[] = [
  range("0.0.0.0/8", "this network, RFC 791"),
  range("10.0.0.0/8", "private use, RFC 1918"),
  range("100.64.0.0/10", "shared address space, RFC 6598"),
  range("127.0.0.0/8", "loopback, RFC 1122"),
  range("169.254.0.0/16", "link local and cloud metadata, RFC 3927"),
  range("172.16.0.0/12", "private use, RFC 1918"),
  range("192.0.0.0/24", "IETF protocol assignments, RFC 6890"),
  range("192.0.2.0/24", "documentation, RFC 5737"),
  range("192.31.196.0/24", "AS112-v4, RFC 7535"),
  range("192.52.193.0/24", "AMT, RFC 7450"),
  range("192.88.99.0/24", "6to4 relay anycast, RFC 7526"),
  range("192.168.0.0/16", "private use, RFC 1918"),
  range("192.175.48.0/24", "direct delegation AS112 service, RFC 7534"),
  range("198.18.0.0/15", "benchmarking, RFC 2544"),
  range("198.51.100.0/24", "documentation, RFC 5737"),
  range("203.0.113.0/24", "documentation, RFC 5737"),
  range("224.0.0.0/4", "multicast, RFC 5771"),
  range("240.0.0.0/4", "reserved and limited broadcast, RFC 1112 and RFC 919"),
];

/** The same of IPv6, with multicast (RFC 4291) and the site-local range that RFC 3879 gave up. */
const SPECIAL_IPV6: readonly DeniedRange[] = [
  range("::/128", "unspecified, RFC 4291"),
  range("::1/128", "loopback, RFC 4291"),
  range("::ffff:0:0/96", "IPv4-mapped, RFC 4291"),
  range("64:ff9b::/96", "IPv4-IPv6 translation, RFC 6052"),
  range("64:ff9b:1::/48", "IPv4-IPv6 translation, RFC 8215"),
  range("100::/64", "discard only, RFC 6666"),
  range("100:0:0:1::/64", "dummy prefix, RFC 9780"),
  range("2001::/23", "IETF protocol assignments, Teredo among them, RFC 2928"),
  range("2001:db8::/32", "documentation, RFC 3849"),
  range("2002::/16", "6to4, RFC 3056"),
  range("2620:4f:8000::/48", "direct delegation AS112 service, RFC 7534"),
  range("3fff::/20", "documentation, RFC 9637"),
  range("5f00::/16", "segment routing identifiers, RFC 9602"),
  range("fc00::/7", "unique local, RFC 4193"),
  range("fe80::/10", "link local, RFC 4291"),
  range("fec0::/10", "site local, RFC 3879"),
  range("ff00::/8", "multicast, RFC 4291"),
];

/** Whereto nothing is relayed: what is no public address of anybody's, and what is the cluster's own, whatever it is. */
export function deniedRanges({ network }: Pick<Fleet, "network">): DeniedRange[] {
  return [
    ...SPECIAL_IPV4,
    ...SPECIAL_IPV6,
    range(network.pods, "the cluster's pods"),
    range(network.services, "the cluster's Services"),
    range(network.nodes, "the cluster's nodes"),
  ];
}

export const isIpv6 = ({ cidr }: DeniedRange): boolean => cidr.includes(":");

function bits(address: string): bigint {
  if (!address.includes(":"))
    return address.split(".").reduce((value, part) => value * 256n + BigInt(Number(part)), 0n);
  const [left = "", right] = address.split("::");
  const groups = (text: string | undefined) => (text ? text.split(":") : []);
  const missing = right === undefined ? 0 : 8 - groups(left).length - groups(right).length;
  const all = [...groups(left), ...Array<string>(missing).fill("0"), ...groups(right)];
  return all.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n);
}

function address(value: bigint, ipv6: boolean): string {
  const [parts, width, radix] = ipv6 ? [8, 16n, 16] : [4, 8n, 10];
  const each = Array.from(
    { length: parts },
    (_, index) => (value >> (BigInt(parts - 1 - index) * width)) & ((1n << width) - 1n),
  );
  return each.map((part) => part.toString(radix)).join(ipv6 ? ":" : ".");
}

/**
 * Ranges as coturn takes them: first and last address. It reads an end that is the unspecified address as no bound, so that
 * `::-::` would deny everybody (ns_turn_ioaddr.c, ioa_addr_in_range); that one address it refuses by itself.
 */
export function firstToLast(denied: DeniedRange): string | undefined {
  const ipv6 = isIpv6(denied);
  const [text = "", length = ""] = denied.cidr.split("/");
  const size = 1n << BigInt((ipv6 ? 128 : 32) - Number(length));
  const first = (bits(text) / size) * size;
  const last = first + size - 1n;
  return last === 0n ? undefined : `${address(first, ipv6)}-${address(last, ipv6)}`;
}
