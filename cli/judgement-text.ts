import { mistakesText, positionText } from "../fleet/mistakes";
import { daysBetween } from "../policies/engine/days";
import { type Judgement, openFindings } from "../policies/engine/judge";
import { colour } from "./colour";
import { findingsText } from "./findings";
import type { Output } from "./output";
import type { Prepared } from "./pipeline";
import { policyLine, type Summary, summarise } from "./report";

/** Waivers that soon end, told before they hold anything back. */
function expiringText({ expiring, today }: Judgement): string {
  return expiring
    .map(
      ({ rule, at, owner, expiresOn }) =>
        `${positionText(at)}  ${rule}  (warning)\n  The waiver ends in ${daysBetween(today, expiresOn)} days, on ${expiresOn}; from then on its findings hold back their stacks.\n  ${owner}: mend what it covers, or have it approved anew.\n`,
    )
    .join("\n");
}

/** The lines that `footprint plan` prints for one environment. */
function summaryText(summary: Summary, seconds: number, written: string | undefined): string {
  const head = `${summary.environment}`.padEnd(9);
  const size = `${summary.perimeters} perimeters, ${summary.shards} shards, ${summary.objects} objects`;
  const policies = summary.failed > 0 ? colour.red(policyLine(summary)) : policyLine(summary);
  const lines = [`${colour.bold(head)}${size.padEnd(60)}${seconds.toFixed(1)} s`, `  policies   ${policies}`];
  return `${[...lines, ...(written ? [`  written    ${written}`] : [])].join("\n")}\n`;
}

/** Tells a person what was found of one environment: warnings and findings as problems, then the line that sums up. */
export function sayJudgement(
  { plan, warnings }: Prepared,
  judgement: Judgement,
  seconds: number,
  written: string | undefined,
  output: Output,
): void {
  const open = openFindings(judgement);
  if (warnings.length > 0) output.problem(mistakesText(warnings));
  if (judgement.expiring.length > 0) output.problem(expiringText(judgement));
  if (open.length > 0) output.problem(findingsText(open, judgement, plan));
  output.say(summaryText(summarise(plan, judgement), seconds, written));
}
