import type { Fleet } from "../fleet/fleet";
import type { PriorityClass } from "./kubernetes/objects";

/** Under pressure the scheduler gives up a homeserver before a database: a homeserver restarts, a database fails over. */
export const PRIORITY_CLASSES = { data: "tchap-data", serving: "tchap-serving" } as const;

/** Node label of a pool; the environment names the pool of each role. */
export function poolSelector(
  fleet: Fleet,
  role: Fleet["cluster"]["nodePools"][number]["role"],
): Record<string, string> {
  const pool = fleet.cluster.nodePools.find((each) => each.role === role);
  if (pool === undefined) throw new Error(`No node pool has the role ${role}; loading checks it.`);
  return { "tchap/pool": pool.name };
}

function priorityClass(name: string, value: number, description: string): PriorityClass {
  return {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name },
    value,
    globalDefault: false,
    preemptionPolicy: "PreemptLowerPriority",
    description,
  };
}

/** What belongs to the cluster and to no tenant. */
export function platformObjects(): PriorityClass[] {
  return [
    priorityClass(PRIORITY_CLASSES.data, 1_000_000, "Databases: evicted last."),
    priorityClass(PRIORITY_CLASSES.serving, 900_000, "Homeservers and shared services."),
  ];
}
