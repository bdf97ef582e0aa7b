import type { Plan } from "../../plan/plan";
import type { Remark, Rule, Severity } from "../rule";
import { evaluate } from "./evaluate";
import { covers, daysBetween, WAIVERS_RULE, type Waiver, waiverFaults, waiverFinding } from "./waivers";

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
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Remark[];
  readonly outcome: "passed" | "failed" | "waived" | "undetermined" | "matched nothing";
}

export interface Judgement {
  readonly today: string;
  readonly verdicts: readonly Verdict[];
  /** Faults of waivers: expired, unused, too long, self-approved, for what cannot be waived. */
  readonly waiverFindings: readonly Finding[];
  /** Days until the next waiver in use expires. */
  readonly nextExpiry: number | undefined;
}

function outcome(looked: number, findings: readonly Finding[], undetermined: readonly Remark[]): Verdict["outcome"] {
  if (findings.some(({ waiver }) => waiver === undefined)) return "failed";
  if (undetermined.length > 0) return "undetermined";
  if (findings.length > 0) return "waived";
  return looked === 0 ? "matched nothing" : "passed";
}

/** Judges a plan by rules on a day (YYYY-MM-DD): pure, so that the same plan and day always get the same judgement. */
export function judge(plan: Plan, rules: readonly Rule[], today: string): Judgement {
  const { waivers, unwaivable } = plan.facts;
  const faults = new Map(waivers.map((waiver) => [waiver, waiverFaults(waiver, rules, unwaivable, today)]));
  const valid = waivers.filter((waiver) => faults.get(waiver)?.length === 0);
  const used = new Set<Waiver>();
  const verdicts = rules.map((rule): Verdict => {
    const answer = evaluate(rule, plan, today);
    const findings = answer.findings.map((finding): Finding => {
      const waiver = valid.find((each) => covers(each, rule.id, finding));
      if (waiver) used.add(waiver);
      return { ...finding, rule: rule.id, severity: rule.severity, waiver };
    });
    const undetermined = answer.undetermined ?? [];
    return {
      rule,
      looked: answer.looked,
      findings,
      undetermined,
      outcome: outcome(answer.looked, findings, undetermined),
    };
  });
  const waiverFindings = waivers.flatMap((waiver) => {
    const own = faults.get(waiver) ?? [];
    const idle = own.length === 0 && !used.has(waiver) ? ["covers nothing any more: remove it"] : [];
    return [...own, ...idle].map((message): Finding => {
      const finding = waiverFinding(waiver, plan, message);
      return { ...finding, rule: WAIVERS_RULE.id, severity: WAIVERS_RULE.severity, waiver: undefined };
    });
  });
  const left = [...used].map((waiver) => daysBetween(today, waiver.expiresOn)).sort((a, b) => a - b);
  return { today, verdicts, waiverFindings, nextExpiry: left[0] };
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
