import { didYouMean } from "../../fleet/load/validate";
import { ENGINE_RULES, type Finding, type Judgement, judge, openFindings } from "../../policies/engine/judge";
import { codeQuality } from "../../policies/reports/code-quality";
import { controlMatrix } from "../../policies/reports/control-matrix";
import { junit } from "../../policies/reports/junit";
import { oscal } from "../../policies/reports/oscal";
import { buildReport, type Report } from "../../policies/reports/report";
import { sarif } from "../../policies/reports/sarif";
import type { Severity } from "../../policies/rule";
import { RULES } from "../../policies/rules/rules";
import { eachEnvironment } from "../each-environment";
import { sayJudgement } from "../judgement-text";
import type { Output } from "../output";
import { preparePlan, UsageError } from "../pipeline";
import type { Project } from "../project";
import { judgementData } from "../write-plan";

/** Documents that check prints in place of text. */
const FORMATS: Readonly<Record<string, (report: Report) => string>> = {
  sarif,
  "code-quality": codeQuality,
  junit,
  csv: controlMatrix,
  oscal,
};

const WORST_FIRST: readonly string[] = ["critical", "high", "medium"] satisfies Severity[];

export interface CheckOptions {
  readonly date: string;
  /** `text`, or one of FORMATS. */
  readonly format: string;
  /** Rules that alone are shown and count; empty for all. */
  readonly rules: readonly string[];
  /** The least severity that is shown and counts. */
  readonly severity: string;
}

function oneOf(given: string, known: readonly string[], what: string): void {
  if (known.includes(given)) return;
  const meant = didYouMean(given, known);
  throw new UsageError(`${given} is no ${what}.${meant ? ` Did you mean ${meant}?` : ""} Known: ${known.join(", ")}.`);
}

/** What the options let through; throws UsageError on a rule, severity or format that is none. */
function filterOf({ rules, severity, format }: CheckOptions): (rule: string, of: Severity) => boolean {
  const ids = [...RULES, ...ENGINE_RULES].map(({ id }) => id);
  for (const rule of rules) oneOf(rule.toUpperCase(), ids, "rule");
  oneOf(severity, WORST_FIRST, "severity");
  oneOf(format, ["text", ...Object.keys(FORMATS)], "format");
  const named = new Set(rules.map((rule) => rule.toUpperCase()));
  const least = WORST_FIRST.indexOf(severity);
  return (rule, of) => (named.size === 0 || named.has(rule)) && WORST_FIRST.indexOf(of) <= least;
}

/** A judgement by all rules, of which some are shown: waivers of the others stay used. */
function shown(judgement: Judgement, isShown: (rule: string, of: Severity) => boolean): Judgement {
  const keep = ({ rule, severity }: Finding) => isShown(rule, severity);
  return {
    ...judgement,
    verdicts: judgement.verdicts.filter(({ rule }) => isShown(rule.id, rule.severity)),
    waiverFindings: judgement.waiverFindings.filter(keep),
    expiring: judgement.expiring.filter(({ rule }) =>
      judgement.verdicts.some((each) => each.rule.id === rule && isShown(rule, each.rule.severity)),
    ),
  };
}

/** Judges environments and writes nothing. Answers 1 when there are open findings among those shown, 2 on mistakes. */
export function check(
  project: Project,
  environments: readonly string[],
  options: CheckOptions,
  output: Output,
): Promise<number> {
  const isShown = filterOf(options);
  const format = FORMATS[options.format];
  if (format !== undefined && environments.length !== 1)
    throw new UsageError(`--format ${options.format} is one document: name one environment.`);
  return eachEnvironment(environments, output, async (environment, aside) => {
    const started = performance.now();
    output.progress(`${environment}: loading, synthesising, rendering, judging`);
    const { plan, warnings } = await preparePlan(project, environment, aside);
    const judgement = shown(judge(plan, RULES, options.date), isShown);
    output.done();
    const seconds = (performance.now() - started) / 1000;
    if (format === undefined) sayJudgement({ plan, warnings }, judgement, seconds, undefined, output);
    else output.say(format(buildReport(plan, judgement)));
    return { code: openFindings(judgement).length > 0 ? 1 : 0, result: judgementData(plan, judgement) };
  });
}
