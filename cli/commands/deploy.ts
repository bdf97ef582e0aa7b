import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { judge } from "../../policies/engine/judge";
import { RULES } from "../../policies/rules/rules";
import { findingsText } from "../findings";
import { chosenStacks, gate, overriddenText, refusal } from "../gate";
import type { Output } from "../output";
import { instantOf, preparePlan, UsageError } from "../pipeline";
import type { Project } from "../project";
import { lock } from "./lock";

export interface DeployOptions {
  readonly date: string;
  readonly autoApprove: boolean;
  /** Variables of the calling process, handed on to cdktf and Terraform. */
  readonly variables: NodeJS.ProcessEnv;
}

/** Arguments and variables of one cdktf run for one stack. */
function cdktfRun(action: "deploy" | "destroy", environment: string, stack: string, options: DeployOptions) {
  const args = [
    action,
    stack,
    "--output",
    `cdktf.out/${environment}`,
    "--ignore-missing-stack-dependencies",
    ...(options.autoApprove ? ["--auto-approve"] : []),
  ];
  const variables = {
    ...options.variables,
    FOOTPRINT_ENVIRONMENT: environment,
    FOOTPRINT_STACKS: stack,
    FOOTPRINT_DATE: options.date,
    // cdktf and Terraform otherwise call home.
    CHECKPOINT_DISABLE: "1",
  };
  return { args, variables };
}

function runCdktf(
  project: Project,
  action: "deploy" | "destroy",
  environment: string,
  stack: string,
  options: DeployOptions,
): number {
  const { args, variables } = cdktfRun(action, environment, stack, options);
  const cdktf = join(dirname(require.resolve("cdktf-cli/package.json")), "bundle", "bin", "cdktf");
  const result = spawnSync(process.execPath, [cdktf, ...args], { cwd: project.root, env: variables, stdio: "inherit" });
  return result.status ?? 3;
}

/**
 * Deploys stacks one after the other through cdktf, in their own order, after judging them once. New shards' names are
 * recorded first. Stops at the first that fails. `destroy` takes stacks of closed perimeters only.
 */
export async function deploy(
  project: Project,
  action: "deploy" | "destroy",
  environment: string,
  named: readonly string[],
  options: DeployOptions,
  output: Output,
): Promise<number> {
  const aside = mkdtempSync(join(tmpdir(), "footprint-"));
  try {
    const { plan } = await preparePlan(project, environment, aside);
    const stacks = chosenStacks(plan, named);
    const closed = plan.facts.perimeters.filter(({ state }) => state === "closed").map(({ stack }) => stack);
    const open = stacks.filter((stack) => !closed.includes(stack));
    if (action === "destroy" && open.length > 0)
      throw new UsageError(`${open.join(", ")}: only the stack of a perimeter with state: closed can be destroyed.`);
    const judgement = judge(plan, RULES, options.date);
    const gated = gate(plan, judgement, stacks, instantOf(options.date));
    const refused = refusal(plan, { ...gated, unlocked: [] }, findingsText(gated.findings, judgement, plan));
    if (refused !== undefined) {
      output.problem(refused);
      return 1;
    }
    const burning = overriddenText(gated);
    if (burning !== "") output.problem(burning);
    if (gated.unlocked.length > 0) lock(project, environment, output);
    for (const stack of stacks) {
      output.say(`${action} ${stack}\n`);
      const code = runCdktf(project, action, environment, stack, options);
      if (code !== 0) {
        output.problem(`${stack}: cdktf ${action} ended with ${code}; the stacks after it were not touched.`);
        return 3;
      }
    }
    output.data({ environment, action, stacks });
    return 0;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
