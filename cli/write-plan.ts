import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { clientServers } from "../fleet/client-servers";
import { isAmbiguous } from "../plan/manifest";
import type { KubernetesObject, Plan, PlannedObject } from "../plan/plan";
import { type Judgement, openFindings } from "../policies/engine/judge";
import { codeQuality } from "../policies/reports/code-quality";
import { controlMatrix } from "../policies/reports/control-matrix";
import { htmlReport } from "../policies/reports/html/html-report";
import { junit } from "../policies/reports/junit";
import { oscal } from "../policies/reports/oscal";
import { buildReport, type Since } from "../policies/reports/report";
import { sarif } from "../policies/reports/sarif";
import { environmentSbom } from "../policies/reports/sbom";
import { escrowReport } from "./generate-escrow";
import { reachabilityCsv, reachabilityMarkdown } from "./reachability-report";
import { summarise, summaryMarkdown } from "./report";

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** One object as YAML that every reader takes alike: all its texts in quotes where one could be taken for more. */
function documentText(object: KubernetesObject): string {
  const quoted = texts(object).some(isAmbiguous);
  return stringify(object, {
    lineWidth: 0,
    defaultStringType: quoted ? "QUOTE_DOUBLE" : "PLAIN",
    defaultKeyType: "PLAIN",
  });
}

/** Documents of one release as YAML, each after the template that made it. */
export function manifestText(objects: readonly Pick<PlannedObject, "object" | "template">[]): string {
  return objects.map(({ object, template }) => `---\n# Source: ${template}\n${documentText(object)}`).join("");
}

function groups(objects: readonly PlannedObject[]): Map<string, PlannedObject[]> {
  const files = new Map<string, PlannedObject[]>();
  for (const each of objects) {
    const file = `${each.stack}/${each.release}.yaml`;
    files.set(file, [...(files.get(file) ?? []), each]);
  }
  return files;
}

/** Verdicts and findings as data, for other programs. */
export function judgementData(plan: Plan, judgement: Judgement) {
  return {
    summary: summarise(plan, judgement),
    findings: openFindings(judgement).map(({ waiver: _, ...finding }) => finding),
    rules: judgement.verdicts.map(({ rule, outcome, looked, findings, undetermined }) => ({
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      controls: rule.controls,
      outcome,
      looked,
      waived: findings
        .filter(({ waiver }) => waiver !== undefined)
        .map(({ waiver, ...finding }) => ({ ...finding, expiresOn: waiver?.expiresOn })),
      undetermined,
    })),
  };
}

/** Files of a plan, by path below plans/<environment>/. */
export function planFiles(plan: Plan, judgement: Judgement, since?: Since): Map<string, string> {
  const report = buildReport(plan, judgement, since);
  const files = new Map<string, string>([
    ["summary.md", summaryMarkdown(plan, judgement, since)],
    ["reachability.md", reachabilityMarkdown(plan)],
    ["reachability.csv", reachabilityCsv(plan)],
    ["report/escrow.md", escrowReport(plan.facts.environment, plan.facts.escrowList)],
    ["client-servers.json", `${JSON.stringify({ homeserver_list: clientServers(plan.facts) }, null, 2)}\n`],
    ["report/index.html", htmlReport(report)],
    ["report/control-matrix.csv", controlMatrix(report)],
    ["report/findings.sarif", sarif(report)],
    ["report/code-quality.json", codeQuality(report)],
    ["report/junit.xml", junit(report)],
    ["report/oscal-assessment-results.json", oscal(report)],
    ["report/sbom.cdx.json", environmentSbom(plan)],
    ["report/findings.json", `${JSON.stringify(judgementData(plan, judgement), null, 2)}\n`],
  ]);
  for (const { name, text } of plan.terraform) files.set(`stacks/${name}/cdk.tf.json`, text);
  for (const [file, objects] of groups(plan.objects)) files.set(`manifests/${file}`, manifestText(objects));
  return files;
}

/** Writes a folder whole: aside first, then in the old one's place, so that no one ever reads half a plan. */
export function writeFolder(folder: string, files: ReadonlyMap<string, string>): void {
  const aside = `${folder}.${randomUUID()}`;
  const old = `${aside}.old`;
  for (const [name, content] of files) {
    const path = join(aside, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(aside, folder);
  rmSync(old, { recursive: true, force: true });
}
