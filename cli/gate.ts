import type { Plan } from "../plan/plan";
import { blocking, type Finding, type Judgement } from "../policies/engine/judge";
import { stackNames } from "../stacks/footprint";
import { UsageError } from "./pipeline";

/** Whether stacks may be deployed, and if not, why. */
export interface Gate {
  readonly findings: readonly Finding[];
  /** Shards whose ids are not yet recorded: after a first deploy nothing would guard them. */
  readonly unlocked: readonly string[];
}

/** The stacks that are to be deployed: those named, else all. Throws UsageError on a name that is none. */
export function chosenStacks(plan: Plan, named: readonly string[]): string[] {
  const known = stackNames(plan.facts);
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`${unknown.join(", ")}: no such stack. Stacks: ${known.join(", ")}.`);
  return named.length === 0 ? known : known.filter((name) => named.includes(name));
}

/** What holds back these stacks: their own findings and the environment's, never another perimeter's. */
export function gate(plan: Plan, judgement: Judgement, stacks: readonly string[]): Gate {
  const { environment, perimeters } = plan.facts;
  const findings = [...new Set(stacks.flatMap((stack) => blocking(judgement, stack, environment)))];
  const unlocked = perimeters
    .filter(({ stack, state }) => stacks.includes(stack) && state !== "closed")
    .flatMap(({ shards }) => shards.filter(({ locked }) => !locked).map(({ name }) => name));
  return { findings, unlocked };
}

/** Why a deploy is refused, once and readable; undefined when it is not. */
export function refusal(plan: Plan, { findings, unlocked }: Gate, findingsText: string): string | undefined {
  const { environment } = plan.facts;
  const lock =
    unlocked.length > 0
      ? `Not in environments/${environment}/stateful.lock.yaml: ${unlocked.join(", ")}. Their names become permanent with the first deploy.\n  → Run npx footprint lock ${environment}, and commit the file.\n`
      : "";
  if (findings.length === 0 && lock === "") return undefined;
  return `${findingsText}${findingsText && lock ? "\n" : ""}${lock}\nRefused: nothing was put in place; the last good plan of ${environment} is as it was.\n`;
}
