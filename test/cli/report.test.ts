import { summaryMarkdown } from "../../cli/report";
import { planFiles } from "../../cli/write-plan";
import { type Finding, judge } from "../../policies/engine/judge";
import { RULES } from "../../policies/rules/rules";
import { buildPlan } from "../plan/plans";

const TODAY = "2026-11-23";

/** A finding of a rule on one object; the file that it stands in has the object's name. */
function finding(object: string, stack: string, message: string): Finding {
  const at = { file: object, line: 1, column: 1 };
  return {
    rule: "XXX-01",
    severity: "high",
    waiver: undefined,
    stack,
    perimeter: undefined,
    object,
    field: "",
    at,
    message,
  };
}

function section(markdown: string, title: string): string[] {
  const text = markdown.split(`## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
  return text.split("\n").filter((line) => line !== "");
}

test("the summary of the largest environment can be read, and findings.json leaves nothing out", async () => {
  const { plan } = await buildPlan("prod");
  const judgement = judge(plan, RULES, TODAY);
  const files = planFiles(plan, judgement);
  // A line for each rule and each shard, and what fits on one page beside.
  const shards = plan.facts.perimeters.flatMap((perimeter) => perimeter.shards).length;
  expect(files.get("summary.md")?.split("\n").length).toBeLessThan(RULES.length + shards + 60);

  const remarks = judgement.verdicts.flatMap(({ undetermined }) => undetermined);
  expect(remarks.length).toBeGreaterThan(plan.facts.perimeters.length);
  const written: { rules: { undetermined: unknown[] }[] } = JSON.parse(files.get("report/findings.json") ?? "");
  expect(written.rules.flatMap(({ undetermined }) => undetermined)).toEqual(remarks);
});

test("what a rule says alike of many objects is said once, with their number and the first three", async () => {
  const { plan } = await buildPlan("dev");
  const objects = ["a", "b", "c", "d"].map((object) => finding(object, object < "c" ? "one" : "two", "is wrong"));
  const waiverFindings = [...objects, finding("a", "one", "is wrong"), finding("e", "one", "is odd")];
  const found = section(summaryMarkdown(plan, { ...judge(plan, [], TODAY), waiverFindings }), "Findings");
  expect(found).toEqual([
    "- **XXX-01** is wrong – 4 objects of 2 stacks, such as a (a:1:1), b (b:1:1), c (c:1:1)",
    "- **XXX-01** is odd – e (e:1:1)",
  ]);
});

test("a summary without anything to say says so", async () => {
  const { plan: built } = await buildPlan("dev");
  const plan = { ...built, facts: { ...built.facts, waivers: [] } };
  const summary = summaryMarkdown(plan, judge(plan, [], TODAY));
  expect([section(summary, "Findings"), section(summary, "Undetermined")]).toEqual([["None."], ["None."]]);
});
