import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../real/container/network";
import type { Machine } from "../ground";
import { IMAGES } from "../install/images";
import { hierarchy } from "./cgroup";
import type { ControlPlane } from "./control-plane";
import type { Network, Place } from "./network";
import { Process } from "./process";

const CONTAINERD = `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  # A process without CAP_SYS_RESOURCE may not lower the score by which the kernel chooses what to end.
  restrict_oom_score_adj = true
  sandbox_image = "${IMAGES.pause.name}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
`;

/** Pods in their own namespaces, every packet between them routed by their nodes. */
function podNetwork(pods: string): object {
  return {
    cniVersion: "1.0.0",
    name: "pods",
    plugins: [
      {
        type: "ptp",
        // Addresses that are taken go with the node's processes, as the pods that took them do.
        ipam: {
          type: "host-local",
          dataDir: "/run/pods",
          ranges: [[{ subnet: pods }]],
          routes: [{ dst: "0.0.0.0/0" }],
        },
      },
    ],
  };
}

function kubelet(cgroup: string, dns: string): object {
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    // Only this test reaches it: who asks is not checked.
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: "AlwaysAllow" },
    cgroupDriver: "cgroupfs",
    cgroupRoot: cgroup,
    clusterDNS: [dns],
    clusterDomain: "cluster.local",
    containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
    failSwapOn: false,
    // The machine's disk is not the test's: nothing is evicted or cleared for it, and images come from no registry.
    evictionHard: { "nodefs.available": "1%", "imagefs.available": "1%", "memory.available": "10Mi" },
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    makeIPTablesUtilChains: false,
    oomScoreAdj: 0,
    resolvConf: "",
  };
}

function kubeProxy(name: string): object {
  const untouched = { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" };
  return {
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    clientConnection: { kubeconfig: "/etc/kubernetes/kube-proxy.kubeconfig" },
    hostnameOverride: name,
    mode: "nftables",
    oomScoreAdj: 0,
    conntrack: untouched,
  };
}

/** Kills a process; false where it ended by itself just before. */
function killed(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}

/** The one node of a zone: containerd, kubelet and kube-proxy in namespaces of their own, and a disk that outlives them. */
export class Node {
  private process: Process | undefined;
  private readonly folder: string;

  constructor(
    private readonly machine: Machine,
    private readonly network: Network,
    readonly place: Place,
    private readonly labels: Readonly<Record<string, string>>,
  ) {
    this.folder = join(machine.scratch, "nodes", place.zone);
  }

  get zone(): string {
    return this.place.zone;
  }

  private get cgroup(): string {
    return `${this.machine.cgroup}/${this.zone}`;
  }

  /** A folder of the node's disk as pods' volumes name it, made where it is missing. */
  volume(name: string): string {
    mkdirSync(join(this.folder, "var", "volumes", name), { recursive: true });
    return `/var/volumes/${name}`;
  }

  /** Writes its configuration, and starts it for the first time. */
  async create(plane: ControlPlane): Promise<void> {
    const etc = (...path: string[]) => join(this.folder, "etc", ...path);
    for (const each of [
      "top",
      "etc/containerd",
      "etc/cni/net.d",
      "etc/kubernetes",
      "var/lib",
      "var/log",
      "var/volumes",
    ])
      mkdirSync(join(this.folder, each), { recursive: true });
    // Files that kubelet and containerd look into, and find on any machine.
    writeFileSync(etc("passwd"), "root:x:0:0::/root:/bin/bash\n");
    writeFileSync(etc("hosts"), "127.0.0.1 localhost\n");
    writeFileSync(etc("containerd", "config.toml"), CONTAINERD);
    writeFileSync(etc("cni", "net.d", "pods.conflist"), JSON.stringify(podNetwork(this.place.pods)));
    writeFileSync(etc("kubernetes", "kubelet.yaml"), JSON.stringify(kubelet(this.cgroup, this.network.dns)));
    writeFileSync(etc("kubernetes", "kube-proxy.yaml"), JSON.stringify(kubeProxy(this.zone)));
    plane.hand(`system:node:${this.zone}`, etc("kubernetes", "kubelet.kubeconfig"));
    plane.hand("system:kube-proxy", etc("kubernetes", "kube-proxy.kubeconfig"));
    await this.start();
  }

  private namespaces(): string[] {
    return ["nsenter", `--net=/run/netns/${this.zone}`, "unshare", "--mount", "--pid", "--fork", "--kill-child"];
  }

  /** Starts it, for the first time or after `lose`. */
  async start(): Promise<void> {
    await this.network.reach(this.zone, "up");
    const { zone, address } = this.place;
    const labels = { ...this.labels, "topology.kubernetes.io/zone": zone };
    const flags = [
      `--hostname-override=${zone}`,
      `--node-ip=${address}`,
      `--node-labels=${Object.entries(labels).map((pair) => pair.join("="))}`,
    ];
    const script = join(__dirname, "node.sh");
    const { root, kubernetes, images } = this.machine;
    const command = ["bash", script, root, kubernetes, images, this.folder, ...flags];
    this.process = Process.start([...this.namespaces(), ...command], join(this.folder, "var", "log", "node.log"));
  }

  /** The loss of its zone: from one instant to the next nobody hears of it, and nothing of it runs on. */
  async lose(): Promise<void> {
    await this.network.reach(this.zone, "down");
    await this.process?.kill();
    this.process = undefined;
  }

  check(): void {
    this.process?.check();
  }

  /** Runs a program of the node's root in the node. */
  private async run(...command: readonly string[]): Promise<string> {
    const pid = this.process?.child();
    if (pid === undefined) throw new Error(`${this.zone} is lost`);
    return run(["nsenter", `--target=${pid}`, "--all", ...command]);
  }

  /** Gives the node its images, which no registry has. */
  async load(): Promise<void> {
    for (const file of readdirSync(this.machine.images))
      await this.run("ctr", "--namespace", "k8s.io", "images", "import", `/images/${file}`);
  }

  /** Kills every process of a pod, or of one of its containers: those of their control groups. */
  killProcesses(pod: string, container?: string): number {
    const top = join(hierarchy(), this.cgroup);
    const groups = readdirSync(top, { recursive: true, encoding: "utf8" })
      .filter((path) => path.includes(`/pod${pod}`) && (container === undefined || path.endsWith(container)))
      .map((path) => join(top, path, "cgroup.procs"));
    const pids = groups
      .filter((file) => existsSync(file))
      .flatMap((file) => readFileSync(file, "utf8").match(/\d+/g) ?? []);
    return pids.filter((pid) => killed(Number(pid))).length;
  }
}
