import { positionText } from "../fleet/mistakes";
import type { Plan } from "../plan/plan";
import { type Finding, type Judgement, openFindings, type Verdict } from "../policies/engine/judge";
import { WAIVERS_RULE } from "../policies/engine/waivers";
import type { Remark } from "../policies/rule";
import { colour } from "./colour";
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
function policyLine(summary: Summary): string {
  const expiry = summary.nextExpiryDays === undefined ? "" : ` (next expiry in ${summary.nextExpiryDays} days)`;
  const idle = summary.matchedNothing > 0 ? ` · ${summary.matchedNothing} matched nothing` : "";
  return `${summary.passed} passed · ${summary.failed} failed · ${summary.waived} waived${expiry} · ${summary.undetermined} undetermined${idle}`;
}

function findingText({ rule, severity, object, field, at, message }: Finding): string {
  return `${positionText(at)}  ${rule} (${severity})\n  ${object}${field ? `  ${field}` : ""}\n  ${message}\n`;
}

/** Findings as a person reads them, each once, sorted by file and line; the remedy of each rule follows its findings. */
export function findingsText(findings: readonly Finding[], judgement: Judgement): string {
  const sorted = [...findings].sort((a, b) => {
    const [one, other] = [positionText(a.at), positionText(b.at)];
    return a.rule === b.rule ? one.localeCompare(other, "en", { numeric: true }) : a.rule < b.rule ? -1 : 1;
  });
  const rules = [...new Set(sorted.map(({ rule }) => rule))];
  return rules
    .map((id) => {
      const rule = judgement.verdicts.find((verdict) => verdict.rule.id === id)?.rule ?? WAIVERS_RULE;
      const own = sorted.filter((finding) => finding.rule === id);
      return `${colour.bold(`${id}  ${rule.title.en}`)}  ${own.length} finding${own.length > 1 ? "s" : ""}\n${own.map(findingText).join("")}  → ${rule.remedy}\n`;
    })
    .join("\n");
}

/** The lines that `footprint plan` prints for one environment. */
export function summaryText(summary: Summary, seconds: number, written: string | undefined): string {
  const head = `${summary.environment}`.padEnd(9);
  const size = `${summary.perimeters} perimeters, ${summary.shards} shards, ${summary.objects} objects`;
  const policies = summary.failed > 0 ? colour.red(policyLine(summary)) : policyLine(summary);
  const lines = [`${colour.bold(head)}${size.padEnd(60)}${seconds.toFixed(1)} s`, `  policies   ${policies}`];
  return `${[...lines, ...(written ? [`  written    ${written}`] : [])].join("\n")}\n`;
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

/** summary.md of a plan: deterministic, so without durations. */
export function summaryMarkdown(plan: Plan, judgement: Judgement): string {
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
    "This is a reference footprint: what the environment files call an assumption is ours, not Tchap's practice.",
    "",
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
