import { once, oncePerText } from "../../plan/once";
import type { Plan, PlannedObject } from "../../plan/plan";
import { containersOf, grouped, podSpec, workloads } from "../../plan/vocabulary";
import { groupKind } from "../kinds";
import { type Answer, type Match, type ObjectRule, type Remark, type Rule, remark } from "../rule";
import { answerFault } from "./answer";
import { compile } from "./cel";
import { within } from "./deadline";

/** Objects by group and kind, each with its number, so that several kinds come out in the plan's order. */
const byGroupKind = once((plan: Plan) =>
  grouped(
    plan.objects.map((planned, index) => ({ planned, index })),
    ({ planned }) => groupKind(planned.object),
  ),
);

function matched(plan: Plan, match: Match): readonly PlannedObject[] {
  if (match === "workloads") return workloads(plan).map(({ planned }) => planned);
  const names = new Set([match].flat().flatMap(({ group, kinds }) => kinds.map((kind) => `${group}/${kind}`)));
  return [...names]
    .flatMap((name) => byGroupKind(plan).get(name) ?? [])
    .sort((a, b) => a.index - b.index)
    .map(({ planned }) => planned);
}

/** What expressions see of an object beside itself. */
const variablesOf = once((planned: PlannedObject) => {
  const pod = podSpec(planned.object);
  return { pod: pod ?? {}, containers: containersOf(pod) };
});

/** What a rule about one object says of each: nothing else can change it but the environment's registry. */
const said = once((rule: ObjectRule) =>
  once((planned: PlannedObject) =>
    oncePerText((registry): readonly Remark[] => evaluateObject(rule, planned, registry), 4),
  ),
);

function evaluateObject(rule: ObjectRule, planned: PlannedObject, registry: string): Remark[] {
  const context = { object: planned.object, variables: { ...variablesOf(planned), registry } };
  return rule.validations.flatMap(({ at, cel }) => {
    try {
      return compile(cel)(context) ? [] : [remark(planned, at, `${at}: ${rule.title.en}: not so.`)];
    } catch (error) {
      // Fails closed: a field that the expression needs is absent, or the expression is wrong.
      const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
      return [remark(planned, at, `${at}: could not be judged: ${reason}.`)];
    }
  });
}

/** Members that a text must be of every object: without them nobody can say what it is, or whose. */
function lacks({ object }: PlannedObject): string | undefined {
  const { apiVersion, kind, metadata } = object;
  const parts = { apiVersion, kind, "metadata.name": metadata?.name };
  return Object.entries(parts).find(([, value]) => typeof value !== "string" || value === "")?.[0];
}

/** Objects that are none, each with why: a rule that looks at a plan with one could only pass it over. */
const strangers = once((plan: Plan): readonly Remark[] =>
  plan.objects.flatMap((planned) => {
    const lacking = lacks(planned);
    const { stack, perimeter, release, template, at } = planned;
    const message = `${template} of the release ${release} is no Kubernetes object: it has no ${lacking}. Nothing was judged.`;
    return lacking === undefined
      ? []
      : [{ stack, perimeter, object: `release ${release}`, field: lacking, at, message }];
  }),
);

/**
 * Seconds after which a rule is stopped: 30, a hundred times what all rules together take over the largest plan in use,
 * so that only one that would never end is met.
 */
const LONGEST_SECONDS = 30;

function failed(rule: Rule, plan: Plan, reason: string): Answer {
  const { environment, at } = plan.facts;
  const message = `The rule itself failed and counts as a finding: ${reason}.`;
  return {
    looked: [],
    findings: [{ stack: environment, perimeter: undefined, object: "rule", field: rule.id, at, message }],
  };
}

/** A rule, and what it answered. */
interface Answered {
  readonly rule: Rule;
  readonly answer: Answer;
}

function answered(rule: Rule, plan: Plan, today: string): Answer {
  if (rule.kind === "plan") return rule.check(plan, today);
  const objects = matched(plan, rule.match);
  return { looked: objects, findings: objects.flatMap((planned) => said(rule)(planned)(plan.facts.registry)) };
}

function reasonOf(error: unknown): string {
  return String(error instanceof Error ? error.message.split("\n")[0] : error);
}

function judged(rule: Rule, plan: Plan, today: string): Answer {
  try {
    const strange = strangers(plan);
    if (strange.length > 0) return { looked: [], findings: strange };
    const answer = answered(rule, plan, today);
    const fault = answerFault(answer);
    return fault === undefined ? answer : failed(rule, plan, `its answer is none: ${fault}`);
  } catch (error) {
    return failed(rule, plan, reasonOf(error));
  }
}

/** The answer of one rule to a plan; one that throws, does not end or answers nonsense objects rather than passing. */
export function evaluate(rule: Rule, plan: Plan, today: string, seconds = LONGEST_SECONDS): Answer {
  try {
    return within(seconds, () => judged(rule, plan, today));
  } catch (error) {
    return failed(rule, plan, reasonOf(error));
  }
}

/**
 * Seconds for which rules run under one watch, since a watch costs as much as many a rule: as long as one may take, so
 * that a plan of 200 shards is hardly ever interrupted. Whoever runs when they are over is asked again, by itself.
 */
const SHARED_SECONDS = LONGEST_SECONDS;

/** The answers of rules to a plan, in their order, each as `evaluate` gives it. */
export function evaluateAll(
  rules: readonly Rule[],
  plan: Plan,
  today: string,
  { shared, own } = { shared: SHARED_SECONDS, own: LONGEST_SECONDS },
): readonly Answered[] {
  const all: Answered[] = [];
  while (all.length < rules.length) {
    try {
      within(shared, () => {
        for (const rule of rules.slice(all.length)) all.push({ rule, answer: judged(rule, plan, today) });
      });
    } catch {
      // The next one took what was left of them, or more: which of both, a watch of its own tells.
    }
    const rule = rules[all.length];
    if (rule !== undefined) all.push({ rule, answer: evaluate(rule, plan, today, own) });
  }
  return all;
}
