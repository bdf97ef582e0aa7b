import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { findingsText } from "./cli/findings";
import { chosenStacks, gate, overriddenText, refusal } from "./cli/gate";
import { chosenDate, chosenEnvironment, instantOf, preparePlan, UsageError } from "./cli/pipeline";
import { placeStacks } from "./cli/place";
import { type Project, thisProject } from "./cli/project";
import { mistakesText } from "./fleet/mistakes";
import { judge, openFindings } from "./policies/engine/judge";
import { RULES } from "./policies/rules/rules";
import { stackNames } from "./stacks/footprint";

/*
 * The cdktf app. cdktf runs it for every command, synth, deploy, diff and destroy alike, and gives it no arguments, so
 * this file is the only reader of environment variables:
 *   FOOTPRINT_ENVIRONMENT  the environment, always explicit
 *   FOOTPRINT_STACKS       the stacks that matter, separated by commas; default all, so that nothing is passed over
 *   FOOTPRINT_DATE         the day of the judgement, YYYY-MM-DD; default today
 *   CDKTF_OUTDIR           set by cdktf from --output or CDKTF_OUTPUT
 */
export async function app(
  variables: NodeJS.ProcessEnv,
  project: Project,
  say: (text: string) => void,
): Promise<number> {
  const environment = chosenEnvironment(project, variables.FOOTPRINT_ENVIRONMENT, "Set FOOTPRINT_ENVIRONMENT.");
  const today = chosenDate(variables.FOOTPRINT_DATE);
  const outdir = variables.CDKTF_OUTDIR ?? join(project.root, "cdktf.out", environment);
  // One folder for two environments would wipe the stacks of the one that is not synthesised.
  if (basename(outdir) !== environment)
    throw new UsageError(
      `The output folder is ${outdir}. Set CDKTF_OUTPUT=cdktf.out/${environment}, or use npx footprint deploy ${environment}.`,
    );
  mkdirSync(dirname(outdir), { recursive: true });
  const aside = mkdtempSync(`${outdir}.aside-`);
  try {
    const { plan, warnings } = await preparePlan(project, environment, aside);
    if (warnings.length > 0) say(mistakesText(warnings));
    const named = (variables.FOOTPRINT_STACKS ?? "").split(",").filter((name) => name !== "");
    const stacks = chosenStacks(plan, named);
    const judgement = judge(plan, RULES, today);
    const gated = gate(plan, judgement, stacks, instantOf(today));
    const refused = refusal(plan, gated, findingsText(gated.findings, judgement, plan));
    if (refused !== undefined) {
      say(refused);
      return 1;
    }
    say(overriddenText(gated));
    const elsewhere = openFindings(judgement).length;
    if (elsewhere > 0)
      say(
        `Findings in other stacks (${elsewhere}) do not hold back ${stacks.join(", ")}; footprint check ${environment} lists them.\n`,
      );
    placeStacks(aside, outdir, stacks, stackNames(plan.facts));
    return 0;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

if (require.main === module)
  app(process.env, thisProject(), (text) => process.stderr.write(text))
    .then((code) => {
      process.exitCode = code;
    })
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = error instanceof Error && ["MistakesError", "UsageError"].includes(error.name) ? 2 : 3;
    });
