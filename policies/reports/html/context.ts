import { once } from "../../../plan/once";
import type { Control } from "../../controls/control";
import { BREAK_GLASS_RULE } from "../../engine/break-glass";
import { WAIVERS_RULE } from "../../engine/waivers";
import type { Remark, Severity, Subject } from "../../rule";
import type { Report, ReportedObject, ReportedRule } from "../report";
import type { Bilingual } from "./markup";

/** What sections look up of the report that they show. */
export interface Context {
  readonly report: Report;
  readonly rule: (id: string) => RuleOfPage;
  readonly control: (id: string) => Control | undefined;
  /** Keys of the documents that a rule is aligned with, each once. */
  readonly documentsOf: (rule: string) => readonly string[];
  /** Objects in the order in which the page holds them. */
  readonly objects: readonly ReportedObject[];
  /** Number in `objects` of what a remark or a rule is about; undefined for what is no object of the plan. */
  readonly objectOf: (subject: Pick<Subject, "stack" | "object">) => number | undefined;
}

/** What a finding says of its rule. */
interface RuleOfPage {
  readonly id: string;
  readonly title: Bilingual;
  readonly remedy: string;
  readonly severity: Severity;
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

/** By kind and name before namespace: what shards have alike comes together, and compresses to a third. */
function alikeTogether(a: ReportedObject, b: ReportedObject): number {
  return (
    compare(a.object.kind, b.object.kind) ||
    compare(a.object.metadata.name, b.object.metadata.name) ||
    compare(a.id, b.id) ||
    compare(a.stack, b.stack) ||
    compare(a.object.apiVersion, b.object.apiVersion)
  );
}

/** What may stand for any perimeter: what all share. */
export const SHARED = "-";

/** Perimeters of what a rule looked at or objected to, each once. */
export function perimetersOf(remarks: readonly Pick<Remark, "perimeter">[]): string[] {
  return [...new Set(remarks.map(({ perimeter }) => perimeter ?? SHARED))].sort(compare);
}

export const perimetersOfRule = once(({ subjects, findings, undetermined }: ReportedRule): readonly string[] =>
  perimetersOf([...subjects, ...findings, ...undetermined]),
);

export function contextOf(report: Report): Context {
  const rules = new Map<string, RuleOfPage & Partial<Pick<ReportedRule, "controls">>>(
    [WAIVERS_RULE, BREAK_GLASS_RULE, ...report.rules].map((rule) => [rule.id, rule]),
  );
  const controls = new Map(report.controls.map((control) => [control.id, control]));
  const objects = [...report.objects].sort(alikeTogether);
  const numbers = new Map(objects.map(({ stack, id }, index) => [`${stack}\0${id}`, index]));
  const documents = new Map(
    report.rules.map((rule) => [
      rule.id,
      [...new Set(rule.controls.flatMap((id) => controls.get(id)?.document.key ?? []))],
    ]),
  );
  // Rules look at the same objects.
  const numberOf = once(({ stack, object }: Pick<Subject, "stack" | "object">) => numbers.get(`${stack}\0${object}`));
  return {
    report,
    rule: (id) => rules.get(id) ?? { ...WAIVERS_RULE, id },
    control: (id) => controls.get(id),
    documentsOf: (id) => documents.get(id) ?? [],
    objects,
    objectOf: numberOf,
  };
}
