import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../real/container/network";
import type { Machine } from "../ground";
import { Users } from "./kubeconfig";
import type { Network } from "./network";
import { Process } from "./process";

/**
 * Seconds without a sign from a kubelet after which its node counts as lost; Kubernetes' default is 50. It costs that a
 * node whose kubelet is out of touch for 20 s has its pods counted as not ready, and a primary there is replaced.
 */
const NODE_MONITOR_GRACE_SECONDS = 20;

/** Seconds for a part to answer. Assumption: a busy machine takes ten. */
const START_SECONDS = 90;

const ETCD = "http://127.0.0.1:2379";

/** etcd, API server, scheduler and controller manager, in this process' own namespaces. */
export class ControlPlane {
  private readonly processes: Process[] = [];
  private readonly users: Users;
  /** The API server's own certificate, once it has started. */
  private readonly certificate: string;

  private constructor(
    private readonly machine: Machine,
    private readonly folder: string,
    { controlPlane, places }: Network,
  ) {
    this.certificate = join(folder, "certificates", "apiserver.crt");
    this.users = new Users(folder, this.certificate, `https://${controlPlane}:6443`);
    this.users.add("admin", "system:masters");
    for (const name of ["kube-controller-manager", "kube-scheduler", "kube-proxy"]) this.users.add(`system:${name}`);
    for (const { zone } of places) this.users.add(`system:node:${zone}`, "system:nodes");
  }

  private run(program: string, flags: Readonly<Record<string, string>>): void {
    const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
    const log = join(this.machine.scratch, "log", "control-plane", `${program.split("/").at(-1)}.log`);
    this.processes.push(Process.start([program, ...args], log));
  }

  private async answers(what: string, ask: () => Promise<boolean>): Promise<void> {
    await eventually(what, START_SECONDS, async () => {
      for (const each of this.processes) each.check();
      return (await ask().catch(() => false)) ? true : undefined;
    });
  }

  /** Starts it; resolves once `ready` says that the API server answers the administrator of this kubeconfig. */
  static async start(
    machine: Machine,
    network: Network,
    ready: (kubeconfig: string) => Promise<boolean>,
  ): Promise<ControlPlane> {
    const folder = join(machine.scratch, "control-plane");
    mkdirSync(folder);
    const plane = new ControlPlane(machine, folder, network);
    const { etcd, apiServer, kubernetes } = machine;
    plane.run(etcd, { "data-dir": join(folder, "etcd"), "unsafe-no-fsync": "true", "log-level": "warn" });
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = join(folder, "service-accounts");
    writeFileSync(`${key}.key`, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    writeFileSync(`${key}.pub`, publicKey.export({ type: "spki", format: "pem" }));
    plane.run(apiServer, {
      "etcd-servers": ETCD,
      "advertise-address": network.controlPlane,
      "secure-port": "6443",
      // It makes a certificate for its own addresses and names, which is all that its clients trust.
      "cert-dir": join(folder, "certificates"),
      "token-auth-file": plane.users.list(),
      "authorization-mode": "Node,RBAC",
      "service-cluster-ip-range": network.services,
      "service-account-issuer": "https://kubernetes.default.svc",
      "service-account-key-file": `${key}.pub`,
      "service-account-signing-key-file": `${key}.key`,
      "kubelet-preferred-address-types": "InternalIP",
      // Webhooks are called at their pods' addresses: this namespace has no kube-proxy.
      "enable-aggregator-routing": "true",
    });
    const admin = plane.users.kubeconfig("admin", join(folder, "admin.kubeconfig"));
    await plane.answers("the API server", async () => existsSync(plane.certificate) && (await ready(admin)));
    const client = (name: string) => ({
      kubeconfig: plane.users.kubeconfig(`system:${name}`, join(folder, `${name}.kubeconfig`)),
      "leader-elect": "false",
      "secure-port": "0",
    });
    plane.run(join(kubernetes, "kube-scheduler"), client("kube-scheduler"));
    plane.run(join(kubernetes, "kube-controller-manager"), {
      ...client("kube-controller-manager"),
      "use-service-account-credentials": "true",
      "root-ca-file": plane.certificate,
      "service-account-private-key-file": `${key}.key`,
      "node-monitor-grace-period": `${NODE_MONITOR_GRACE_SECONDS}s`,
    });
    return plane;
  }

  /** Kubeconfig of the administrator. */
  get admin(): string {
    return join(this.folder, "admin.kubeconfig");
  }

  /** Writes a kubeconfig for a node, which sees no file of the control plane. */
  hand(user: string, file: string): void {
    this.users.kubeconfig(user, file, readFileSync(this.certificate));
  }

  check(): void {
    for (const each of this.processes) each.check();
  }

  async stop(): Promise<void> {
    for (const each of this.processes.splice(0).reverse()) await each.kill();
  }
}
