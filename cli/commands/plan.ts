import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type Mistake, MistakesError, mistakesText } from "../../fleet/mistakes";
import { judge, openFindings } from "../../policies/engine/judge";
import { RULES } from "../../policies/rules/rules";
import type { Output } from "../output";
import { preparePlan } from "../pipeline";
import type { Project } from "../project";
import { findingsText, summarise, summaryText } from "../report";
import { judgementData, planFiles, writeFolder } from "../write-plan";

export interface PlanOptions {
  readonly date: string;
  /** Folder below which plans are written; undefined judges and writes nothing. */
  readonly folder: string | undefined;
  readonly cache: boolean;
}

/**
 * Plans and judges environments one after the other. Answers 1 when a plan has open findings, 2 when files have
 * mistakes; every environment is tried, and each is written whole or not at all.
 */
export async function planEnvironments(
  project: Project,
  environments: readonly string[],
  options: PlanOptions,
  output: Output,
): Promise<number> {
  let code = 0;
  const results: unknown[] = [];
  const mistakes: Mistake[] = [];
  for (const environment of environments) {
    const started = performance.now();
    const aside = mkdtempSync(join(tmpdir(), "footprint-"));
    try {
      output.progress(`${environment}: loading, synthesising, rendering`);
      const { plan, warnings } = await preparePlan(project, environment, aside, options.cache);
      output.progress(`${environment}: judging`);
      const judgement = judge(plan, RULES, options.date);
      const folder = options.folder === undefined ? undefined : join(options.folder, environment);
      if (folder !== undefined) writeFolder(folder, planFiles(plan, judgement));
      output.done();
      const seconds = (performance.now() - started) / 1000;
      const open = openFindings(judgement);
      if (open.length > 0) code = Math.max(code, 1);
      const written = folder === undefined ? undefined : relative(process.cwd(), join(folder, "summary.md"));
      if (warnings.length > 0) output.problem(mistakesText(warnings));
      if (open.length > 0) output.problem(findingsText(open, judgement));
      output.say(summaryText(summarise(plan, judgement), seconds, written));
      results.push({ ...judgementData(plan, judgement), seconds: Math.round(seconds * 1000) / 1000 });
    } catch (error) {
      output.done();
      if (!(error instanceof MistakesError)) throw error;
      mistakes.push(...error.mistakes);
      code = 2;
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }
  if (mistakes.length > 0) output.problem(mistakesText(mistakes));
  output.data({ environments: results, mistakes });
  return code;
}
