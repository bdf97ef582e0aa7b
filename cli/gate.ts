import type { Plan } from "../plan/plan";
import { opens, REVIEW_DAYS } from "../policies/engine/break-glass";
import { blocking, type Finding, type Judgement } from "../policies/engine/judge";
import { stackNames } from "../stacks/footprint";
import { UsageError } from "./pipeline";

/** Whether stacks may be deployed, and if not, why. */
export interface Gate {
  readonly findings: readonly Finding[];
  /** Findings that would hold stacks back, were it not for a record of break-glass. */
  readonly overridden: readonly Finding[];
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

/**
 * What holds back these stacks: their own findings and the environment's, never another perimeter's. `now` is
 * YYYY-MM-DDThh:mm:ssZ, for records of break-glass.
 */
export function gate(plan: Plan, judgement: Judgement, stacks: readonly string[], now: string): Gate {
  const { environment, perimeters, breakGlass } = plan.facts;
  const isOpened = (stack: string) => breakGlass.some((record) => opens(record, stack, now));
  const of = (some: readonly string[]) => new Set(some.flatMap((stack) => blocking(judgement, stack, environment)));
  const findings = of(stacks.filter((stack) => !isOpened(stack)));
  const overridden = [...of(stacks.filter(isOpened))].filter((finding) => !findings.has(finding));
  const unlocked = perimeters
    .filter(({ stack, state }) => stacks.includes(stack) && state !== "closed")
    .flatMap(({ shards }) => shards.filter(({ locked }) => !locked).map(({ name }) => name));
  return { findings: [...findings], overridden, unlocked };
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

/** What is deployed in spite of findings, told so that nobody can miss it; empty where nothing is. */
export function overriddenText({ overridden }: Gate): string {
  if (overridden.length === 0) return "";
  const rules = [...new Set(overridden.map(({ rule }) => rule))].sort();
  return `BREAK-GLASS: ${overridden.length} finding${overridden.length > 1 ? "s" : ""} of ${rules.join(", ")} would hold this back. Review it within ${REVIEW_DAYS} days, in waivers.yaml.\n`;
}
