import { positionText } from "../fleet/mistakes";
import type { Change } from "../plan/diff";
import type { Plan } from "../plan/plan";
import { type Judgement, openFindings, type Verdict } from "../policies/engine/judge";
import type { Since } from "../policies/reports/report";
import type { Remark } from "../policies/rule";
import { reachabilitySummary } from "./reachability-report";

/** Counts that a summary shows, and that --json prints. */
export interface Summary {
  readonly environment: string;
  readonly date: string;
  readonly perimeters: number;
  readonly shards: number;
  readonly objects: number;
  readonly passed: number;
  readonly failed: number;
  readonly waived: number;
  readonly undetermined: number;
  readonly matchedNothing: number;
  readonly nextExpiryDays: number | undefined;
}

export function summarise(plan: Plan, judgement: Judgement): Summary {
  const count = (outcome: Verdict["outcome"]) =>
    judgement.verdicts.filter((verdict) => verdict.outcome === outcome).length;
  return {
    environment: plan.facts.environment,
    date: judgement.today,
    perimeters: plan.facts.perimeters.length,
    shards: plan.facts.perimeters.reduce((sum, { shards }) => sum + shards.length, 0),
    objects: plan.objects.length,
    passed: count("passed"),
    failed: count("failed") + (judgement.waiverFindings.length > 0 ? 1 : 0),
    waived: count("waived"),
    undetermined: count("undetermined"),
    matchedNothing: count("matched nothing"),
    nextExpiryDays: judgement.nextExpiry,
  };
}

/** `88 passed · 0 failed · 3 waived (next expiry in 41 days) · 2 undetermined`. */
export function policyLine(summary: Summary): string {
  const expiry = summary.nextExpiryDays === undefined ? "" : ` (next expiry in ${summary.nextExpiryDays} days)`;
  const idle = summary.matchedNothing > 0 ? ` · ${summary.matchedNothing} matched nothing` : "";
  return `${summary.passed} passed · ${summary.failed} failed · ${summary.waived} waived${expiry} · ${summary.undetermined} undetermined${idle}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Objects that a line of summary.md names; `report/findings.json` has them all. */
const NAMED = 3;

/** What a rule says alike of many objects, said once: of how many, in how many stacks, and the first of them. */
function groupedLines(remarks: readonly (Remark & { readonly rule: string })[]): string[] {
  const groups = new Map<string, Map<string, Remark>>();
  for (const remark of remarks) {
    const words = `**${remark.rule}** ${cell(remark.message)}`;
    const objects = groups.get(words) ?? new Map<string, Remark>();
    if (!objects.has(remark.object)) objects.set(remark.object, remark);
    groups.set(words, objects);
  }
  return [...groups].map(([words, byObject]) => {
    const objects = [...byObject.values()];
    const named = objects.slice(0, NAMED).map(({ object, at }) => `${object} (${positionText(at)})`);
    const stacks = new Set(objects.map(({ stack }) => stack)).size;
    const size =
      objects.length === 1 ? "" : `${counted(objects.length, "object")} of ${counted(stacks, "stack")}, such as `;
    return `- ${words} – ${size}${named.join(", ")}`;
  });
}

function riskLines(risks: Plan["facts"]["homologation"]["residualRisks"]): string[] {
  return risks === "none yet" ? ["Residual risks: none yet."] : risks.map(({ id, risk }) => `- ${id}: ${risk}`);
}

/** Changes of one stack, as a reviewer reads them: what holds data or has no way back is said. */
function changeLine({ change, id, fields, effect, stateful, irreversible }: Change): string {
  const about = [
    fields.slice(0, NAMED).join(", ") + (fields.length > NAMED ? ` and ${fields.length - NAMED} more` : ""),
    effect ?? "",
  ].filter((part) => part !== "");
  const marks = [...(stateful ? ["**holds data**"] : []), ...(irreversible ? ["**no way back**"] : [])];
  return `- ${change} ${cell([id, ...marks, ...about].join("; "))}`;
}

/** Changes that summary.md lists: what a person reads of a merge request; `footprint diff` has them all. */
const CHANGES = 60;

function changeLines({ plan, changes }: Since): string[] {
  const stacks = [...new Set(changes.map(({ stack }) => stack))];
  const first = [...changes].sort((a, b) => Number(b.stateful) - Number(a.stateful)).slice(0, CHANGES);
  const implied = [...new Set(changes.flatMap(({ implies }) => implies))];
  const rest = changes.length > CHANGES ? [`- … and ${changes.length - CHANGES} more: footprint diff shows them`] : [];
  return [
    `## Changes since ${cell(plan)}`,
    "",
    changes.length === 0
      ? "None."
      : `${counted(changes.length, "object")} in ${counted(stacks.length, "stack")}: ${stacks.join(", ")}.`,
    "",
    ...first.map(changeLine),
    ...rest,
    ...(implied.length > 0 ? ["", "Read before you deploy:", "", ...implied.map((each) => `- ${each}`)] : []),
    "",
  ];
}

/** summary.md of a plan: deterministic, so without durations. */
export function summaryMarkdown(plan: Plan, judgement: Judgement, since?: Since): string {
  const summary = summarise(plan, judgement);
  const { homologation } = plan.facts;
  const open = openFindings(judgement);
  const shards = plan.facts.perimeters.flatMap((perimeter) =>
    perimeter.shards.map((shard) => {
      const { eventsPerSecond, postgres, capped } = shard.capacity;
      const cut = capped.length === 0 ? "" : `less than the load asks for: ${capped.join(", ")}`;
      return `| ${perimeter.name} | ${perimeter.state} | ${shard.serverName} | ${shard.registered} | ${eventsPerSecond} | ${postgres.volumeGiB} | ${cut} |`;
    }),
  );
  const rules = judgement.verdicts.map(({ rule, outcome, looked, findings, undetermined }) => {
    const count = findings.length + undetermined.length;
    return `| ${rule.id} | ${cell(rule.title.fr)} | ${rule.severity} | ${outcome} | ${looked} | ${count} |`;
  });
  const undetermined = judgement.verdicts.flatMap(({ rule, undetermined }) =>
    undetermined.map((remark) => ({ ...remark, rule: rule.id })),
  );
  return `${[
    `# ${plan.facts.title}`,
    "",
    `Judged for ${summary.date}. ${summary.perimeters} perimeters, ${summary.shards} shards, ${summary.objects} objects; ${policyLine(summary)}.`,
    "",
    `Homologation: sensitivity ${homologation.sensitivity}, ${homologation.authority}, from ${homologation.decidedOn} to ${homologation.endsOn}. Source: ${homologation.source}.`,
    ...riskLines(homologation.residualRisks),
    "This is a reference footprint: what the environment files call an assumption is ours, not Tchap's practice.",
    "",
    ...(since === undefined ? [] : changeLines(since)),
    "## Findings",
    "",
    ...(open.length === 0 ? ["None."] : groupedLines(open)),
    "",
    "## Undetermined",
    "",
    ...(undetermined.length === 0 ? ["None."] : groupedLines(undetermined)),
    "",
    "## Reachability",
    "",
    ...reachabilitySummary(plan),
    "",
    "## Shards",
    "",
    "Accounts are as the perimeter files give them, with their source; in production each is an assumption.",
    "",
    "| perimeter | state | server name | accounts | events/s at peak | database GiB | limits |",
    "|---|---|---|---|---|---|---|",
    ...shards,
    "",
    "## Rules",
    "",
    "| rule | règle | severity | outcome | looked at | remarks |",
    "|---|---|---|---|---|---|",
    ...rules,
  ].join("\n")}\n`;
}
