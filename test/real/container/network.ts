import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

/** Runs a program without stopping this process' own servers; resolves to what it printed. */
export function run(command: readonly string[], input = "", what = command.join(" ")): Promise<string> {
  const [program = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      out += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      err += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${what} ended with ${code}: ${out}${err}`)),
    );
    child.stdin.on("error", () => {
      // A program that ends early closes its input; its code says the rest.
    });
    child.stdin.end(input);
  });
}

/** Asks until the answer is not undefined; throws with `what` after so many seconds. */
export async function eventually<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s.`);
    await pause(200);
  }
}

const toNumber = (address: string) => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const toAddress = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");

/** An address range with this machine's own address in it, and the next free one. */
class Range {
  private readonly first: number;
  private taken = 1;
  readonly own: string;

  constructor(
    readonly name: string,
    readonly cidr: string,
  ) {
    this.first = toNumber(cidr.split("/")[0] ?? "");
    this.own = toAddress(this.first + 1);
  }

  next(): string {
    this.taken += 1;
    return toAddress(this.first + this.taken);
  }

  get prefix(): string {
    return this.cidr.split("/")[1] ?? "";
  }
}

/** Outside the cluster: a documentation range (RFC 5737), which no pod's network reaches. */
const OUTSIDE = "203.0.113.0/24";

export type Leg = "pods" | "outside";

/** A network namespace, and its address on each bridge that it is on. */
export interface Place {
  readonly namespace: string;
  readonly addresses: Readonly<Partial<Record<Leg, string>>>;
}

/** Two bridges in a network namespace without a way out: the pods' network, and what is outside the cluster. */
export class Network {
  private readonly ranges: Readonly<Record<Leg, Range>>;
  private links = 0;
  /** Links to each namespace. */
  private readonly namespaces = new Map<string, readonly string[]>();

  private constructor(
    private readonly ip: readonly string[],
    pods: string,
  ) {
    this.ranges = { pods: new Range("pods", pods), outside: new Range("outside", OUTSIDE) };
  }

  /** `ip` is the program; `pods` the range that the plan gives to pods. */
  static async create(ip: readonly string[], pods: string): Promise<Network> {
    const network = new Network(ip, pods);
    // The names of network namespaces are mounts below /run: in this process' own file tree, never the machine's.
    await run(["mount", "-t", "tmpfs", "none", "/run"]);
    const bridges = Object.values(network.ranges).flatMap(({ name, own, prefix }) => [
      `link add ${name} type bridge`,
      `addr add ${own}/${prefix} dev ${name}`,
      `link set ${name} up`,
    ]);
    await run([...ip, "-batch", "-"], `${["link set lo up", ...bridges].join("\n")}\n`);
    return network;
  }

  /** Makes a network namespace with an address on each of these bridges. */
  async join(namespace: string, legs: readonly Leg[]): Promise<Place> {
    const joined = legs.map((leg) => {
      this.links += 1;
      return { leg, link: `v${this.links}`, address: this.ranges[leg].next(), range: this.ranges[leg] };
    });
    const here = joined.flatMap(({ leg, link, range }) => [
      `link add ${link} type veth peer name ${leg} netns ${namespace}`,
      `link set ${link} master ${range.name} up`,
    ]);
    const there = joined.flatMap(({ leg, address, range }) => [
      `addr add ${address}/${range.prefix} dev ${leg}`,
      `link set ${leg} up`,
    ]);
    await run([...this.ip, "-batch", "-"], `${[`netns add ${namespace}`, ...here].join("\n")}\n`);
    this.namespaces.set(
      namespace,
      joined.map(({ link }) => link),
    );
    await run([...this.ip, "-n", namespace, "-batch", "-"], `${["link set lo up", ...there].join("\n")}\n`);
    return { namespace, addresses: Object.fromEntries(joined.map(({ leg, address }) => [leg, address])) };
  }

  /** Gives this process one more address, for a stand-in that it plays itself. */
  async own(leg: Leg): Promise<string> {
    const range = this.ranges[leg];
    const address = range.next();
    await run([...this.ip, "addr", "add", `${address}/${range.prefix}`, "dev", range.name]);
    return address;
  }

  /** Gives this process an address of neither range, and some places a way to it: what a policy names by address. */
  async declare(address: string, readers: readonly Place[]): Promise<void> {
    await run([...this.ip, "addr", "add", `${address}/32`, "dev", this.ranges.pods.name]);
    for (const { namespace } of readers)
      await run([...this.ip, "-n", namespace, "route", "add", `${address}/32`, "dev", "pods"]);
  }

  /** Lets processes without any right listen below port 1024 there; for stand-ins, no pod of ours needs it. */
  async allowLowPorts({ namespace }: Place): Promise<void> {
    const setting = "/proc/sys/net/ipv4/ip_unprivileged_port_start";
    await run(["nsenter", `--net=/run/netns/${namespace}`, "sh", "-c", `echo 0 > ${setting}`]);
  }

  /** What takes a namespace down: the kernel clears one later, and its links, whose names the next network takes, with it. */
  private removal(namespace: string): string[] {
    const links = this.namespaces.get(namespace) ?? [];
    return [...links.map((link) => `link delete ${link}`), `netns delete ${namespace}`];
  }

  async leave({ namespace }: Place): Promise<void> {
    const lines = this.removal(namespace);
    this.namespaces.delete(namespace);
    await run([...this.ip, "-batch", "-"], `${lines.join("\n")}\n`);
  }

  /** Takes everything down again. */
  async remove(): Promise<void> {
    const places = [...this.namespaces.keys()].flatMap((namespace) => this.removal(namespace));
    const bridges = Object.values(this.ranges).map(({ name }) => `link delete ${name}`);
    await run([...this.ip, "-batch", "-"], `${[...places, ...bridges].join("\n")}\n`);
    await run(["umount", "--recursive", "/run"]);
  }
}
