import type { Position } from "../fleet/mistakes";
import { once } from "../plan/once";
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
  /**
   * False for what no waiver may cover; `on the node` for what may be waived only of single objects in shared namespaces
   * that work on the node itself. Default true, since an exception that is dated and owned is better than a hidden one.
   */
  readonly waivable?: boolean | "on the node";
}

/** Kinds of one API group; the core group is "". */
interface Kinds {
  readonly group: string;
  readonly kinds: readonly string[];
}

/** Which objects a rule looks at: named kinds, or everything that runs pods. */
export type Match = Kinds | readonly Kinds[] | "workloads";

/** What must be true of an object, in CEL, and the field that it is about. */
interface Validation {
  readonly at: string;
  readonly cel: string;
}

/**
 * A rule about one object: CEL expressions that must all be true, over `object`, `variables.registry` and, for
 * workloads, `variables.pod` and `variables.containers`. policies/admission/ ships the same text to the API server.
 */
export interface ObjectRule extends RuleText {
  readonly kind: "object";
  readonly match: Match;
  readonly validations: readonly Validation[];
}

type Shard = Plan["facts"]["perimeters"][number]["shards"][number];

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

/** Something that a rule looked at: what the fleet or the Terraform JSON declares, by its name and place. */
export type Subject = Pick<Remark, "stack" | "perimeter" | "object" | "at">;

/** What a rule looked at, and an auditor can look at too. */
export type Looked = PlannedObject | Subject;

/** What a rule about many objects answers. `looked` is what it looked at: nothing is said, never passed over. */
export interface Answer {
  readonly looked: readonly Looked[];
  readonly findings: readonly Remark[];
  readonly undetermined?: readonly Remark[];
}

/** A rule about the fleet, several shards or several systems: a pure function of the plan and a date. */
export interface PlanRule extends RuleText {
  readonly kind: "plan";
  /** What it looks at, in words. */
  readonly looksAt: string;
  /** What one object alone can say of it: the API server's share of the rule. */
  readonly admission?: Pick<ObjectRule, "match" | "validations">;
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

const subjectOfObject = once(({ stack, perimeter, object, at }: PlannedObject): Subject => {
  return { stack, perimeter, object: objectId(object), at };
});

function isSubject(looked: Looked): looked is Subject {
  return typeof looked.object === "string";
}

/** The name and place of what a rule looked at. */
export function subjectOf(looked: Looked): Subject {
  return isSubject(looked) ? looked : subjectOfObject(looked);
}

/** What the environment as a whole declares, or lacks; by default at its own place. */
export function subjectAtEnvironment({ facts }: Plan, object: string, at: Position = facts.at): Subject {
  return { stack: facts.environment, perimeter: undefined, object, at };
}

/** Something of a stack that is no Kubernetes object; by default its Terraform JSON. */
export function subjectAtStack({ facts }: Plan, stack: string, object = `${stack}/cdk.tf.json`): Subject {
  const perimeter = facts.perimeters.find((each) => each.stack === stack);
  return { stack, perimeter: perimeter?.name, object, at: perimeter?.at ?? facts.at };
}

/** A shard as its perimeter's file declares it. */
export function subjectAtShard({ facts }: Plan, shard: Shard): Subject {
  const perimeter = facts.perimeters.find(({ name }) => name === shard.perimeter);
  const stack = perimeter?.stack ?? facts.environment;
  return { stack, perimeter: shard.perimeter, object: `shard ${shard.name}`, at: shard.at };
}

/** The planned objects that something was read from. */
export function plannedOf(read: readonly { readonly planned: PlannedObject }[]): PlannedObject[] {
  return read.map(({ planned }) => planned);
}

/** What was looked at, and what it is held against: nothing where there is nothing to be held. */
export function against(looked: readonly Looked[], ...declared: readonly Looked[]): readonly Looked[] {
  return looked.length === 0 ? [] : [...looked, ...declared];
}

/** A remark at a field of what a rule looked at. */
export function remark(looked: Looked, field: string, message: string): Remark {
  const { stack, perimeter, object, at } = subjectOf(looked);
  return { stack, perimeter, object, field, at, message };
}

/** A remark at something that the environment as a whole declares, or lacks; by default at its own place. */
export function remarkAtEnvironment(
  plan: Plan,
  object: string,
  field: string,
  message: string,
  at: Position = plan.facts.at,
): Remark {
  return remark(subjectAtEnvironment(plan, object, at), field, message);
}

/** A remark at something of a stack that is no Kubernetes object; by default at its Terraform JSON. */
export function remarkAtStack(plan: Plan, stack: string, field: string, message: string, object?: string): Remark {
  return remark(subjectAtStack(plan, stack, object), field, message);
}

/** A remark at a shard that the fleet declares. */
export function remarkAtShard(plan: Plan, shard: Shard, field: string, message: string): Remark {
  return remark(subjectAtShard(plan, shard), field, message);
}
