import { objectId, type Plan } from "../../plan/plan";
import type { Remark, Rule } from "../rule";

export type Waiver = Plan["facts"]["waivers"][number];

/** Days that a waiver may last: half a year, so that each is looked at again before two releases have passed. */
export const LONGEST_WAIVER_DAYS = 180;

/** What the engine itself asks of waivers; never waived, and no rule over the plan. */
export const WAIVERS_RULE = {
  id: "WAI-01",
  title: {
    fr: "Dérogations en règle : motivées, approuvées par un autre, datées, utiles",
    en: "Waivers are in order: approved by another than their owner, dated, in use",
  },
  why: `Une dérogation oubliée est une faille acceptée par personne. Elle dure ${LONGEST_WAIVER_DAYS} jours au plus, couvre un périmètre, une pile ou un objet, n'est pas approuvée par son propriétaire, et échoue dès qu'elle expire ou ne couvre plus rien. Règle propre.`,
  remedy: "Corrigez ou retirez la dérogation dans waivers.yaml.",
  severity: "high",
} as const;

const DAY = 24 * 3600 * 1000;

/** Whole days from one YYYY-MM-DD to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** True when a waiver's scope takes a finding: every member that is written must be equal. */
export function covers(waiver: Waiver, rule: string, finding: Remark): boolean {
  const { perimeter, stack, object } = waiver.scope;
  return (
    waiver.rule === rule &&
    (perimeter === undefined || perimeter === finding.perimeter) &&
    (stack === undefined || stack === finding.stack) &&
    (object === undefined || object === finding.object)
  );
}

/** A person's name, however it is typed. */
function folded(name: string): string {
  return name.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
}

/** What is wrong with a waiver by itself, on a day. */
export function waiverFaults(
  waiver: Waiver,
  rules: readonly Rule[],
  unwaivable: readonly string[],
  today: string,
): string[] {
  const rule = rules.find((each) => each.id === waiver.rule);
  const faults: string[] = [];
  if (rule === undefined) faults.push(`names ${waiver.rule}, which is no rule`);
  else if (rule.waivable === false || unwaivable.includes(rule.id))
    faults.push(`covers ${waiver.rule}, which can never be waived`);
  if (folded(waiver.owner) === folded(waiver.approver)) faults.push("is approved by its own owner");
  const days = daysBetween(waiver.approvedOn, waiver.expiresOn);
  if (Number.isNaN(days)) faults.push(`has no dates of the calendar (${waiver.approvedOn}, ${waiver.expiresOn})`);
  if (days > LONGEST_WAIVER_DAYS) faults.push(`lasts ${days} days, more than ${LONGEST_WAIVER_DAYS}`);
  if (days < 0) faults.push("expires before it was approved");
  if (waiver.approvedOn > today) faults.push(`is approved in the future (${waiver.approvedOn})`);
  if (waiver.expiresOn < today) faults.push(`expired on ${waiver.expiresOn}`);
  return faults;
}

/**
 * A fault of a waiver as a finding, in the stack that its scope leads to, so that it holds back nobody else. A scope that
 * leads nowhere is the environment's fault: it would hold back nobody at all.
 */
export function waiverFinding(waiver: Waiver, plan: Plan, message: string): Remark {
  const { perimeter, stack, object } = waiver.scope;
  const { perimeters, tenants, environment } = plan.facts;
  const known = plan.terraform.find(({ name }) => name === stack)?.name;
  const own = perimeters.find((each) => each.name === perimeter)?.stack;
  // What it covered may be gone from the plan; its namespace still tells whose it was.
  const holder =
    plan.objects.find((planned) => object !== undefined && objectId(planned.object) === object) ??
    tenants.find(({ namespace }) => namespace === object?.split("/")[1]);
  return {
    stack: known ?? own ?? holder?.stack ?? environment,
    perimeter: perimeter ?? holder?.perimeter,
    object: `waiver ${waiver.rule}`,
    field: "",
    at: waiver.at,
    message: `The waiver ${message}.`,
  };
}
