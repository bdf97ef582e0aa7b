import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cluster } from "./cluster";
import type { Certificate } from "./container/authority";
import { Container, type ContainerSpec, type Mount } from "./container/container";
import { eventually, type Place } from "./container/network";
import { type Image, USERS } from "./images";
import { systemFiles } from "./pods/pod";

const BIN = "/usr/lib/postgresql/15/bin";
/** Where its files lie in the container. */
export const DATA = "/var/lib/postgresql/data";
const SOCKETS = "/run/postgresql";
const CERTIFICATES = "/run/certificates";
const UID = USERS.postgres ?? 0;

/** Where a certificate that an instance was given lies for its programs. */
export function certificatePaths(name: string): { certificate: string; key: string } {
  return { certificate: `${CERTIFICATES}/${name}.crt`, key: `${CERTIFICATES}/${name}.key` };
}

/** Seconds until a server answers. Assumption: one that starts among many. */
const START_SECONDS = 60;

/** Programs beside PostgreSQL's own that its commands call: where they lie, and what they are told. */
export type Programs = Pick<Image, "path" | "env" | "mounts">;

const NONE: Programs = { path: "/usr/bin", env: {}, mounts: [] };

function ownFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  chownSync(path, UID, UID);
  chmodSync(path, 0o700);
  return path;
}

/** One PostgreSQL: a place in the network, a folder of files, and at times the server that serves them. */
export class Instance {
  private server: Container | undefined;

  private constructor(
    private readonly cluster: Cluster,
    readonly name: string,
    private readonly place: Place,
    private readonly folder: string,
    private readonly spec: Omit<ContainerSpec, "command">,
    /** File of all that the server, and the commands that it calls, print. */
    readonly log: string,
  ) {}

  /** A place and an empty folder for an instance of this name; `programs` are found in every container of it. */
  static async create(cluster: Cluster, namespace: string, name: string, programs = NONE): Promise<Instance> {
    const { scratch } = cluster.ground;
    const id = `${namespace}.${name}`;
    const place = await cluster.network.join(id, ["pods"]);
    const folder = join(scratch, "pods", id);
    const mount = (own: string, to: string): Mount => ({ from: ownFolder(join(folder, own)), to, writable: true });
    const address = place.addresses.pods ?? "";
    const spec = {
      name: `${namespace}/${name}`,
      hostname: name,
      network: place.namespace,
      env: { ...programs.env, PATH: `${BIN}:${programs.path}`, PGHOST: SOCKETS, PGUSER: "postgres", LC_ALL: "C" },
      mounts: [
        mount("data", DATA),
        mount("sockets", SOCKETS),
        mount("certificates", CERTIFICATES),
        ...systemFiles(folder, cluster.node, { namespace, hostname: name, address }),
        ...programs.mounts,
      ],
      uid: UID,
      gid: UID,
      groups: [],
      folder: undefined,
    };
    const log = join(scratch, "logs", namespace, name, "postgres.log");
    // One of this name may have been here before.
    rmSync(log, { force: true });
    return new Instance(cluster, name, place, folder, spec, log);
  }

  get address(): string {
    return this.place.addresses.pods ?? "";
  }

  /** A folder of it as this machine sees it. */
  path(folder: "data" | "sockets"): string {
    return join(this.folder, folder);
  }

  /** Writes a file into the data folder. */
  write(file: string, text: string): void {
    const path = join(this.path("data"), file);
    writeFileSync(path, text, { mode: 0o600 });
    chownSync(path, UID, UID);
  }

  /** Gives it a certificate, which lies where `certificatePaths` says. */
  certify(name: string, { certificate, key }: Certificate): void {
    for (const [suffix, text] of Object.entries({ crt: certificate, key })) {
      const path = join(this.folder, "certificates", `${name}.${suffix}`);
      writeFileSync(path, text, { mode: 0o600 });
      chownSync(path, UID, UID);
    }
  }

  /** Runs a command in the container's file tree and network, as the server's user; resolves to what it printed. */
  run(
    command: readonly string[],
    input = "",
    also: Partial<Pick<ContainerSpec, "env" | "mounts">> = {},
  ): Promise<string> {
    const env = { ...this.spec.env, ...also.env };
    const mounts = [...this.spec.mounts, ...(also.mounts ?? [])];
    return Container.once(this.cluster.ground.root, { ...this.spec, env, mounts, command }, input);
  }

  /** Makes the files of an empty server, with more options of initdb. */
  async initialise(...more: readonly string[]): Promise<void> {
    const options = ["--encoding=UTF8", "--locale=C", "--data-checksums", "--no-sync", "--username=postgres"];
    await this.run(["initdb", "--pgdata", DATA, ...options, ...more]);
  }

  /** Serves the files, and resolves when it answers; rejects with its last words where it ends before. */
  async start(parameters: Readonly<Record<string, string>>): Promise<void> {
    const settings = Object.entries({ ...parameters, listen_addresses: "*", unix_socket_directories: SOCKETS });
    const command = ["postgres", "-D", DATA, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])];
    this.server = Container.start(this.cluster.ground.root, { ...this.spec, command }, this.log);
    await this.until("answers", START_SECONDS, () => this.sql("select 1").catch(() => undefined));
  }

  /** Asks until the answer is not undefined; rejects with the server's last words where it ends before. */
  until<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
    return eventually(`${this.spec.name} ${what}`, seconds, () => {
      if (this.server === undefined || this.server.ended !== undefined)
        throw new Error(`${this.spec.name} ended:\n${this.server?.tail() ?? ""}`);
      return ask();
    });
  }

  /** Runs statements as the operator would; resolves to what they return, without a header. */
  async sql(statements: string, database = "postgres"): Promise<string> {
    const quiet = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"];
    return (await this.run([...quiet, "--dbname", database], statements)).trim();
  }

  /** Sends a signal to one process of the server, by its number there. */
  async signal(process: number, name: "STOP" | "CONT"): Promise<void> {
    await this.server?.signalInside(process, name);
  }

  /** Ends all its processes at once, each backend's own process group with them, as a lost node does. */
  async kill(): Promise<void> {
    await this.server?.kill();
  }

  /** Ends it in the mode fast: open transactions are broken off, the files are whole. */
  async stop(): Promise<void> {
    await this.server?.signal("SIGINT");
    await this.server?.end;
  }

  /** Ends it and forgets its files, as the deletion of its pod and its claims does. */
  async remove(): Promise<void> {
    await this.kill();
    await this.cluster.network.leave(this.place);
    rmSync(this.folder, { recursive: true });
  }
}
