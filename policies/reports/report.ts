import type { Position } from "../../fleet/mistakes";
import type { Change } from "../../plan/diff";
import { type KubernetesObject, objectId, type Plan, type Unrendered } from "../../plan/plan";
import { type Reachability, reachability } from "../../plan/reachability";
import type { Control, Coverage } from "../controls/control";
import { CONTROLS } from "../controls/controls";
import { daysBetween } from "../engine/days";
import { type Finding, type Judgement, openFindings, type Verdict } from "../engine/judge";
import type { Waiver } from "../engine/waivers";
import type { Remark, Rule, Severity, Subject } from "../rule";

/** One rule and what it said. */
export interface ReportedRule {
  readonly id: string;
  readonly title: Rule["title"];
  readonly why: string;
  readonly remedy: string;
  readonly severity: Severity;
  readonly waivable: boolean;
  readonly controls: readonly string[];
  readonly looksAt: string;
  readonly outcome: Verdict["outcome"];
  readonly looked: number;
  readonly subjects: readonly Subject[];
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Remark[];
}

/** How a control stands in this plan on this day: what its rules say, else what its data say. */
export type ControlState = "failed" | "undetermined" | "waived" | Coverage;

export interface ReportedControl extends Control {
  readonly state: ControlState;
  /** Ids of the rules that cite it, sorted. */
  readonly rules: readonly string[];
}

export interface ReportedWaiver extends Waiver {
  /** Days until its last day; negative once it has expired. */
  readonly daysLeft: number;
  /** Findings that it covers. */
  readonly covered: number;
  readonly faults: readonly string[];
}

/** An object of the plan as a report shows it. */
export interface ReportedObject {
  readonly id: string;
  readonly stack: string;
  readonly release: string;
  readonly template: string;
  readonly perimeter: string | undefined;
  readonly at: Position;
  readonly object: KubernetesObject;
}

/** What changed since another plan, and which one that was. */
export interface Since {
  readonly plan: string;
  readonly changes: readonly Change[];
}

/** All that reports say of one judged plan: data in a fixed order, so that the same plan and day give the same bytes. */
export interface Report {
  readonly environment: string;
  readonly title: string;
  /** Day of the judgement, YYYY-MM-DD. */
  readonly date: string;
  readonly passed: boolean;
  readonly counts: Readonly<Record<"perimeters" | "shards" | "objects" | "findings", number>>;
  readonly outcomes: Readonly<Record<Verdict["outcome"], number>>;
  readonly homologation: Plan["facts"]["homologation"];
  readonly rules: readonly ReportedRule[];
  /** Every listed control of every document, in the documents' order. */
  readonly controls: readonly ReportedControl[];
  /** Findings that no waiver covers, faults of waivers included, by rule and place. */
  readonly findings: readonly Finding[];
  readonly waivers: readonly ReportedWaiver[];
  /** Nights when stacks were deployed in spite of findings. */
  readonly breakGlass: Plan["facts"]["breakGlass"];
  readonly unrendered: readonly Unrendered[];
  readonly perimeters: Plan["facts"]["perimeters"];
  readonly zones: readonly string[];
  readonly destinations: Plan["facts"]["destinations"];
  readonly reachability: Reachability;
  readonly objects: readonly ReportedObject[];
  readonly since: Since | undefined;
}

/** What a rule looks at, in words. */
export function looksAt(rule: Rule): string {
  if (rule.kind === "plan") return rule.looksAt;
  if (rule.match === "workloads") return "everything that runs pods";
  return [rule.match]
    .flat()
    .flatMap(({ kinds }) => kinds)
    .join(", ");
}

function reportedRule({ rule, ...said }: Verdict): ReportedRule {
  const { id, title, why, remedy, severity, controls } = rule;
  const waivable = rule.waivable !== false;
  return { id, title, why, remedy, severity, waivable, controls, looksAt: looksAt(rule), ...said };
}

/** From worst to best: a control stands as the worst of its rules. */
const WORST_FIRST = ["failed", "undetermined", "waived"] as const;

/** A control whose rules all pass stands as its data say: rules alone seldom show the whole of it. */
function stateOf(control: Control, rules: readonly ReportedRule[]): ControlState {
  if (rules.length > 0 && rules.every(({ outcome }) => outcome === "matched nothing")) return "undetermined";
  return WORST_FIRST.find((state) => rules.some(({ outcome }) => outcome === state)) ?? control.coverage;
}

function reportedControls(rules: readonly ReportedRule[]): ReportedControl[] {
  const citing = new Map<string, ReportedRule[]>();
  for (const rule of rules) for (const id of rule.controls) citing.set(id, [...(citing.get(id) ?? []), rule]);
  return [...CONTROLS.values()].map((control) => {
    const own = citing.get(control.restates ?? control.id) ?? [];
    return { ...control, state: stateOf(control, own), rules: own.map(({ id }) => id) };
  });
}

function reportedWaivers(plan: Plan, judgement: Judgement): ReportedWaiver[] {
  const { waivers } = plan.facts;
  const findings = judgement.verdicts.flatMap((verdict) => verdict.findings);
  return waivers
    .map((waiver) => ({
      ...waiver,
      daysLeft: daysBetween(judgement.today, waiver.expiresOn),
      covered: findings.filter((finding) => finding.waiver === waiver).length,
      faults: judgement.waiverFindings.filter(({ at }) => at.line === waiver.at.line).map(({ message }) => message),
    }))
    .sort((a, b) => a.daysLeft - b.daysLeft || a.at.line - b.at.line);
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

/** By rule, then file and line, then object and field. */
export function byRuleAndPlace(a: Finding, b: Finding): number {
  return (
    compare(a.rule, b.rule) ||
    compare(a.at.file, b.at.file) ||
    a.at.line - b.at.line ||
    compare(a.object, b.object) ||
    compare(a.field, b.field) ||
    compare(a.message, b.message)
  );
}

/** The one model behind every report of a judged plan; `since` holds what changed from another plan, where one was given. */
export function buildReport(plan: Plan, judgement: Judgement, since?: Since): Report {
  const { facts } = plan;
  const rules = judgement.verdicts.map(reportedRule);
  const findings = openFindings(judgement).sort(byRuleAndPlace);
  const count = (outcome: Verdict["outcome"]) => rules.filter((rule) => rule.outcome === outcome).length;
  return {
    environment: facts.environment,
    title: facts.title,
    date: judgement.today,
    passed: findings.length === 0,
    counts: {
      perimeters: facts.perimeters.length,
      shards: facts.perimeters.reduce((sum, { shards }) => sum + shards.length, 0),
      objects: plan.objects.length,
      findings: findings.length,
    },
    outcomes: {
      passed: count("passed"),
      failed: count("failed") + (judgement.waiverFindings.length > 0 ? 1 : 0),
      waived: count("waived"),
      undetermined: count("undetermined"),
      "matched nothing": count("matched nothing"),
    },
    homologation: facts.homologation,
    rules,
    controls: reportedControls(rules),
    findings,
    waivers: reportedWaivers(plan, judgement),
    breakGlass: facts.breakGlass,
    unrendered: plan.unrendered,
    perimeters: facts.perimeters,
    zones: facts.cluster.zones,
    destinations: facts.destinations,
    reachability: reachability(plan),
    objects: plan.objects.map(({ object, ...place }) => ({ id: objectId(object), ...place, object })),
    since,
  };
}
