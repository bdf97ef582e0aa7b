import { judge } from "../../../policies/engine/judge";
import { buildReport, type Report } from "../../../policies/reports/report";
import { remark } from "../../../policies/rule";
import { answering, waiver } from "../engine/made-rules";
import { configMap } from "../objects";
import { smallPlan } from "../small-plan";

const DATE = "2026-12-01";

/** Texts that a chart, or whoever writes to an environment file, may bring into a report. */
export const HOSTILE = [
  '=HYPERLINK("http://example.org";"x")',
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\t=1+1",
  "＝1+1",
  "\u200b=1+1",
  'says "no"; and\nmore',
  "</failure><testcase/>",
  "]]>",
  "a\u0000b\u001bc",
  "\ud800",
  "é à ç – …",
];

/** A report with one rule for each outcome, whose findings hold hostile texts; several waivers, one in fault. */
export function hostileReport(): Report {
  const named = (name: string) => ({ ...configMap({}), metadata: { name, namespace: "tchap-alpha" } });
  const waived = named("waived");
  const open = HOSTILE.map((_, index) => named(`open-${index}`));
  const scope = { object: "ConfigMap/tchap-alpha/waived" };
  const waivers = [waiver({ rule: "TST-02", scope }), waiver({ rule: "TST-99" })];
  const plan = smallPlan({ objects: [waived, ...open], facts: { waivers } });
  const [first, ...others] = plan.objects;
  if (first === undefined) throw new Error("there is no object");
  const said = others.map((each, index) => remark(each, "data.key", HOSTILE[index] ?? ""));
  const [unknown] = said;
  if (unknown === undefined) throw new Error("there is no remark");
  const rules = [
    answering(() => ({ looked: plan.objects, findings: [...said, ...said.slice(0, 1)] }), "TST-01"),
    answering(() => ({ looked: [first], findings: [remark(first, "data", "is waived.")] }), "TST-02"),
    answering(() => ({ looked: [first], findings: [], undetermined: [unknown] }), "TST-03"),
    answering(() => ({ looked: [first], findings: [] }), "TST-04"),
    answering(() => ({ looked: [], findings: [] }), "TST-05"),
  ];
  return buildReport(plan, judge(plan, rules, DATE));
}
