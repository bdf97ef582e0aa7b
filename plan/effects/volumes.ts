import type { KubernetesObject } from "../plan";
import { at, list } from "../vocabulary";
import type { Changed, Effect } from "./effect";

const UNITS: Readonly<Record<string, number>> = { "": 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** Bytes of a quantity as our charts write it; undefined for any other form. */
function bytes(quantity: unknown): number | undefined {
  const [, number, unit = ""] = String(quantity).match(/^(\d+)([KMGT]i)?$/) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit] ?? 1);
}

/** True where both sizes are known and the second is the smaller one. */
function shrinks(was: unknown, is: unknown): boolean {
  const [old, now] = [bytes(was), bytes(is)];
  return old !== undefined && now !== undefined && now < old;
}

/** Volume claims that a StatefulSet makes for each of its pods, by name. */
function claims(object: KubernetesObject): Map<string, unknown> {
  const templates = list(at(object, "spec", "volumeClaimTemplates"));
  return new Map(templates.map((each) => [String(at(each, "metadata", "name")), at(each, "spec")]));
}

/** True for an object that is data, or whose pods have volumes of their own. */
export function holdsData(object: KubernetesObject): boolean {
  return ["Cluster", "PersistentVolumeClaim", "Namespace"].includes(object.kind) || claims(object).size > 0;
}

/** What is lost when an object that holds data goes. */
export function loss(object: KubernetesObject): Effect {
  if (object.kind !== "StatefulSet") return { what: "its data is lost", irreversible: true };
  const deletes = at(object, "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted") === "Delete";
  const volumes = [...claims(object).keys()].join(", ");
  return {
    what: deletes
      ? "its data is lost, its volumes are deleted with it"
      : `nothing reads its volumes (${volumes}) any more: its data is lost to what uses it`,
    irreversible: true,
  };
}

const CLUSTER_VOLUMES = ["storage", "walStorage"] as const;

function claimEffect(before: KubernetesObject, after: KubernetesObject): Effect | undefined {
  const [was, is] = [claims(before), claims(after)];
  const gone = [...was.keys()].filter((name) => !is.has(name));
  if (gone.length > 0)
    return { what: `volumes ${gone.join(", ")} are dropped: what they hold is lost to it`, irreversible: true };
  const [old, now] = [Number(at(before, "spec", "replicas") ?? 1), Number(at(after, "spec", "replicas") ?? 1)];
  const deletes = at(after, "spec", "persistentVolumeClaimRetentionPolicy", "whenScaled") === "Delete";
  if (was.size > 0 && now < old)
    return {
      what: `${old - now} of ${old} pods go, ${deletes ? "and their volumes are deleted" : "their volumes stay without a reader"}`,
      irreversible: deletes,
      implies: [
        "Pods with volumes of their own are fewer: move what they hold elsewhere first, and check that it is there.",
      ],
    };
  const changed = [...was].some(([name, spec]) => JSON.stringify(spec) !== JSON.stringify(is.get(name)));
  return changed || was.size !== is.size
    ? { what: "Kubernetes refuses another form of its volumes: a StatefulSet keeps the one it was made with" }
    : undefined;
}

/** Volumes that are dropped, or asked to be smaller. */
export function storage({ before, after }: Changed): Effect | undefined {
  if (after.kind === "StatefulSet") return claimEffect(before, after);
  if (after.kind === "PersistentVolumeClaim") {
    const size = (object: KubernetesObject) => at(object, "spec", "resources", "requests", "storage");
    return shrinks(size(before), size(after)) ? { what: "Kubernetes refuses: a volume never shrinks" } : undefined;
  }
  if (after.kind !== "Cluster") return undefined;
  const size = (object: KubernetesObject, volume: string) => at(object, "spec", volume, "size");
  return CLUSTER_VOLUMES.some((volume) => shrinks(size(before, volume), size(after, volume)))
    ? { what: "CloudNativePG refuses: a volume never shrinks" }
    : undefined;
}
