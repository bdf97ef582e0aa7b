import type { Fleet } from "../../../fleet/fleet";
import { run } from "../container/network";
import { tool } from "../install/tools";

type Relay = Fleet["turn"]["relays"][number];

/** A place on the test's Internet: a network namespace with one address. */
export interface Host {
  readonly namespace: string;
  readonly address: string;
}

/** Addresses outside: ordinary ones, since the documentation's are refused; nothing leads out of the test's network. */
export const CLIENT: Host = { namespace: "client", address: "80.10.0.2" };
export const PEER: Host = { namespace: "peer", address: "81.20.0.2" };

/**
 * The Internet of the test: this process' own network namespace routes between hosts, each in one of its own, and
 * translates each relay's public address to its node's, one to one, as the platform before the nodes does.
 */
export class Internet {
  private links = 0;
  private readonly hosts: Host[] = [];

  private constructor(private readonly root: string) {}

  static async create(root: string, relays: readonly Relay[]): Promise<Internet> {
    const internet = new Internet(root);
    await run(["mount", "-t", "tmpfs", "none", "/run"]);
    await run(["sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"]);
    await internet.ip("link", "set", "lo", "up");
    const translated = relays.filter(({ address, nodeAddress }) => address !== nodeAddress);
    const inward = translated.map(({ address, nodeAddress }) => `ip daddr ${address} dnat to ${nodeAddress}\n`);
    // Not between a node and the cluster's own, which need no translation.
    const outward = translated.map(({ address, nodeAddress }) => `ip saddr ${nodeAddress} snat to ${address}\n`);
    await internet.nft(
      undefined,
      `table ip translation {
  chain inward {
    type nat hook prerouting priority dstnat
    ${inward.join("    ")}
  }
  chain outward {
    type nat hook postrouting priority srcnat
    ${outward.join("    ")}
  }
}
`,
    );
    for (const { node, nodeAddress } of relays) await internet.join({ namespace: node, address: nodeAddress });
    return internet;
  }

  private ip(...args: string[]): Promise<string> {
    return run([...tool(this.root, "usr/sbin/ip"), ...args]);
  }

  /** Loads nftables rules on a host, or here. */
  nft(namespace: string | undefined, rules: string): Promise<string> {
    return run([...this.on(namespace), ...tool(this.root, "usr/sbin/nft"), "-f", "-"], rules);
  }

  /** What nftables says of its rules on a host. */
  rules(namespace: string): Promise<string> {
    return run([...this.on(namespace), ...tool(this.root, "usr/sbin/nft"), "list", "ruleset"]);
  }

  private on(namespace: string | undefined): string[] {
    return namespace === undefined ? [] : ["nsenter", `--net=/run/netns/${namespace}`];
  }

  async join(host: Host): Promise<void> {
    const { namespace, address } = host;
    this.links += 1;
    const [here, gateway] = [`host${this.links}`, "169.254.255.1"];
    await this.ip("netns", "add", namespace);
    await this.ip("link", "add", here, "type", "veth", "peer", "name", "wan", "netns", namespace);
    await this.ip("addr", "add", `${gateway}/32`, "dev", here);
    await this.ip("link", "set", here, "up");
    await this.ip("route", "add", `${address}/32`, "dev", here);
    for (const args of [
      ["link", "set", "lo", "up"],
      ["addr", "add", `${address}/32`, "dev", "wan"],
      ["link", "set", "wan", "up"],
      ["route", "add", gateway, "dev", "wan", "src", address],
      ["route", "add", "default", "via", gateway, "dev", "wan", "src", address],
    ])
      await this.ip("-n", namespace, ...args);
    this.hosts.push(host);
  }

  /** Makes addresses answer here, whosever they would be. */
  async own(addresses: readonly string[]): Promise<void> {
    for (const address of addresses) await this.ip("addr", "add", `${address}/32`, "dev", "lo");
  }

  async remove(): Promise<void> {
    for (const { namespace } of this.hosts) await this.ip("netns", "delete", namespace);
    await this.nft(undefined, "delete table ip translation\n");
    await run(["umount", "--recursive", "/run"]);
  }
}
