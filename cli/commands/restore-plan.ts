import { relative } from "node:path";
import type { Output } from "../output";
import { UsageError } from "../pipeline";
import type { Project } from "../project";
import { type RestoreQuestion, restorePlan } from "../restore-plan/restore-plan";
import { refuseFull, restoreFiles, restoreFolder, writeNew } from "../restore-plan/write";

export interface RestoreOptions extends RestoreQuestion {
  /** The present instant, where the day was not given: an instant after it is refused to the second. */
  readonly now: string | undefined;
  /** Folder below which restore plans are written. */
  readonly folder: string;
}

/** Writes how one shard is restored to an instant: its steps in order, and their objects. */
export async function writeRestorePlan(
  project: Project,
  environment: string,
  shard: string,
  { at, today, now, folder: below }: RestoreOptions,
  output: Output,
): Promise<number> {
  if (now !== undefined && at > now && at.slice(0, 10) <= today)
    throw new UsageError(`--at ${at} is in the future: it is ${now}.`);
  const folder = restoreFolder(below, { environment, shard, at });
  refuseFull(folder);
  output.progress(`${environment}: loading, rendering ${shard}`);
  const plan = await restorePlan(project, environment, shard, { at, today });
  writeNew(folder, restoreFiles(plan));
  output.done();
  const where = relative(process.cwd(), folder);
  const lines = plan.steps.map(
    ({ title, kind }, index) => `  ${String(index + 1).padStart(2)}  ${kind.padEnd(6)}${title}`,
  );
  output.say(
    `${shard} of ${environment} to ${at}, into ${plan.namespace}\n${lines.join("\n")}\n  written    ${where}/steps.md\n`,
  );
  output.data({ folder: where, ...plan });
  return 0;
}
