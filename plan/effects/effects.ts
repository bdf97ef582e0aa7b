import type { KubernetesObject } from "../plan";
import { PROCESS_COUNTS_RUNBOOK, takeover } from "../process-counts";
import { podSpec } from "../vocabulary";
import { archives, backups } from "./backups";
import type { Changed, Effect } from "./effect";
import { media } from "./media";
import { postgresUpgrade } from "./postgres-upgrade";
import { messages } from "./retention";
import { synapseUpgrade } from "./synapse-upgrade";
import { holdsData, loss, storage } from "./volumes";

/** Fields of a CloudNativePG Cluster whose change replaces or restarts instances, one after the other. */
const RESTARTS_POSTGRES = [
  "spec.imageName",
  "spec.resources",
  "spec.postgresql",
  "spec.affinity",
  "spec.seccompProfile",
  "spec.priorityClassName",
];

function processLists({ before, after }: Changed): Effect | undefined {
  const asked = takeover(before, after);
  if (asked === undefined) return undefined;
  return {
    what:
      asked === "stop all, then start"
        ? `stop every process of this homeserver, deploy, then start: never rolling (${PROCESS_COUNTS_RUNBOOK})`
        : `restart of every process of this homeserver (${PROCESS_COUNTS_RUNBOOK})`,
  };
}

function restart({ after, fields }: Changed): Effect | undefined {
  if (after.kind === "Cluster" && fields.some((field) => RESTARTS_POSTGRES.some((start) => field.startsWith(start))))
    return { what: "PostgreSQL restarts, one instance after the other" };
  const restarts =
    podSpec(after) !== undefined &&
    fields.some((field) => field.startsWith("spec.template") || field.startsWith("spec.jobTemplate"));
  return restarts ? { what: `restart of ${after.metadata.name}` } : undefined;
}

/** Each answers for itself, but for the upgrades: they say how it restarts, in place of the plain word. */
const OTHERS: readonly ((changed: Changed) => Effect | undefined)[] = [
  processLists,
  media,
  messages,
  storage,
  archives,
  backups,
];

/** What it does that an object changes. */
export function effectsOfChange(changed: Changed): Effect[] {
  const restarts = postgresUpgrade(changed) ?? synapseUpgrade(changed) ?? restart(changed);
  return [...OTHERS.map((each) => each(changed)), restarts].filter((each) => each !== undefined);
}

/** Kinds of which each takes a promise with it, though it holds nothing itself. */
const PROMISES: Readonly<Record<string, string>> = {
  ObjectStore: "backups have no place any more, and a restore does not find them",
  ScheduledBackup: "no base backup is taken any more",
};

/** What it does that an object goes. */
export function effectsOfRemoval(object: KubernetesObject): Effect[] {
  if (holdsData(object)) return [loss(object)];
  const promise = PROMISES[object.kind];
  return promise === undefined ? [] : [{ what: promise, irreversible: true }];
}
