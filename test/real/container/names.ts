import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { userFiles } from "../images";
import { Container } from "./container";
import type { Network } from "./network";

/** The user nobody, of Debian. */
const NOBODY = 65_534;

/**
 * The cluster's name server and the Internet's, in one: dnsmasq over a file of names that the test rewrites. What is
 * not in the file does not exist.
 */
export class Names {
  private readonly sections = new Map<string, ReadonlyMap<string, readonly string[]>>();

  private constructor(
    readonly address: string,
    /** The same server, for those outside the cluster. */
    readonly outside: string,
    private readonly folder: string,
    private readonly server: Container,
  ) {}

  static async start(root: string, network: Network, scratch: string): Promise<Names> {
    const folder = join(scratch, "names");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "hosts"), "");
    const place = await network.join("names", ["pods", "outside"]);
    await network.allowLowPorts(place);
    const server = Container.start(
      root,
      {
        name: "names",
        hostname: "names",
        network: place.namespace,
        command: [
          ...["dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--pid-file", "--no-resolv", "--no-hosts"],
          // Changes are seen at once, and a name that is not listed does not exist.
          ...["--addn-hosts=/names/hosts", "--local-ttl=0", "--address=/#/", "--log-facility=-"],
        ],
        env: { PATH: "/usr/sbin:/usr/bin" },
        mounts: [...userFiles(folder), { from: folder, to: "/names", writable: false }],
        uid: NOBODY,
        gid: NOBODY,
        groups: [],
        folder: undefined,
      },
      join(scratch, "logs", "names.log"),
    );
    return new Names(place.addresses.pods ?? "", place.addresses.outside ?? "", folder, server);
  }

  /** Replaces the names of one section. */
  async set(section: string, names: ReadonlyMap<string, readonly string[]>): Promise<void> {
    this.sections.set(section, names);
    const lines = [...this.sections.values()].flatMap((each) =>
      [...each].flatMap(([name, addresses]) => addresses.map((address) => `${address} ${name}`)),
    );
    writeFileSync(join(this.folder, "hosts"), `${lines.join("\n")}\n`);
    if (this.server.ended !== undefined) throw new Error(`the name server ended: ${this.server.tail()}`);
    await this.server.signal("SIGHUP");
  }

  stop(): Promise<void> {
    return this.server.kill();
  }
}
