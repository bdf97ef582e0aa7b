import { objectId, type Plan } from "../../plan/plan";
import { near } from "../near";
import type { Remark, Rule } from "../rule";
import { daysBetween } from "./days";
import { samePerson } from "./persons";

export type Waiver = Plan["facts"]["waivers"][number];

type Facts = Pick<Plan["facts"], "tenants" | "unwaivable">;

/** Days that a waiver may last: half a year, so that each is looked at again before two releases have passed. */
export const LONGEST_WAIVER_DAYS = 180;

/** Objects that one waiver may cover: what is wrong with more is wrong with how they are made. Choice of ours. */
export const WIDEST_WAIVER_OBJECTS = 5;

/** Days before its last that a waiver in use is warned of: a month, the least in which work is planned and approved. */
export const WARNING_DAYS = 30;

/** What the engine itself asks of waivers; never waived, and no rule over the plan. */
export const WAIVERS_RULE = {
  id: "WAI-01",
  title: {
    fr: "Dérogations en règle : motivées, approuvées par un autre, datées, utiles",
    en: "Waivers are in order: approved by another than their owner, dated, in use",
  },
  why: `Une dérogation oubliée est une faille acceptée par personne. Elle dure ${LONGEST_WAIVER_DAYS} jours au plus, couvre ${WIDEST_WAIVER_OBJECTS} objets au plus, un seul si la règle est critique, n'est pas approuvée par son propriétaire, et échoue dès qu'elle expire ou ne couvre plus rien. Règle propre.`,
  remedy: "Corrigez ou retirez la dérogation dans waivers.yaml.",
  severity: "high",
} as const;

/** A rule that the person may have meant. */
function meant(id: string, rules: readonly Rule[]): string {
  const one = near(
    id,
    rules.map((rule) => rule.id),
  );
  return one === undefined ? "" : ` (did you mean ${one}?)`;
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

/** True where an object's namespace, or the namespace that it is, works on the node itself and belongs to no perimeter. */
function isOnTheNode({ tenants }: Facts, object: string | undefined): boolean {
  const namespace = object?.split("/")[1];
  return tenants.some(
    (tenant) => tenant.namespace === namespace && tenant.podSecurity === "privileged" && tenant.perimeter === undefined,
  );
}

/** What is wrong with a waiver by itself, on a day. */
export function waiverFaults(waiver: Waiver, rules: readonly Rule[], facts: Facts, today: string): string[] {
  const rule = rules.find((each) => each.id === waiver.rule);
  const { object } = waiver.scope;
  const faults: string[] = [];
  if (rule === undefined) faults.push(`names ${waiver.rule}, which is no rule${meant(waiver.rule, rules)}`);
  else if (rule.waivable === false || facts.unwaivable.includes(rule.id))
    faults.push(`covers ${waiver.rule}, which can never be waived`);
  else if (rule.waivable === "on the node" && !isOnTheNode(facts, object))
    faults.push(
      `covers ${waiver.rule} for ${object ?? "no object that it names"}; it is waived for single objects of shared namespaces that work on the node, and for nothing else`,
    );
  else if (rule.severity === "critical" && object === undefined)
    faults.push(`is too wide: ${waiver.rule} is critical, so the waiver names one object`);
  if (samePerson(waiver.owner, waiver.approver)) faults.push("is approved by its own owner");
  const days = daysBetween(waiver.approvedOn, waiver.expiresOn);
  if (Number.isNaN(days)) faults.push(`has no dates of the calendar (${waiver.approvedOn}, ${waiver.expiresOn})`);
  if (days > LONGEST_WAIVER_DAYS) faults.push(`lasts ${days} days, more than ${LONGEST_WAIVER_DAYS}`);
  if (days < 0) faults.push("expires before it was approved");
  if (waiver.approvedOn > today) faults.push(`is approved in the future (${waiver.approvedOn})`);
  if (waiver.expiresOn < today) faults.push(`expired on ${waiver.expiresOn}`);
  return faults;
}

/** What is wrong with a waiver by what it covers: nothing, or more than one decision should. */
export function coverFaults(covered: readonly Remark[]): string[] {
  const objects = new Set(covered.map(({ object }) => object)).size;
  if (objects === 0) return ["covers nothing any more: remove it"];
  return objects > WIDEST_WAIVER_OBJECTS
    ? [`is too wide: it covers ${objects} objects, more than ${WIDEST_WAIVER_OBJECTS}; name them one by one`]
    : [];
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
