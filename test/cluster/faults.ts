import type { Cluster } from "./cluster";
import type { Kubernetes, Pod } from "./kubernetes";

/** What happens to a primary's pod. */
interface Fault {
  readonly name: string;
  /** Whether it needs the machine that the node is. */
  readonly onNode: boolean;
  readonly strike: (
    pod: Pod,
    where: { kubernetes: Kubernetes; cluster: Cluster | undefined; namespace: string },
  ) => Promise<void>;
}

function kill(pod: Pod, cluster: Cluster | undefined, container?: string): void {
  const node = cluster?.node(pod.spec.nodeName ?? "");
  if (node === undefined || node.killProcesses(pod.metadata.uid, container) === 0)
    throw new Error(`nothing to kill of ${pod.metadata.name}`);
}

/** Every process of PostgreSQL's container at once, the operator's manager in it included. */
const PROCESSES: Fault = {
  name: "processes killed",
  onNode: true,
  strike: async (pod, { cluster }) => {
    const id = pod.status.containerStatuses.find(({ name }) => name === "postgres")?.containerID;
    kill(pod, cluster, id?.replace("containerd://", ""));
  },
};

/** The same, with the process that holds the pod's network: its kubelet makes the whole pod anew. */
const SANDBOX: Fault = {
  name: "sandbox killed",
  onNode: true,
  strike: async (pod, { cluster }) => kill(pod, cluster),
};

/** The pod is taken from the API at once, as one does with a pod that hangs; its processes end a moment later. */
const DELETION: Fault = {
  name: "pod deleted by force",
  onNode: false,
  strike: async ({ metadata }, { kubernetes, namespace }) => {
    await kubernetes.kubectl(["delete", "pod", "-n", namespace, metadata.name, "--grace-period=0", "--force"]);
  },
};

/** Numbers of 0 to 1 that a seed determines (mulberry32). */
function* random(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    yield ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** A fault, and for how many seconds writes go on before it. */
export interface Planned {
  readonly fault: Fault;
  readonly afterSeconds: number;
}

/** So many faults of all kinds that can be had, as evenly as may be, in the order and after the pauses of a seed. */
export function plannedFaults(count: number, seed: number, onNodes: boolean): Planned[] {
  const kinds = [PROCESSES, SANDBOX, DELETION].filter(({ onNode }) => onNodes || !onNode);
  const numbers = random(seed);
  return Array.from({ length: count }, (_, index) => ({ fault: kinds[index % kinds.length] ?? DELETION }))
    .map((planned) => ({ ...planned, order: numbers.next().value, afterSeconds: 1 + 2 * numbers.next().value }))
    .sort((one, other) => one.order - other.order)
    .map(({ fault, afterSeconds }) => ({ fault, afterSeconds }));
}
