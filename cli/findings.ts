import { positionText } from "../fleet/mistakes";
import type { Plan } from "../plan/plan";
import { ENGINE_RULES, type Finding, type Judgement } from "../policies/engine/judge";
import { byRuleAndPlace } from "../policies/reports/report";
import { colour } from "./colour";

/** Places that a line about several shards names; the reports and --json have them all. */
const NAMED = 3;

/** One objection, and every place where it stands alike. */
export interface AlikeFindings {
  readonly findings: readonly Finding[];
  /** Shards in which it stands; empty where it is of no shard. */
  readonly shards: readonly string[];
  /** Object and message, with `<shard>` for the shard's name where there are several. */
  readonly object: string;
  readonly message: string;
}

interface Named {
  readonly shard: string;
  /** The names of one shard, longest first, as they stand in objects and messages. */
  readonly names: readonly string[];
}

function shardNames({ facts }: Plan): ReadonlyMap<string, Named> {
  const all = facts.perimeters.flatMap((perimeter) =>
    perimeter.shards.map(({ name, namespace, restoreNamespace, serverName, at }) => {
      const names = [namespace, restoreNamespace, serverName, name, perimeter.stack, perimeter.name];
      return [positionText(at), { shard: name, names: names.sort((a, b) => b.length - a.length) }] as const;
    }),
  );
  return new Map(all);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A text with each name of a shard, where it stands as a whole word, replaced by `<shard>`. */
function impersonal(text: string, { names }: Named): string {
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${names.map(escaped).join("|")})(?![A-Za-z0-9])`, "g");
  return text.replace(pattern, "<shard>");
}

/** Findings of one rule, those alike over shards taken together, in order of their first place. */
export function alike(findings: readonly Finding[], plan: Plan): AlikeFindings[] {
  const named = shardNames(plan);
  const groups = new Map<string, { shard: string | undefined; finding: Finding; object: string; message: string }[]>();
  for (const finding of [...findings].sort(byRuleAndPlace)) {
    const shard = named.get(positionText(finding.at));
    const [object, field, message] = [finding.object, finding.field, finding.message].map((text) =>
      shard === undefined ? text : impersonal(text, shard),
    );
    if (object === undefined || message === undefined) continue;
    const key = [finding.rule, object, field, message].join("\0");
    groups.set(key, [...(groups.get(key) ?? []), { shard: shard?.shard, finding, object, message }]);
  }
  return [...groups.values()].map((members) => {
    const all = members.map(({ finding }) => finding);
    const shards = [...new Set(members.flatMap(({ shard }) => (shard === undefined ? [] : [shard])))].sort();
    const [first] = members;
    const general = shards.length > 1 ? first : first?.finding;
    return { findings: all, shards, object: general?.object ?? "", message: general?.message ?? "" };
  });
}

function alikeText({ findings, shards, object, message }: AlikeFindings): string {
  const [first] = findings;
  if (first === undefined) return "";
  const what = `  ${object}${first.field ? `  ${first.field}` : ""}\n  ${message}\n`;
  if (findings.length === 1) return `${positionText(first.at)}  ${first.rule} (${first.severity})\n${what}`;
  const places = [...new Set(findings.map(({ at }) => positionText(at)))];
  const more = places.length > NAMED ? `, and ${places.length - NAMED} more` : "";
  const who = shards.length > 1 ? `${shards.length} shards: ${shards.join(", ")}` : `${findings.length} times`;
  return `${who}  ${first.rule} (${first.severity})\n${what}  ${places.slice(0, NAMED).join(", ")}${more}\n`;
}

/** Findings as a person reads them: by rule, alike ones of several shards once; the remedy of each rule follows them. */
export function findingsText(findings: readonly Finding[], judgement: Judgement, plan: Plan): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const known = [...judgement.verdicts.map(({ rule }) => rule), ...ENGINE_RULES];
  return rules
    .map((id) => {
      const rule = known.find((each) => each.id === id);
      const own = findings.filter((finding) => finding.rule === id);
      const head = `${colour.bold(`${id}  ${rule?.title.en ?? ""}`)}  ${own.length} finding${own.length > 1 ? "s" : ""}`;
      return `${head}\n${alike(own, plan).map(alikeText).join("")}  → ${rule?.remedy ?? ""}\n`;
    })
    .join("\n");
}
