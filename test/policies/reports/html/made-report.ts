import type { KubernetesObject, PlannedObject } from "../../../../plan/plan";
import { CONTROLS } from "../../../../policies/controls/controls";
import { judge } from "../../../../policies/engine/judge";
import { buildReport, type Report } from "../../../../policies/reports/report";
import { type Answer, planRule, type Rule, remark, type Severity } from "../../../../policies/rule";
import { waiver } from "../../engine/made-rules";
import { PERIMETERS } from "../../small-perimeters";
import { smallPlan } from "../../small-plan";

export const DATE = "2026-12-01";

/** The first control of each document that has one. */
const SOME_CONTROLS = [
  ...new Map([...CONTROLS.values()].map((control) => [control.document.key, control])).values(),
].map(({ id }) => id);

function configMap(name: string, namespace: string, data: Record<string, string>): KubernetesObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data };
}

function rule(id: string, severity: Severity, controls: readonly string[], answer: () => Answer): Rule {
  const title = { fr: `Règle ${id}`, en: `Rule ${id}` };
  const text = { why: "Parce que.", remedy: "Corrigez.", looksAt: "ConfigMaps" };
  return planRule({ id, title, severity, controls, ...text, check: answer });
}

const NAMESPACES = PERIMETERS.flatMap(({ shards }) => shards.map(({ namespace }) => namespace));

/** An object of each number, spread over all shards; `text` is in its name, its data and what is said of it. */
function objects(count: number, text: string): KubernetesObject[] {
  return Array.from({ length: count }, (_, index) =>
    configMap(`settings-${index}${text}`, NAMESPACES[index % NAMESPACES.length] ?? "", {
      "app.yaml": `first: ${index}\nsecond: ${text}\n`,
    }),
  );
}

/**
 * A report of a small fleet with a rule for each outcome: RED-01 (critical) objects to so many objects, TWO-01 (medium)
 * cannot decide on the last, DAT-01 (high) is waived for the last, and OKE-01 and NIL-01 pass and match nothing.
 */
export function madeReport(findings = 3, text = ""): Report {
  const made = objects(findings + 2, text);
  const plan = smallPlan({
    objects: made,
    facts: { waivers: [waiver({ rule: "DAT-01", scope: { stack: "test-alpha" }, reason: `Until then. ${text}` })] },
    unrendered: [{ stack: "test-platform", release: `other${text}`, reason: "a remote chart is not fetched." }],
  });
  const ofAlpha = plan.objects.find(({ perimeter }) => perimeter === "alpha");
  const last = plan.objects.at(-1);
  if (ofAlpha === undefined || last === undefined) throw new Error("the small fleet has no shard");
  const said = (planned: PlannedObject, message: string) => remark(planned, `data${text}`, `${message}${text}`);
  const objected = plan.objects.slice(0, findings);
  const shard = { stack: "test-alpha", perimeter: "alpha", object: `shard alpha${text}`, at: ofAlpha.at };
  const rules = [
    rule("DAT-01", "high", SOME_CONTROLS.slice(1, 2), () => ({
      looked: [ofAlpha],
      findings: [said(ofAlpha, "is old.")],
    })),
    rule("NIL-01", "high", [], () => ({ looked: [], findings: [] })),
    rule("OKE-01", "medium", SOME_CONTROLS.slice(-1), () => ({ looked: [...plan.objects, shard], findings: [] })),
    rule("RED-01", "critical", SOME_CONTROLS.slice(0, 1), () => ({
      looked: plan.objects,
      findings: objected.map((planned, index) => said(planned, index % 2 === 0 ? "is wrong." : "is odd.")),
    })),
    rule("TWO-01", "medium", ["own"], () => ({
      looked: [last],
      findings: [],
      undetermined: [said(last, "is unknown.")],
    })),
  ];
  const since = {
    plan: `plans/before${text}`,
    changes: [
      {
        stack: "test-alpha",
        release: "alpha-data",
        id: `Cluster/tchap-alpha/postgres${text}`,
        change: "removed" as const,
        fields: [],
        lines: [`- gone${text}`],
        stateful: true,
        effect: `its data are lost${text}`,
        implies: ["restore it."],
        irreversible: true,
      },
    ],
  };
  const report = buildReport(plan, judge(plan, rules, DATE), since);
  const residualRisks = [{ id: "R1", risk: `Something is accepted.${text}` }];
  return { ...report, homologation: { ...report.homologation, residualRisks } };
}
