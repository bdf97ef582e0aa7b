import { once } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { allDatabases, ofKind, type PodIdentity, pods, type Workload, workloads } from "../../../plan/vocabulary";

/** What of one namespace is wired together. */
export interface Space {
  readonly workloads: readonly Workload[];
  readonly pods: readonly PodIdentity[];
  readonly services: readonly PlannedObject[];
  readonly configMapsByName: ReadonlyMap<unknown, PlannedObject>;
  readonly databases: readonly PlannedObject[];
}

const NOTHING: Space = { workloads: [], pods: [], services: [], configMapsByName: new Map(), databases: [] };

function grouped<T>(all: readonly T[], planned: (each: T) => PlannedObject): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const namespace = planned(each).object.metadata.namespace ?? "";
    const group = groups.get(namespace);
    if (group) group.push(each);
    else groups.set(namespace, [each]);
  }
  return groups;
}

/** The first of a name wins. */
function byName(all: readonly PlannedObject[]): ReadonlyMap<unknown, PlannedObject> {
  return new Map([...all].reverse().map((each) => [each.object.metadata.name, each]));
}

function read(plan: Plan): ReadonlyMap<string, Space> {
  const itself = (planned: PlannedObject) => planned;
  const parts = {
    workloads: grouped(workloads(plan), ({ planned }) => planned),
    pods: grouped(pods(plan), ({ planned }) => planned),
    services: grouped(ofKind(plan, "Service"), itself),
    configMaps: grouped(ofKind(plan, "ConfigMap"), itself),
    databases: grouped(allDatabases(plan), itself),
  };
  const names = new Set(Object.values(parts).flatMap((groups) => [...groups.keys()]));
  return new Map(
    [...names].map((name) => [
      name,
      {
        workloads: parts.workloads.get(name) ?? [],
        pods: parts.pods.get(name) ?? [],
        services: parts.services.get(name) ?? [],
        configMapsByName: byName(parts.configMaps.get(name) ?? []),
        databases: parts.databases.get(name) ?? [],
      },
    ]),
  );
}

const spaces = once(read);

/** What a namespace holds. */
export function spaceOf(plan: Plan, namespace: string | undefined): Space {
  return spaces(plan).get(namespace ?? "") ?? NOTHING;
}

export function ownSpace(plan: Plan, { object }: PlannedObject): Space {
  return spaceOf(plan, object.metadata.namespace);
}
