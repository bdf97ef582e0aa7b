import { once } from "../../plan/once";
import type { Plan } from "../../plan/plan";
import { type Looked, type Remark, type Rule, type Severity, type Subject, subjectOf } from "../rule";
import { BREAK_GLASS_RULE, breakGlassRemarks } from "./break-glass";
import { daysBetween } from "./days";
import { evaluateAll } from "./evaluate";
import { coverFaults, covers, WAIVERS_RULE, WARNING_DAYS, type Waiver, waiverFaults, waiverFinding } from "./waivers";

/** What the engine itself asks, beside the rules over the plan. */
export const ENGINE_RULES = [WAIVERS_RULE, BREAK_GLASS_RULE] as const;

/** One objection of a rule, and the waiver that covers it, if one does. */
export interface Finding extends Remark {
  readonly rule: string;
  readonly severity: Severity;
  readonly waiver: Waiver | undefined;
}

/** What one rule said of a plan. */
export interface Verdict {
  readonly rule: Rule;
  /** Things looked at; zero means that the rule matched nothing, which is said and is no pass. */
  readonly looked: number;
  /** The same, by name and place, each once. */
  readonly subjects: readonly Subject[];
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Remark[];
  readonly outcome: "passed" | "failed" | "waived" | "undetermined" | "matched nothing";
}

export interface Judgement {
  readonly today: string;
  readonly verdicts: readonly Verdict[];
  /** Faults of waivers and of break-glass: expired, unused, too wide, self-approved, not reviewed. */
  readonly waiverFindings: readonly Finding[];
  /** Days until the next waiver in use expires. */
  readonly nextExpiry: number | undefined;
  /** Waivers in use that expire within WARNING_DAYS. */
  readonly expiring: readonly Waiver[];
}

function engineFinding(rule: (typeof ENGINE_RULES)[number], found: Remark): Finding {
  return { ...found, rule: rule.id, severity: rule.severity, waiver: undefined };
}

function outcome(looked: number, findings: readonly Finding[], undetermined: readonly Remark[]): Verdict["outcome"] {
  if (findings.some(({ waiver }) => waiver === undefined)) return "failed";
  if (undetermined.length > 0) return "undetermined";
  if (findings.length > 0) return "waived";
  return looked === 0 ? "matched nothing" : "passed";
}

const keyOf = once(({ stack, object }: Subject) => `${stack}\0${object}`);

/** What was looked at, each once. */
function subjectsOf(looked: readonly Looked[]): Subject[] {
  const all = new Map<string, Subject>();
  for (const each of new Set(looked)) {
    const subject = subjectOf(each);
    all.set(keyOf(subject), subject);
  }
  return [...all.values()];
}

/** Judges a plan by rules on a day (YYYY-MM-DD): pure, so that the same plan and day always get the same judgement. */
export function judge(plan: Plan, rules: readonly Rule[], today: string): Judgement {
  const { waivers } = plan.facts;
  const faults = new Map(waivers.map((waiver) => [waiver, waiverFaults(waiver, rules, plan.facts, today)]));
  const valid = waivers.filter((waiver) => faults.get(waiver)?.length === 0);
  const used = new Map(valid.map((waiver): [Waiver, Remark[]] => [waiver, []]));
  const verdicts = evaluateAll(rules, plan, today).map(({ rule, answer }): Verdict => {
    const findings = answer.findings.map((finding): Finding => {
      const waiver = valid.find((each) => covers(each, rule.id, finding));
      if (waiver) used.get(waiver)?.push(finding);
      return { ...finding, rule: rule.id, severity: rule.severity, waiver };
    });
    const undetermined = answer.undetermined ?? [];
    const subjects = subjectsOf(answer.looked);
    const looked = subjects.length;
    return { rule, looked, subjects, findings, undetermined, outcome: outcome(looked, findings, undetermined) };
  });
  const ofWaivers = waivers.flatMap((waiver) => {
    const covered = used.get(waiver);
    const own = [...(faults.get(waiver) ?? []), ...(covered === undefined ? [] : coverFaults(covered))];
    return own.map((message) => engineFinding(WAIVERS_RULE, waiverFinding(waiver, plan, message)));
  });
  const ofBreakGlass = breakGlassRemarks(plan, today).map((each) => engineFinding(BREAK_GLASS_RULE, each));
  const inUse = [...used].flatMap(([waiver, covered]) => (covered.length > 0 ? [waiver] : []));
  const left = inUse.map((waiver) => daysBetween(today, waiver.expiresOn)).sort((a, b) => a - b);
  const expiring = inUse.filter((waiver) => daysBetween(today, waiver.expiresOn) <= WARNING_DAYS);
  return { today, verdicts, waiverFindings: [...ofWaivers, ...ofBreakGlass], nextExpiry: left[0], expiring };
}

/** Every finding that no waiver covers. */
export function openFindings(judgement: Judgement): Finding[] {
  return [...judgement.verdicts.flatMap(({ findings }) => findings), ...judgement.waiverFindings].filter(
    ({ waiver }) => waiver === undefined,
  );
}

/**
 * The findings that hold back one stack: its own, and those of the environment as a whole.
 * Another perimeter's findings are not among them.
 */
export function blocking(judgement: Judgement, stack: string, environment: string): Finding[] {
  return openFindings(judgement).filter((finding) => finding.stack === stack || finding.stack === environment);
}
