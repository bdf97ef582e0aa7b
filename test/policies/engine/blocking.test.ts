import type { Waiver } from "../../../fleet/fleet";
import { objectId } from "../../../plan/plan";
import { blocking, judge, openFindings } from "../../../policies/engine/judge";
import { configMap } from "../objects";
import { smallPlan } from "../small-plan";
import { answering, objectingTo, waiver } from "./made-rules";

const TODAY = "2026-12-01";
const alpha = configMap({}, "tchap-alpha");
const beta = configMap({}, "tchap-beta");
const STACKS = ["test-alpha", "test-beta", "test-ext", "test-services", "test-platform"];

/** Which stacks are held back, under these waivers, by a rule that objects to nothing. */
function heldBack(...waivers: readonly Waiver[]): string[] {
  const terraform = Object.fromEntries(STACKS.map((name) => [name, {}]));
  const plan = smallPlan({ objects: [alpha, beta], terraform, facts: { waivers } });
  const judgement = judge(plan, [objectingTo([])], TODAY);
  return STACKS.filter((stack) => blocking(judgement, stack, "test").length > 0);
}

test("a stack is held back by its own findings, not by another perimeter's", () => {
  const { objects } = smallPlan({ objects: [beta] });
  const judgement = judge(smallPlan({ objects: [alpha, beta] }), [objectingTo(objects)], TODAY);
  expect(blocking(judgement, "test-beta", "test").map(({ object }) => object)).toEqual([objectId(beta)]);
  expect(blocking(judgement, "test-alpha", "test")).toEqual([]);
});

test("findings of the environment as a whole hold back every stack", () => {
  const at = { file: "environments/test/environment.yaml", line: 1, column: 1 };
  const finding = { stack: "test", perimeter: undefined, object: "homologation", field: "", at, message: "ended." };
  const judgement = judge(smallPlan({}), [answering(() => ({ looked: [finding], findings: [finding] }))], TODAY);
  for (const stack of STACKS) expect(blocking(judgement, stack, "test")).toHaveLength(1);
});

test("a rule that throws holds back every stack", () => {
  const throwing = answering(() => {
    throw new Error("no");
  });
  const judgement = judge(smallPlan({}), [throwing], TODAY);
  for (const stack of STACKS) expect(blocking(judgement, stack, "test")).toHaveLength(1);
});

test("a finding that a waiver covers holds back nothing", () => {
  const plan = smallPlan({ objects: [alpha], facts: { waivers: [waiver()] } });
  const judgement = judge(plan, [objectingTo(plan.objects)], TODAY);
  expect(openFindings(judgement)).toEqual([]);
});

describe("a faulty waiver holds back whom it concerns:", () => {
  test.each<[string, Waiver["scope"], string[]]>([
    ["by perimeter", { perimeter: "beta" }, ["test-beta"]],
    ["by stack", { stack: "test-services" }, ["test-services"]],
    ["by an object, though another comes first", { object: objectId(beta) }, ["test-beta"]],
    ["by an object that is gone", { object: "StatefulSet/tchap-beta/gone" }, ["test-beta"]],
    ["by the object of a namespace shared by all", { object: "Deployment/tchap-border/border" }, ["test-services"]],
    ["everybody, by an object that nobody can place", { object: "homologation" }, STACKS],
    ["everybody, by a stack that is none", { stack: "test-alfa" }, STACKS],
    ["everybody, by a perimeter that is none", { perimeter: "alfa" }, STACKS],
  ])("%s", (_, scope, stacks) => {
    expect(heldBack(waiver({ scope }))).toEqual(stacks);
  });
});
