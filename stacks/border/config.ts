import type { Destination } from "../../fleet/destinations";

export const PROXY_PORT = 3128;

/** A destination as Squid matches it: this host on this port. */
export interface Allowed {
  readonly host: string;
  readonly port: number;
}

/** The CONNECT proxy's list: exactly the declared destinations that go through the border, sorted. */
export function borderList(destinations: readonly Destination[]): Allowed[] {
  const list = destinations.filter((each) => each.through === "border").map(({ host, port }) => ({ host, port }));
  const key = ({ host, port }: Allowed) => `${host}:${port}`;
  return [...new Map(list.map((each) => [key(each), each])).values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function byPort(list: readonly Allowed[]): Map<number, string[]> {
  const hosts = new Map<number, string[]>();
  for (const { host, port } of list) hosts.set(port, [...(hosts.get(port) ?? []), host]);
  return hosts;
}

/**
 * Squid's configuration: CONNECT to the listed hosts on their ports, from the pods' range; everything else refused.
 * Names are matched exactly (no leading dot), and nothing is decrypted or cached.
 */
export function squidConfig(destinations: readonly Destination[], pods: string): string {
  const groups = [...byPort(borderList(destinations))].sort(([a], [b]) => a - b);
  const lists = groups.flatMap(([port, hosts]) => [
    `acl port_${port} port ${port}`,
    // -n: an address never counts as a listed name through its reverse entry.
    ...hosts.map((host) => `acl hosts_${port} dstdomain -n ${host}`),
    "",
  ]);
  const allows = groups.map(([port]) => `http_access allow CONNECT clients port_${port} hosts_${port}`);
  return [
    `http_port ${PROXY_PORT}`,
    `acl clients src ${pods}`,
    "acl CONNECT method CONNECT",
    "",
    ...lists,
    ...allows,
    "http_access deny all",
    "",
    "cache deny all",
    "cache_log stdio:/dev/stderr",
    "access_log stdio:/dev/stdout",
    "pid_filename none",
    "netdb_filename none",
    "logfile_rotate 0",
    "coredump_dir /tmp",
    "via off",
    "forwarded_for delete",
    "shutdown_lifetime 10 seconds",
    "",
  ].join("\n");
}
