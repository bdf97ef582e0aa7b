import type { KubernetesObject } from "../plan";
import { at, list } from "../vocabulary";
import type { Changed, Effect } from "./effect";

/** Name under which a Cluster archives. */
export function archiveOf(cluster: KubernetesObject): unknown {
  const archiver = list(at(cluster, "spec", "plugins")).find((plugin) => at(plugin, "isWALArchiver") === true);
  return at(archiver, "parameters", "serverName");
}

/** Where a Cluster archives, and what it would be restored from. */
export function archives({ before, after, fields }: Changed): Effect | undefined {
  if (after.kind !== "Cluster") return undefined;
  const [was, is] = [archiveOf(before), archiveOf(after)];
  if (was !== undefined && is === undefined)
    return {
      what: "it archives no WAL any more: nothing newer can be restored",
      irreversible: true,
      implies: ["A database that archives nothing is lost with its site, up to the last backup before."],
    };
  const recovers = fields.some((field) => field.startsWith("spec.bootstrap"));
  if (was === is && !recovers) return undefined;
  const renamed = was === is ? [] : [`archives as ${String(is)}, before as ${String(was)}`];
  const from = at(after, "spec", "bootstrap", "recovery", "recoveryTarget", "targetTime");
  const bootstrap = recovers
    ? [
        from === undefined
          ? "another beginning, which counts only when the Cluster is made anew"
          : `is restored to ${String(from)} when it is made anew; one that stands is not touched`,
      ]
    : [];
  return {
    what: [...renamed, ...bootstrap].join("; "),
    implies: [
      ...(was === is
        ? []
        : [
            "Another archive name begins without a base backup: take one right after the deploy; until it is complete, the former archive is all there is, up to the deploy. Keep the former name on record: a restore to a moment before needs it.",
          ]),
      ...(recovers
        ? [
            "CloudNativePG reads how a Cluster begins when it makes it, never afterwards: a restore needs the former Cluster and its volumes to be gone (docs/runbooks/restore-a-shard.md).",
          ]
        : []),
    ],
  };
}

/** `30d` in days; undefined for any other form. */
function days(policy: unknown): number | undefined {
  const [, number, unit] = String(policy).match(/^(\d+)([dwm])$/) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === "w" ? 7 : unit === "m" ? 30 : 1);
}

/** Where backups go, how often, and how long they are kept. */
export function backups({ before, after }: Changed): Effect | undefined {
  if (
    after.kind === "ScheduledBackup" &&
    at(before, "spec", "suspend") !== true &&
    at(after, "spec", "suspend") === true
  )
    return {
      what: "no base backup is taken any more",
      implies: [
        "Without base backups a restore takes longer every day, and fails once the last one is past its retention.",
      ],
    };
  if (after.kind !== "ObjectStore") return undefined;
  const place = (object: KubernetesObject) =>
    ["destinationPath", "endpointURL"].map((key) => String(at(object, "spec", "configuration", key))).join(" at ");
  const [was, is] = [at(before, "spec", "retentionPolicy"), at(after, "spec", "retentionPolicy")];
  const [old, now] = [days(was), days(is)];
  const shorter = old !== undefined && now !== undefined && now < old;
  const effects = [
    ...(place(before) === place(after) ? [] : [`backups go to ${place(after)}, and no longer to ${place(before)}`]),
    ...(shorter ? [`backups are kept ${now} days, before ${old}: older ones are deleted for good`] : []),
  ];
  if (effects.length === 0) return undefined;
  return {
    what: effects.join("; "),
    irreversible: true,
    implies: [
      ...(place(before) === place(after)
        ? []
        : [
            "Another place of backups is empty: earlier ones are not found by a restore from it. Take a base backup right after.",
          ]),
      ...(shorter
        ? [
            "A shorter retention deletes with the next base backup what it no longer covers, as far as the object lock of the bucket has run out. No later deploy brings that back.",
          ]
        : []),
    ],
  };
}
