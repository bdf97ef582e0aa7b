import type { Fleet } from "../../fleet/fleet";
import { poolSelector } from "../../stacks/platform";
import { eventually } from "../real/container/network";
import { dnsObjects } from "./dns";
import type { Machine } from "./ground";
import { Kubernetes } from "./kubernetes";
import { makeCgroups } from "./machine/cgroup";
import { ControlPlane } from "./machine/control-plane";
import { Network } from "./machine/network";
import { Node } from "./machine/node";
import { installOperator } from "./operator";

/** Seconds for a node to become ready. Assumption: a busy machine takes thirty. */
const NODE_SECONDS = 120;

/** Instances of a database that a node has room for: one, as zones ask for it; each has a volume of data and one of log. */
const VOLUMES = ["data", "log"];

/** A cluster of as many zones as the environment names, one node in each, on this machine. */
export class Cluster {
  private constructor(
    readonly kubernetes: Kubernetes,
    private readonly plane: ControlPlane,
    readonly nodes: readonly Node[],
  ) {}

  static async start(machine: Machine, fleet: Fleet): Promise<Cluster> {
    const network = await Network.create(machine.root, fleet);
    makeCgroups(machine.cgroup, fleet.cluster.zones);
    const api = (kubeconfig: string) => new Kubernetes(machine.kubectl, kubeconfig);
    const plane = await ControlPlane.start(machine, network, async (kubeconfig) => {
      await api(kubeconfig).kubectl(["get", "--raw", "/readyz"]);
      return true;
    });
    const kubernetes = api(plane.admin);
    const nodes = network.places.map((place) => new Node(machine, network, place, poolSelector(fleet, "data")));
    const cluster = new Cluster(kubernetes, plane, nodes);
    for (const node of nodes) await node.create(plane);
    await Promise.all(nodes.map((node) => cluster.ready(node)));
    for (const node of nodes) await node.load();
    await kubernetes.apply([...dnsObjects(network.dns), ...cluster.storage(fleet.storageClasses.database.name)]);
    await installOperator(kubernetes, machine.operator);
    await kubernetes.available("kube-system", "coredns", NODE_SECONDS);
    return cluster;
  }

  /** Waits until the control plane sees a node. */
  async ready(node: Node): Promise<void> {
    await eventually(`node ${node.zone}`, NODE_SECONDS, async () => {
      node.check();
      this.plane.check();
      const wait = ["wait", "--for=condition=Ready", "--timeout=2s", `node/${node.zone}`];
      return this.kubernetes.kubectl(wait).catch(() => undefined);
    });
  }

  /** The class that the plan names, and volumes of it: folders of the nodes' disks, so that a pod stays by its data. */
  private storage(name: string): object[] {
    const volumes = this.nodes.flatMap((node) =>
      VOLUMES.map((volume) => ({
        apiVersion: "v1",
        kind: "PersistentVolume",
        metadata: { name: `${node.zone}-${volume}` },
        spec: {
          storageClassName: name,
          // Whatever the plan asks for: a folder has no size of its own.
          capacity: { storage: "10Ti" },
          accessModes: ["ReadWriteOnce"],
          persistentVolumeReclaimPolicy: "Retain",
          local: { path: node.volume(volume) },
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [node.zone] }] },
              ],
            },
          },
        },
      })),
    );
    const provisioner = "kubernetes.io/no-provisioner";
    const metadata = { name };
    return [
      {
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata,
        provisioner,
        volumeBindingMode: "WaitForFirstConsumer",
      },
      ...volumes,
    ];
  }

  /** Loses zones, all at once; resolves when the control plane has noticed. */
  async lose(zones: readonly string[]): Promise<void> {
    const nodes = zones.map((zone) => this.node(zone));
    await Promise.all(nodes.map((node) => node.lose()));
    for (const { zone } of nodes)
      await this.kubernetes.kubectl(["wait", "--for=condition=Ready=Unknown", "--timeout=120s", `node/${zone}`]);
  }

  /** Gives lost zones back; resolves when the control plane sees them. */
  async restore(zones: readonly string[]): Promise<void> {
    const nodes = zones.map((zone) => this.node(zone));
    for (const node of nodes) await node.start();
    for (const node of nodes) await this.ready(node);
  }

  node(zone: string): Node {
    const found = this.nodes.find((node) => node.zone === zone);
    if (found === undefined) throw new Error(`no zone ${zone}`);
    return found;
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) await node.lose();
    await this.plane.stop();
  }
}
