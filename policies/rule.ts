import type { Position } from "../fleet/mistakes";
import type { Plan, PlannedObject } from "../plan/plan";
import { objectId } from "../plan/plan";

export type Severity = "critical" | "high" | "medium";

/** What every rule says of itself. French is what auditors read, so it comes first. */
interface RuleText {
  readonly id: string;
  readonly title: { readonly fr: string; readonly en: string };
  readonly why: string;
  readonly remedy: string;
  readonly severity: Severity;
  /** Ids of controls in policies/controls.ts, or `own` with its reason in `why`. */
  readonly controls: readonly string[];
  /** False for what no waiver may cover; default true, since an exception that is dated and owned is better than a hidden one. */
  readonly waivable?: boolean;
}

/** Kinds of one API group; the core group is "". */
interface Kinds {
  readonly group: string;
  readonly kinds: readonly string[];
}

/** Which objects a rule looks at: named kinds, or everything that runs pods. */
export type Match = Kinds | readonly Kinds[] | "workloads";

/**
 * A rule about one object: CEL expressions that must all be true, over `object` and `variables.pod` and
 * `variables.containers` for workloads. The same text can ship as a ValidatingAdmissionPolicy.
 */
export interface ObjectRule extends RuleText {
  readonly kind: "object";
  readonly match: Match;
  readonly validations: readonly { readonly at: string; readonly cel: string }[];
}

/** Something that a rule objects to, or cannot decide. */
export interface Remark {
  readonly stack: string;
  readonly perimeter: string | undefined;
  /** Kind/namespace/name, or the name of what the fleet or the Terraform JSON declares. */
  readonly object: string;
  readonly field: string;
  readonly at: Position;
  readonly message: string;
}

/** What a rule about many objects answers. `looked` counts what it looked at: zero is said, never passed over. */
export interface Answer {
  readonly looked: number;
  readonly findings: readonly Remark[];
  readonly undetermined?: readonly Remark[];
}

/** A rule about the fleet, several shards or several systems: a pure function of the plan and a date. */
export interface PlanRule extends RuleText {
  readonly kind: "plan";
  /** What it looks at, in words. */
  readonly looksAt: string;
  /** `today` is YYYY-MM-DD. */
  readonly check: (plan: Plan, today: string) => Answer;
}

export type Rule = ObjectRule | PlanRule;

export function objectRule(rule: Omit<ObjectRule, "kind">): ObjectRule {
  return { kind: "object", ...rule };
}

export function planRule(rule: Omit<PlanRule, "kind">): PlanRule {
  return { kind: "plan", ...rule };
}

/** A remark at a field of a planned object. */
export function remark(planned: PlannedObject, field: string, message: string): Remark {
  const { stack, perimeter, object, at } = planned;
  return { stack, perimeter, object: objectId(object), field, at, message };
}

/** A remark at something that the environment as a whole declares, or lacks; by default at its own place. */
export function remarkAtEnvironment(
  { facts }: Plan,
  object: string,
  field: string,
  message: string,
  at: Position = facts.at,
): Remark {
  return { stack: facts.environment, perimeter: undefined, object, field, at, message };
}

/** A remark at something of a stack that is no Kubernetes object; by default at its Terraform JSON. */
export function remarkAtStack(
  plan: Plan,
  stack: string,
  field: string,
  message: string,
  object = `${stack}/cdk.tf.json`,
): Remark {
  const perimeter = plan.facts.perimeters.find((each) => each.stack === stack);
  return { stack, perimeter: perimeter?.name, object, field, at: perimeter?.at ?? plan.facts.at, message };
}
