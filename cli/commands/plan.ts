import { join, relative } from "node:path";
import { diffPlans } from "../../plan/diff";
import { judge, openFindings } from "../../policies/engine/judge";
import { RULES } from "../../policies/rules/rules";
import { eachEnvironment } from "../each-environment";
import { sayJudgement } from "../judgement-text";
import type { Output } from "../output";
import { preparePlan } from "../pipeline";
import { planBefore } from "../plan-before";
import type { Project } from "../project";
import { judgementData, planFiles, writeFolder } from "../write-plan";

export interface PlanOptions {
  readonly date: string;
  /** Folder below which plans are written. */
  readonly folder: string;
  readonly cache: boolean;
  /** A plan folder or git revision whose changes the report shows; undefined for none. */
  readonly against: string | undefined;
  /** Folder from which `against` is looked up. */
  readonly from: string;
}

/**
 * Plans and judges environments one after the other. Answers 1 when a plan has open findings, 2 when files have
 * mistakes; each plan is written whole or not at all.
 */
export function planEnvironments(
  project: Project,
  environments: readonly string[],
  options: PlanOptions,
  output: Output,
): Promise<number> {
  const { date, folder: parent, cache, against, from } = options;
  return eachEnvironment(environments, output, async (environment, aside) => {
    const started = performance.now();
    output.progress(`${environment}: loading, synthesising, rendering`);
    const prepared = await preparePlan(project, environment, aside, cache);
    const { plan } = prepared;
    output.progress(`${environment}: judging`);
    const judgement = judge(plan, RULES, date);
    const since =
      against === undefined
        ? undefined
        : { plan: against, changes: diffPlans(planBefore(project, environment, against, from), plan.objects) };
    const folder = join(parent, environment);
    writeFolder(folder, planFiles(plan, judgement, since));
    output.done();
    const seconds = (performance.now() - started) / 1000;
    sayJudgement(prepared, judgement, seconds, relative(process.cwd(), folder), output);
    const result = { ...judgementData(plan, judgement), seconds: Math.round(seconds * 1000) / 1000 };
    return { code: openFindings(judgement).length > 0 ? 1 : 0, result };
  });
}
