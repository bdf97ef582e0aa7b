import type { Plan, PlannedObject } from "../../plan/plan";
import { containersOf, podSpec } from "../../plan/vocabulary";
import { type Answer, type Match, type ObjectRule, type Remark, type Rule, remark } from "../rule";
import { compile } from "./cel";

function matches(match: Match, { object }: PlannedObject): boolean {
  if (match === "workloads") return podSpec(object) !== undefined;
  const group = object.apiVersion.includes("/") ? object.apiVersion.split("/")[0] : "";
  return [match].flat().some((each) => group === each.group && each.kinds.includes(object.kind));
}

function evaluateObject(rule: ObjectRule, planned: PlannedObject): Remark[] {
  const pod = podSpec(planned.object);
  const context = { object: planned.object, variables: { pod: pod ?? {}, containers: containersOf(pod) } };
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

/** The answer of one rule to a plan; a rule that throws objects to everything rather than passing. */
export function evaluate(rule: Rule, plan: Plan, today: string): Answer {
  try {
    if (rule.kind === "plan") return rule.check(plan, today);
    const objects = plan.objects.filter((planned) => matches(rule.match, planned));
    return { looked: objects.length, findings: objects.flatMap((planned) => evaluateObject(rule, planned)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    const { environment, at } = plan.facts;
    const message = `The rule itself failed and counts as a finding: ${reason}.`;
    return {
      looked: 0,
      findings: [{ stack: environment, perimeter: undefined, object: "rule", field: rule.id, at, message }],
    };
  }
}
