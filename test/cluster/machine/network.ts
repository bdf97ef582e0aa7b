import type { Fleet } from "../../../fleet/fleet";
import { run } from "../../real/container/network";
import { tool } from "../../real/install/tools";

/** The one node of a zone on the network. */
export interface Place {
  readonly zone: string;
  readonly address: string;
  /** Range of its pods. */
  readonly pods: string;
}

/** Address so many after the first one of a range. */
function nth(range: string, distance: number): string {
  const first = (range.split("/")[0] ?? "").split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const value = first + distance;
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}

/**
 * A bridge in this process' network namespace, and a namespace of each zone's node on it, with the ranges that the
 * environment declares. Nothing leads out.
 */
export class Network {
  readonly places: readonly Place[];
  /** Where the API server listens, and so does this process: the bridge. */
  readonly controlPlane: string;
  readonly services: string;
  /** The address that the cluster's DNS has by convention: the tenth of the services' range. */
  readonly dns: string;

  private constructor(
    private readonly ip: readonly string[],
    { cluster, network }: Fleet,
  ) {
    this.places = cluster.zones.map((zone, index) => ({
      zone,
      address: nth(network.nodes, index + 11),
      pods: `${nth(network.pods, 256 * (index + 1))}/24`,
    }));
    this.controlPlane = nth(network.nodes, 1);
    this.services = network.services;
    this.dns = nth(network.services, 10);
  }

  /** `root` holds the program ip. */
  static async create(root: string, fleet: Fleet): Promise<Network> {
    const network = new Network(tool(root, "usr/bin/ip"), fleet);
    // The names of network namespaces are mounts below /run: in this process' own file tree, never the machine's.
    await run(["mount", "-t", "tmpfs", "none", "/run"]);
    await network.batch([
      "link set lo up",
      "link add zones type bridge",
      `addr add ${network.controlPlane}/24 dev zones`,
      "link set zones up",
    ]);
    for (const place of network.places) await network.join(place);
    return network;
  }

  private async join({ zone, address, pods }: Place): Promise<void> {
    await this.batch([
      `netns add ${zone}`,
      `link add ${zone} type veth peer name zones netns ${zone}`,
      `link set ${zone} master zones up`,
      // The API server calls the operator's webhooks at its pods' addresses.
      `route add ${pods} via ${address}`,
    ]);
    const others = this.places.filter((place) => place.zone !== zone);
    await this.batch(
      [
        "link set lo up",
        `addr add ${address}/24 dev zones`,
        "link set zones up",
        // Without a way to it, a Service's address is refused before kube-proxy sees it. Nobody answers there.
        `route add default via ${this.controlPlane}`,
        ...others.map((place) => `route add ${place.pods} via ${place.address}`),
      ],
      zone,
    );
    const forward = "echo 1 > /proc/sys/net/ipv4/ip_forward";
    await run(["nsenter", `--net=/run/netns/${zone}`, "sh", "-c", forward]);
  }

  private async batch(lines: readonly string[], namespace?: string): Promise<void> {
    const where = namespace === undefined ? [] : ["-n", namespace];
    await run([...this.ip, ...where, "-batch", "-"], `${lines.join("\n")}\n`);
  }

  /** Cuts a zone off from all others, or joins it again. */
  async reach(zone: string, state: "up" | "down"): Promise<void> {
    await this.batch([`link set ${zone} ${state}`]);
  }
}
