import { once } from "../../../plan/once";
import { at, list, type Workload } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";
import { isWithin, mountAt } from "./mounts";
import { type NamedPath, type Reads, readsOf } from "./reads";

/** Where Synapse spools uploads and thumbnails, by Python's tempfile (synapse/media/media_storage.py). */
const SPOOL = "/tmp";

/** Names of a pod's volumes that are empty when it starts, and of those that are its node's. */
const volumesOf = once(({ pod }: Workload) => {
  const named = (source: string) =>
    new Set(
      list(at(pod, "volumes"))
        .filter((volume) => at(volume, source) !== undefined)
        .map((volume) => at(volume, "name")),
    );
  return { empty: named("emptyDir"), ofNode: named("hostPath") };
});

/** A path of a volume, whichever folder a container has it at. */
function withinVolume(
  { mounts }: Reads,
  path: string,
): { volume: unknown; rest: string; readOnly: boolean } | undefined {
  const mount = mountAt(mounts, path);
  if (mount === undefined || mount.files !== undefined) return undefined;
  return { volume: mount.volume, rest: path.slice(mount.path.length), readOnly: mount.readOnly };
}

/**
 * Whether another container of the pod makes what this one finds at a path of a volume that it may not write: of a volume
 * that is empty when the pod starts.
 */
function isWritten(others: readonly Reads[], wanted: { volume: unknown; rest: string }): boolean {
  const isMade = ({ workload }: Reads) => volumesOf(workload).empty.has(wanted.volume);
  return others.filter(isMade).some((other) =>
    other.named.some(({ path }) => {
      const found = withinVolume(other, path);
      return found !== undefined && !found.readOnly && found.volume === wanted.volume && found.rest === wanted.rest;
    }),
  );
}

function fault(reads: Reads, others: readonly Reads[], { path, by }: NamedPath): string | undefined {
  const { mounts } = reads;
  const mount = mountAt(mounts, path);
  if (mount === undefined)
    // A folder above a mount is there because of it.
    return mounts.some((each) => isWithin(each.path, path)) ? undefined : `${by} names ${path}, which is not mounted`;
  if (mount.files !== undefined)
    return mount.files.some((file) => isWithin(file.path, path))
      ? undefined
      : `${by} names ${path}, which is not in what is mounted at ${mount.path}`;
  // What is the node's, the node writes.
  const ofNode = volumesOf(reads.workload).ofNode.has(mount.volume);
  const wanted = ofNode ? undefined : withinVolume(reads, path);
  return wanted?.readOnly && !isWritten(others, wanted)
    ? `${by} names ${path}, which this container may not write and no other of its pod does`
    : undefined;
}

function faults(all: readonly Reads[], reads: Reads): string[] {
  const others = all.filter((each) => each !== reads);
  const spool = reads.words.some((word) => word.startsWith("synapse.app."))
    ? [{ path: SPOOL, by: "Synapse's spool" }]
    : [];
  const said = [...reads.named, ...spool].flatMap((each) => fault(reads, others, each) ?? []);
  return [...new Set(said)];
}

export default planRule({
  id: "WIR-05",
  title: {
    fr: "Chaque chemin nommé est monté, et inscriptible là où l'on écrit",
    en: "Every path that is named is mounted, and writable where it is written",
  },
  why: "Sur une racine en lecture seule, un chemin qui n'est pas monté arrête le programme au démarrage, ou à la première écriture. Règle propre, entre objets.",
  remedy:
    "Montez le fichier au chemin que la configuration nomme, ou corrigez le chemin dans stacks/<système>/places.ts.",
  severity: "high",
  controls: ["own"],
  looksAt:
    "every path below /etc, /run, /media, /tmp, /var, /data, /srv and /mnt in commands, environments and the configuration files that they lead to",
  check: (plan) => {
    const pods = readsOf(plan);
    return {
      looked: plannedOf(pods.flat().flatMap(({ workload, named }) => (named.length > 0 ? [workload] : []))),
      findings: pods.flatMap((all) =>
        all.flatMap((reads) =>
          faults(all, reads).map((message) =>
            remark(reads.workload.planned, `${String(at(reads.container, "name"))}.volumeMounts`, `${message}.`),
          ),
        ),
      ),
    };
  },
});
