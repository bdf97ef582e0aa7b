import type { Compute } from "../fleet/capacity/shard";
import { bytesQuantity, cpuQuantity } from "./kubernetes/quantity";

/** What the pods of one system take: replicas, and pods that exist only while one is replaced. */
export interface Needs extends Compute {
  readonly pods: number;
  /** Pods above `pods` during a roll-out or a recovery. */
  readonly surge: number;
  /** Persistent volume claims, in GiB each. */
  readonly volumesGiB: readonly number[];
}

/** Requests equal limits: Guaranteed quality of service, and what platforms with quotas ask for. */
export function guaranteed({ milliCpu, memoryMiB }: Compute) {
  const both = { cpu: cpuQuantity(milliCpu), memory: bytesQuantity(memoryMiB) };
  return { requests: both, limits: both };
}

/** Storage over what the claims ask for: a volume that fills up is enlarged at once, and a quota refuses that else. */
const STORAGE_HEADROOM = 2;

/** The hard limits of a namespace that holds these systems and nothing else. */
export function quota(needs: readonly Needs[]): Record<string, string> {
  const sum = (of: (each: Needs) => number) => needs.reduce((total, each) => total + of(each), 0);
  const most = (each: Needs) => each.pods + each.surge;
  const cpu = cpuQuantity(sum((each) => most(each) * each.milliCpu));
  const memory = bytesQuantity(sum((each) => most(each) * each.memoryMiB));
  const storage = bytesQuantity(
    sum((each) => each.volumesGiB.reduce((total, size) => total + size * 1024, 0)) * STORAGE_HEADROOM,
  );
  return {
    "limits.cpu": cpu,
    "limits.memory": memory,
    persistentvolumeclaims: String(sum((each) => each.volumesGiB.length)),
    pods: String(sum(most)),
    "requests.cpu": cpu,
    "requests.memory": memory,
    "requests.storage": storage,
    "services.loadbalancers": "0",
    "services.nodeports": "0",
  };
}
