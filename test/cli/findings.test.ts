import { alike, findingsText } from "../../cli/findings";
import type { Plan } from "../../plan/plan";
import { type Finding, judge } from "../../policies/engine/judge";
import { remark } from "../../policies/rule";
import { buildPlan } from "../plan/plans";
import { answering } from "../policies/engine/made-rules";

const TODAY = "2026-12-01";

/** Findings of a rule at every shard's namespace of a plan, with the shard's own name in each message. */
function atNamespaces(plan: Plan, message: (shard: string) => string) {
  const shards = plan.facts.perimeters.flatMap((perimeter) => perimeter.shards);
  const findings = shards.flatMap(({ name, namespace }) =>
    plan.objects
      .filter(({ object }) => object.kind === "Namespace" && object.metadata.name === namespace)
      .map((planned) => remark(planned, "spec", message(name))),
  );
  const judgement = judge(plan, [answering(() => ({ looked: plan.objects, findings }))], TODAY);
  const open: Finding[] = judgement.verdicts.flatMap((verdict) => [...verdict.findings]);
  return { open, judgement, shards: shards.map(({ name }) => name).sort() };
}

test("what is alike in every shard is said once, with all their names", async () => {
  const { plan } = await buildPlan("prod");
  const { open, judgement, shards } = atNamespaces(plan, (shard) => `of ${shard} is open to tchap-${shard}.`);
  expect(open).toHaveLength(17);
  const groups = alike(open, plan);
  expect(groups.map((each) => [each.shards, each.message])).toEqual([[shards, "of <shard> is open to <shard>."]]);
  const text = findingsText(open, judgement, plan);
  expect(text).toContain(`17 shards: ${shards.join(", ")}`);
  expect(text).toContain("17 findings");
  expect(text.split("\n").length).toBeLessThan(10);
});

test("one shard that differs is told by itself", async () => {
  const { plan } = await buildPlan("prod");
  const { open } = atNamespaces(plan, (shard) => (shard === "justice" ? "lacks a port." : "is open."));
  expect(alike(open, plan).map(({ shards, message }) => [shards.length, message])).toEqual(
    expect.arrayContaining([
      [16, "is open."],
      [1, "lacks a port."],
    ]),
  );
});

test("a single finding keeps its own names and its place", async () => {
  const { plan } = await buildPlan("prod");
  const { open, judgement } = atNamespaces(plan, (shard) => `of ${shard} is open.`);
  const [first] = open;
  if (first === undefined) throw new Error("there is no finding");
  const text = findingsText([first], judgement, plan);
  expect(text).toContain(first.message);
  expect(text).toContain(`${first.at.file}:${first.at.line}:${first.at.column}`);
  expect(text).not.toContain("<shard>");
});
