import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { KubernetesObject } from "../../../plan/plan";
import { eventually, run } from "../../real/container/network";
import { tool } from "../../real/install/tools";
import type { Machine } from "../ground";
import { Users } from "../machine/kubeconfig";
import { Process } from "../machine/process";
import { Api } from "./api";

/** Beside those of the other tests' cluster, on loopback alone. */
const PORTS = { etcd: 2479, peer: 2480, api: 6543 } as const;

/** Seconds for a part to answer. Assumption: a busy machine takes thirty. */
const START_SECONDS = 120;

const kubeconfig = z.object({ users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]) });

/** An API server with its admission, and nothing behind it: no node, no controller. */
export class ApiServer {
  private readonly processes: Process[] = [];

  private constructor(
    readonly api: Api,
    processes: readonly Process[],
  ) {
    this.processes.push(...processes);
  }

  /** `name` is of its folder: several may follow one another. */
  static async start(machine: Machine, name: string): Promise<ApiServer> {
    const folder = join(machine.scratch, `admission-${name}`);
    mkdirSync(folder);
    await run([...tool(machine.root, "usr/bin/ip"), "link", "set", "lo", "up"]);
    const certificate = join(folder, "certificates", "apiserver.crt");
    const users = new Users(folder, certificate, `https://127.0.0.1:${PORTS.api}`);
    users.add("admin", "system:masters");
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(join(folder, "accounts.key"), privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    writeFileSync(join(folder, "accounts.pub"), publicKey.export({ type: "spki", format: "pem" }));
    const start = (program: string, flags: Readonly<Record<string, string>>) =>
      Process.start(
        [program, ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)],
        join(machine.scratch, "log", `admission-${name}`, `${program.split("/").at(-1)}.log`),
      );
    const etcd = start(machine.etcd, {
      "data-dir": join(folder, "etcd"),
      "listen-client-urls": `http://127.0.0.1:${PORTS.etcd}`,
      "advertise-client-urls": `http://127.0.0.1:${PORTS.etcd}`,
      "listen-peer-urls": `http://127.0.0.1:${PORTS.peer}`,
      "initial-advertise-peer-urls": `http://127.0.0.1:${PORTS.peer}`,
      "initial-cluster": `default=http://127.0.0.1:${PORTS.peer}`,
      "unsafe-no-fsync": "true",
      "log-level": "warn",
    });
    const server = start(machine.apiServer, {
      "etcd-servers": `http://127.0.0.1:${PORTS.etcd}`,
      "bind-address": "127.0.0.1",
      "advertise-address": "127.0.0.1",
      "endpoint-reconciler-type": "none",
      "secure-port": String(PORTS.api),
      "cert-dir": join(folder, "certificates"),
      "token-auth-file": users.list(),
      "authorization-mode": "RBAC",
      // Off by default in 1.34, where the server forgets what a pod says of it: judged for the day when it is on.
      "feature-gates": "ImageVolume=true",
      "service-cluster-ip-range": "10.80.0.0/16",
      "service-account-issuer": "https://kubernetes.default.svc",
      "service-account-key-file": join(folder, "accounts.pub"),
      "service-account-signing-key-file": join(folder, "accounts.key"),
    });
    const api = await eventually("the API server", START_SECONDS, async () => {
      for (const each of [etcd, server]) each.check();
      if (!existsSync(certificate)) return undefined;
      const file = users.kubeconfig("admin", join(folder, "admin.kubeconfig"));
      const [{ user }] = kubeconfig.parse(JSON.parse(readFileSync(file, "utf8"))).users;
      const asked = new Api(PORTS.api, user.token, readFileSync(certificate));
      const ready = await asked.call("GET", "/readyz").catch(() => undefined);
      return ready?.status === 200 ? asked : undefined;
    });
    return new ApiServer(api, [etcd, server]);
  }

  /** Creates objects for good; throws with the server's words where it refuses one. */
  async install(objects: readonly KubernetesObject[]): Promise<void> {
    for (const object of objects) {
      const { status, message } = await this.api.create(object);
      if (status !== 201) throw new Error(`${object.kind} ${object.metadata.name}: ${status} ${message}`);
    }
  }

  /** Installs the kinds of a folder of definitions, and waits until each can be asked for. */
  async installKinds(folder: string): Promise<void> {
    const definitions = readdirSync(folder).flatMap((name) =>
      parseAllDocuments(readFileSync(join(folder, name), "utf8"))
        .map((document): KubernetesObject => document.toJS())
        .filter((each) => each?.kind === "CustomResourceDefinition"),
    );
    await this.install(definitions);
    await eventually("the kinds of others", START_SECONDS, async () => {
      const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
      const { text } = await this.api.call("GET", path);
      const established =
        text.match(/"type":"Established","status":"True"|"status":"True"[^{}]*"type":"Established"/g) ?? [];
      return established.length >= definitions.length ? true : undefined;
    });
  }

  async stop(): Promise<void> {
    for (const each of this.processes.splice(0).reverse()) await each.kill();
  }
}
