import { liveShards } from "../../fleet/fleet";
import { loadFleet } from "../../fleet/load/fleet";
import { didYouMean } from "../../fleet/load/validate";
import { type Restored, restored } from "../../fleet/restored";
import { isInstant } from "../../fleet/schema/field";
import { UsageError } from "../pipeline";
import type { Project } from "../project";
import { databaseSteps, isolationSteps, servingSteps } from "./isolated-steps";
import { restoreObjects } from "./objects";
import { afterwards } from "./onward-steps";
import { numbered, type RestorePlan } from "./steps";

/** To which instant, and on which day that is asked. */
export interface RestoreQuestion {
  /** RFC 3339, UTC, to the second. */
  readonly at: string;
  /** YYYY-MM-DD: an instant after it is refused, and one that the backups of that day no longer hold. */
  readonly today: string;
}

const DAY = 24 * 60 * 60 * 1000;

/** The first instant that backups kept for some days still hold on a day. */
function oldest(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * DAY).toISOString().replace(".000", "");
}

/** Throws UsageError for an instant that is none, is to come, or is older than the backups. */
function checkInstant({ at, today }: RestoreQuestion, retentionDays: number): void {
  if (!isInstant(at))
    throw new UsageError(
      `--at ${at} is not an instant in UTC. Write YYYY-MM-DDThh:mm:ssZ, for example ${today}T08:41:00Z.`,
    );
  if (at.slice(0, 10) > today) throw new UsageError(`--at ${at} is in the future: today is ${today}.`);
  const first = oldest(today, retentionDays);
  if (at < first)
    throw new UsageError(
      `--at ${at} is older than the backups, which are kept ${retentionDays} days: ${first} or later.`,
    );
}

function found(
  project: Project,
  environment: string,
  name: string,
  { at, today }: RestoreQuestion,
): Restored & { live: string } {
  const { fleet } = loadFleet(project.root, environment);
  const closed = fleet.perimeters.find(
    ({ state, shards }) => state === "closed" && shards.some((shard) => shard.name === name),
  );
  if (closed !== undefined)
    throw new UsageError(
      `${name} is a shard of ${closed.name}, whose perimeter is closed: nothing of it is planned. Set its state in environments/${environment}/perimeters/${closed.name}.yaml first.`,
    );
  const result = restored(fleet, name, at);
  const live = liveShards(fleet).find((shard) => shard.name === name);
  if (result === undefined || live === undefined) {
    const names = liveShards(fleet).map((shard) => shard.name);
    const meant = didYouMean(name, names);
    throw new UsageError(
      `${name} is no shard of ${environment}.${meant ? ` Did you mean "${meant}"?` : ""} Shards: ${names.join(", ")}.`,
    );
  }
  checkInstant({ at, today }, fleet.backup.retentionDays);
  return { ...result, live: live.namespace };
}

/**
 * How one shard is restored to an instant in its isolated namespace: the exact objects, and the steps in their order.
 * Throws UsageError for an environment, a shard or an instant that cannot be restored.
 */
export async function restorePlan(
  project: Project,
  environment: string,
  shard: string,
  question: RestoreQuestion,
): Promise<RestorePlan> {
  const { live, ...around } = found(project, environment, shard, question);
  const objects = await restoreObjects(project, around);
  const steps = [
    ...isolationSteps(around, objects, live),
    ...databaseSteps(around, objects, question.at),
    ...servingSteps(around, objects),
    ...afterwards(around, question.at, live),
  ];
  return { environment, shard, at: question.at, namespace: around.shard.namespace, steps: numbered(steps) };
}
