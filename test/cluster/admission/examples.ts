import { type KubernetesObject, objectId, type Plan } from "../../../plan/plan";
import { at, list, podSpec } from "../../../plan/vocabulary";
import { SHIPPED } from "../../../policies/admission/shipped";
import { judge } from "../../../policies/engine/judge";
import type { ObjectRule } from "../../../policies/rule";
import { objectAt } from "../../policies/change";
import { draft } from "../../policies/prod-plan";
import { CASES } from "../../policies/rules/cases";

/** An object that a rule is shown, and what Node's engine says of it. */
export interface Example {
  readonly name: string;
  readonly object: KubernetesObject;
  readonly accepted: boolean;
}

/** A day on which everything in prod is in force: no rule about one object asks. */
const TODAY = "2026-12-01";

function accepts(rule: ObjectRule, plan: Plan, object: KubernetesObject): boolean {
  const [first] = plan.objects;
  if (first === undefined) throw new Error("the plan is empty");
  const [verdict] = judge(
    { ...plan, objects: [{ ...first, object }], facts: { ...plan.facts, waivers: [] } },
    [rule],
    TODAY,
  ).verdicts;
  return verdict?.findings.length === 0;
}

/** Containers as the API server demands them: a name of their own, and an image. */
function named(containers: unknown): unknown[] {
  return list(containers).map((each, index) => ({ name: `c${index}`, image: "registry.example/x", ...Object(each) }));
}

/** The small objects of tests leave out what no rule looks at and the API server demands. */
function whole(object: KubernetesObject): KubernetesObject {
  const pod = podSpec(object);
  if (pod === undefined || object.kind === "CronJob") return object;
  const own = Object(pod);
  const init = own.initContainers === undefined ? {} : { initContainers: named(own.initContainers) };
  const containers = named(own.containers ?? [{}]);
  const labels = at(object, "spec", "template", "metadata", "labels");
  const selector = at(object, "spec", "selector") ?? { matchLabels: labels };
  const template = { ...Object(at(object, "spec", "template")), spec: { ...own, ...init, containers } };
  return { ...object, spec: { ...Object(object.spec), ...(object.kind === "Job" ? {} : { selector }), template } };
}

const isPlan = (example: KubernetesObject | Plan): example is Plan => "terraform" in example;

/** Whether a rule looks at an object: one that must break for every expression is looked at by all. */
function looksAt(rule: ObjectRule, plan: Plan, object: KubernetesObject): boolean {
  return !accepts({ ...rule, validations: rule.validations.map((each) => ({ ...each, cel: "false" })) }, plan, object);
}

/** An object in another namespace, unless it is about the one that it is in. */
function placed(object: KubernetesObject, namespace: string | undefined): KubernetesObject {
  if (namespace === undefined || object.metadata.namespace === "default") return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/** Good and bad objects of a rule's case, and what each mutation makes of an object of prod. */
export function examplesOf(rule: ObjectRule, plan: Plan, namespace?: string): Example[] {
  const own = CASES[rule.id];
  if (own === undefined) throw new Error(`${rule.id} has no case`);
  const of = (name: string, example: KubernetesObject | Plan) =>
    (isPlan(example) ? example.objects.map(({ object }) => object) : [example]).map((object) => ({ name, object }));
  const mutated = own.mutations.flatMap(({ name, mutate, at: place }) => {
    const changed = draft(plan);
    mutate(changed);
    const committed = plan.objects.find((each) => each.stack === place.stack && objectId(each.object) === place.object);
    return [
      { name, object: objectAt(changed, place) },
      ...(committed === undefined ? [] : [{ name: `${place.object} as committed`, object: committed.object }]),
    ];
  });
  return [...of("good", own.good), ...of("bad", own.bad), ...mutated]
    .filter(({ object }) => looksAt(rule, plan, object))
    .map(({ name, object }) => {
      const filled = placed(whole(object), namespace);
      return { name: `${rule.id}: ${name}`, object: filled, accepted: accepts(rule, plan, filled) };
    });
}

/** Something of ours, by its labels, that landed where nothing of ours is. */
function misplaced(plan: Plan): KubernetesObject {
  const found = plan.objects.find(({ object }) => object.kind === "ConfigMap" && object.metadata.labels !== undefined);
  if (found === undefined) throw new Error("no ConfigMap has labels");
  return placed({ ...found.object, metadata: { ...found.object.metadata, namespace: undefined } }, "default");
}

/** Objects of prod to which a rule alone objects, of all that ship. */
export function onlyBad(rule: ObjectRule, plan: Plan): KubernetesObject[] {
  if (rule.id === "K8S-17") return [misplaced(plan)];
  const others = SHIPPED.filter((each) => each !== rule);
  const inProd = new Set(plan.facts.tenants.map(({ namespace }) => namespace));
  return examplesOf(rule, plan)
    .filter(({ object, accepted }) => !accepted && inProd.has(object.metadata.namespace ?? ""))
    .map(({ object }) => object)
    .filter((object) => others.every((other) => !looksAt(other, plan, object) || accepts(other, plan, object)));
}
