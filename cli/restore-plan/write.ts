import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../pipeline";
import { manifestText } from "../write-plan";
import { objectFiles, type RestorePlan, type RestoreStep } from "./steps";

const KINDS: Readonly<Record<RestoreStep["kind"], string>> = {
  check: "look, and stop when it fails",
  apply: "hand over",
  wait: "wait",
  run: "run, and stop when it fails",
  hand: "by hand",
};

function stepText({ id, title, why, kind, notes, commands }: RestoreStep, index: number): string {
  return [
    `## ${index + 1}. ${title}`,
    "",
    `\`${id}\`, ${KINDS[kind]}. ${why}`,
    "",
    ...(notes.length > 0 ? [...notes.map((note) => `- ${note}`), ""] : []),
    ...(commands.length > 0 ? ["```sh", ...commands, "```", ""] : []),
  ].join("\n");
}

function stepsText({ environment, shard, at, namespace, steps }: RestorePlan): string {
  return [
    `# Restore ${shard} of ${environment} to ${at}`,
    "",
    `Into the namespace ${namespace}, cut off from everything. One step after the other, from this folder; a step that fails`,
    "ends the restore until its reason is known. What is in `objects/` is what the stacks and charts of this revision make.",
    "Needed: kubectl, jq, curl, and the rights of who deploys. No value of a Secret is in this folder.",
    "",
    ...steps.map(stepText),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

/** Files of a restore plan by their path below its folder. */
export function restoreFiles(plan: RestorePlan): Map<string, string> {
  const files = objectFiles(plan.steps);
  return new Map([
    ["steps.md", stepsText(plan)],
    ["steps.json", `${JSON.stringify(plan, null, 2)}\n`],
    ...plan.steps.flatMap(({ id, objects }): [string, string][] => {
      const file = files.get(id);
      return file === undefined
        ? []
        : [[file, manifestText(objects.map((object) => ({ object, template: `restore-plan/${id}` })))]];
    }),
  ]);
}

/** The folder of a restore plan, beside the plans: `footprint plan` replaces an environment's own folder whole. */
export function restoreFolder(
  below: string,
  { environment, shard, at }: Pick<RestorePlan, "environment" | "shard" | "at">,
): string {
  return join(below, `${environment}-restore`, `${shard}-${at.replaceAll(":", "")}`);
}

/** Throws UsageError for a folder that holds something: somebody may be working by it. */
export function refuseFull(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new UsageError(`${folder} is not empty: a restore may be under way by it. Remove it, or give --output.`);
}

/** Writes a new folder whole or not at all: aside first, then under its name. */
export function writeNew(folder: string, files: ReadonlyMap<string, string>): void {
  const aside = `${folder}.${randomUUID()}`;
  try {
    for (const [name, content] of files) {
      const path = join(aside, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    refuseFull(folder);
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}
