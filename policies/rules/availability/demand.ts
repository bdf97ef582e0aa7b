import type { Plan, PlannedObject } from "../../../plan/plan";
import { podCount, surge } from "../../../plan/pod-count";
import { allDatabases, at, list, ofKind, type Workload, workloads } from "../../../plan/vocabulary";
import { quantity } from "../../engine/quantity";

/** What some pods of a namespace take of its quota: so many times the same. */
export interface Share {
  readonly pods: number;
  readonly claims: readonly unknown[];
  readonly containers: readonly unknown[];
  readonly initContainers: readonly unknown[];
}

/** At its most: autoscaled to its end, and one run of a job at a time only where it says so. */
function shareOfWorkload(plan: Plan, workload: Workload): Share {
  const { planned, pod } = workload;
  const { most } = podCount(plan, workload);
  return {
    pods: most + surge(planned, most),
    claims: list(at(planned.object, "spec", "volumeClaimTemplates")).map((each) =>
      at(each, "spec", "resources", "requests", "storage"),
    ),
    containers: list(at(pod, "containers")),
    initContainers: list(at(pod, "initContainers")),
  };
}

function shareOfDatabase({ object: { spec } }: PlannedObject): Share {
  const tablespaces = list(at(spec, "tablespaces")).map((each) => at(each, "storage"));
  const volumes = [at(spec, "storage"), at(spec, "walStorage"), ...tablespaces].filter((each) => each !== undefined);
  return {
    pods: Number(at(spec, "instances")),
    claims: volumes.map((each) => at(each, "size")),
    containers: [spec],
    initContainers: [],
  };
}

function shareOfClaim({ object }: PlannedObject): Share {
  const size = at(object, "spec", "resources", "requests", "storage");
  return { pods: 1, claims: [size], containers: [], initContainers: [] };
}

/** Everything that takes of a quota, by namespace. */
export function sharesByNamespace(plan: Plan): ReadonlyMap<string | undefined, readonly Share[]> {
  const all = [
    ...workloads(plan).map((workload) => ({ of: workload.planned, share: shareOfWorkload(plan, workload) })),
    ...allDatabases(plan).map((planned) => ({ of: planned, share: shareOfDatabase(planned) })),
    ...ofKind(plan, "PersistentVolumeClaim").map((planned) => ({ of: planned, share: shareOfClaim(planned) })),
  ];
  const shares = new Map<string | undefined, Share[]>();
  for (const { of, share } of all) {
    const { namespace } = of.object.metadata;
    shares.set(namespace, [...(shares.get(namespace) ?? []), share]);
  }
  return shares;
}

/** Init containers run one after another before the others, except those that stay: the scheduler's own sum. */
function ofPod({ containers, initContainers }: Share, kind: string, resource: string): number {
  const one = (container: unknown) => quantity(String(at(container, "resources", kind, resource)));
  const stays = (container: unknown) => at(container, "restartPolicy") === "Always";
  const running = [...containers, ...initContainers.filter(stays)].reduce<number>((sum, each) => sum + one(each), 0);
  return Math.max(running, ...initContainers.filter((each) => !stays(each)).map(one));
}

/** What these take of one entry of a ResourceQuota, in thousandths; undefined for an entry not known. */
export function demand(all: readonly Share[], entry: string): number | undefined {
  // Nothing times pods without bound is nothing, which 0 × ∞ is not.
  const times = (pods: number, each: number) => (each === 0 ? 0 : pods * each);
  const sum = (of: (share: Share) => number) => all.reduce((total, share) => total + times(share.pods, of(share)), 0);
  const isPod = ({ containers }: Share) => containers.length > 0;
  const [kind = "", resource = ""] = entry.split(".");
  if (["requests", "limits"].includes(kind) && ["cpu", "memory"].includes(resource))
    return sum((share) => (isPod(share) ? ofPod(share, kind, resource) : 0));
  if (entry === "pods") return sum((share) => (isPod(share) ? 1 : 0)) * 1000;
  if (entry === "persistentvolumeclaims") return sum(({ claims }) => claims.length) * 1000;
  if (entry === "requests.storage")
    return sum(({ claims }) => claims.reduce<number>((total, size) => total + quantity(String(size)), 0));
  return undefined;
}
