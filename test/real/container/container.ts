import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fchownSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { bubblewrap } from "../install/tools";
import { run } from "./network";

/** A file or folder of this machine, as a container sees it. */
export interface Mount {
  readonly from: string;
  readonly to: string;
  readonly writable: boolean;
}

/** One process in the manner of a container: a network namespace, a file tree of its own, a user without any right. */
export interface ContainerSpec {
  readonly name: string;
  readonly hostname: string;
  /** Network namespace, made beforehand: containers of a pod share it. Without one it has no network. */
  readonly network: string | undefined;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly Mount[];
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly folder: string | undefined;
  /** Symbolic links: where they lie, and where they lead. */
  readonly links?: Readonly<Record<string, string>>;
}

/** How long a container may take to say its process id, in seconds. Assumption: a busy machine takes two. */
const START_SECONDS = 30;

/** Makes the folders above a path, outermost first: by itself, bubblewrap makes them so that only root may enter. */
function above(path: string): string[] {
  const parts = path.split("/").slice(1, -1);
  return parts.flatMap((_, index) => ["--perms", "0755", "--dir", `/${parts.slice(0, index + 1).join("/")}`]);
}

function sandbox(root: string, spec: ContainerSpec): string[] {
  // Outer folders first, so that a mount within another's folder lies over it.
  const mounts = [...spec.mounts].sort((a, b) => a.to.length - b.to.length);
  return [
    ...(spec.network === undefined ? [] : ["nsenter", `--net=/run/netns/${spec.network}`]),
    ...bubblewrap(root),
    ...(spec.network === undefined ? ["--unshare-net"] : []),
    ...["--unshare-pid", "--unshare-uts", "--unshare-ipc", "--hostname", spec.hostname, "--die-with-parent"],
    ...["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/dev/shm", "--dir", "/tmp", "--dir", "/run"],
    ...mounts.flatMap(({ from, to, writable }) => [...above(to), ...[writable ? "--bind" : "--ro-bind", from, to]]),
    ...Object.entries(spec.links ?? {}).flatMap(([at, to]) => [...above(at), "--symlink", to, at]),
    ...["--remount-ro", "/", "--clearenv"],
    ...Object.entries(spec.env).flatMap(([name, value]) => ["--setenv", name, value]),
    ...(spec.folder === undefined ? [] : ["--chdir", spec.folder]),
  ];
}

/** Takes every right from the process: the user and groups of the pod, no capability, none to be gained. */
function asUser({ uid, gid, groups, command }: ContainerSpec): string[] {
  const supplementary = groups.length > 0 ? [`--groups=${groups.join(",")}`] : ["--clear-groups"];
  const none = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"];
  return ["/usr/bin/setpriv", `--reuid=${uid}`, `--regid=${gid}`, ...supplementary, ...none, ...command];
}

/** A container that runs, or has run. */
export class Container {
  /** Its exit code, or the signal's name, once it has ended. */
  ended: number | string | undefined;
  readonly end: Promise<number | string>;

  private constructor(
    readonly spec: ContainerSpec,
    readonly log: string,
    private readonly root: string,
    private readonly child: ChildProcess,
    private readonly pid: Promise<number>,
  ) {
    this.end = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) => {
        this.ended = signal ?? code ?? 0;
        resolve(this.ended);
      });
    });
  }

  /** Starts it; all that it prints goes to the file `log`. */
  static start(root: string, spec: ContainerSpec, log: string): Container {
    mkdirSync(dirname(log), { recursive: true });
    const file = openSync(log, "a");
    // As runc does: the user may open its standard output again by name, which Squid and others do.
    fchownSync(file, spec.uid, spec.gid);
    const [program = "", ...args] = [
      ...sandbox(root, spec),
      ...["--as-pid-1", "--info-fd", "3", "--"],
      ...asUser(spec),
    ];
    const child = spawn(program, args, { stdio: ["ignore", file, file, "pipe"] });
    closeSync(file);
    const pid = new Promise<number>((resolve, reject) => {
      let text = "";
      const info = child.stdio[3];
      if (info === null || info === undefined || !("read" in info)) throw new Error("no pipe for bubblewrap's answer");
      info.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      info.on("end", () => {
        const found = /"child-pid": (\d+)/.exec(text)?.[1];
        if (found === undefined) reject(new Error(`${spec.name} did not start: ${readFileSync(log, "utf8")}`));
        else resolve(Number(found));
      });
      setTimeout(() => reject(new Error(`${spec.name} did not start`)), START_SECONDS * 1000).unref();
    });
    pid.catch(() => {
      // Whoever asks for the process sees it; a container that ended before says why in its log.
    });
    return new Container(spec, log, root, child, pid);
  }

  /** Sends a signal to the container's own first process, as a kubelet does. */
  async signal(name: NodeJS.Signals): Promise<void> {
    if (this.ended !== undefined) return;
    const pid = await this.pid;
    if (this.ended === undefined) process.kill(pid, name);
  }

  /** Sends a signal to another of its processes, by the number that the process has in the container. */
  async signalInside(process: number, name: "STOP" | "CONT"): Promise<void> {
    // By a shell's own kill, since only a process of the container's namespace knows that number.
    await run(["nsenter", `--target=${await this.pid}`, "--pid", "sh", "-c", `kill -${name} ${process}`]);
  }

  /** SIGTERM, and SIGKILL after the grace period. */
  async stop(graceSeconds: number): Promise<void> {
    await this.signal("SIGTERM");
    const late = setTimeout(() => void this.kill(), graceSeconds * 1000);
    await this.end;
    clearTimeout(late);
  }

  /** Ends the first process itself: bubblewrap's own end does not end one that has changed its user. */
  async kill(): Promise<void> {
    await this.signal("SIGKILL").catch(() => this.child.kill("SIGKILL"));
    await this.end;
  }

  /** Runs one more command in the container's file tree and network; its processes are not seen. */
  exec(command: readonly string[], input = "", also: Partial<ContainerSpec> = {}): Promise<string> {
    return Container.once(this.root, { ...this.spec, ...also, command }, input);
  }

  /** Runs a container to its end; resolves to what it printed, rejects with that where it failed. */
  static once(root: string, spec: ContainerSpec, input = ""): Promise<string> {
    return run([...sandbox(root, spec), "--", ...asUser(spec)], input, `${spec.name}: ${spec.command.join(" ")}`);
  }

  text(): string {
    return readFileSync(this.log, "utf8");
  }

  /** The last lines that it printed. */
  tail(lines = 30): string {
    return this.text().trimEnd().split("\n").slice(-lines).join("\n");
  }
}
