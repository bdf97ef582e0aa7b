import type { Plan } from "../plan/plan";
import { at, list, texts, type Workload } from "../plan/vocabulary";

const ZONE = "topology.kubernetes.io/zone";

/** Zones of a term of a node affinity; undefined where it leaves them open. */
function zonesOfTerm(term: unknown): string[] | undefined {
  const found = list(at(term, "matchExpressions")).filter(
    (each) => at(each, "key") === ZONE && at(each, "operator") === "In",
  );
  return found.length === 0 ? undefined : found.flatMap((each) => texts(at(each, "values")));
}

/** The one zone that a workload's pods must be in; undefined where they may be in several. */
export function zoneOf({ pod }: Pick<Workload, "pod">): string | undefined {
  const selected = at(pod, "nodeSelector", ZONE);
  if (typeof selected === "string") return selected;
  const affinity = at(pod, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
  const zones = list(at(affinity, "nodeSelectorTerms")).map(zonesOfTerm);
  const all = new Set(zones.flatMap((each) => each ?? []));
  return zones.length > 0 && zones.every((each) => each !== undefined) && all.size === 1 ? [...all][0] : undefined;
}

const NAME = "app.kubernetes.io/name";

/**
 * The parts of a system that is made of workloads in one zone each, this one included; alone where it is pinned to no
 * zone. Whatever selects all of them selects one system.
 */
export function partsOf(all: readonly Workload[], workload: Workload): readonly Workload[] {
  if (zoneOf(workload) === undefined) return [workload];
  return all.filter(
    (each) =>
      each.planned.object.metadata.namespace === workload.planned.object.metadata.namespace &&
      each.labels[NAME] === workload.labels[NAME] &&
      zoneOf(each) !== undefined,
  );
}

/** Whether parts stand in every zone of the cluster. */
export function coverZones({ facts }: Plan, parts: readonly Workload[]): boolean {
  const zones = new Set(parts.map(zoneOf));
  return facts.cluster.zones.every((zone) => zones.has(zone));
}
