import { positionText } from "../../fleet/mistakes";
import type { Remark } from "../rule";
import type { Report, ReportedRule } from "./report";

/** A text as XML takes it: markup escaped, and what XML 1.0 has no character for shown as U+FFFD. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#13;");
}

const remarkLine = ({ at, object, field, message }: Remark) =>
  `${positionText(at)} ${object}${field ? ` ${field}` : ""}: ${message}`;

function outcomeLines(rule: ReportedRule): string[] {
  const open = rule.findings.filter(({ waiver }) => waiver === undefined);
  const waived = rule.findings.filter(({ waiver }) => waiver !== undefined);
  const told =
    waived.length === 0
      ? []
      : [`      <system-out>${xml(["Waived:", ...waived.map(remarkLine)].join("\n"))}</system-out>`];
  if (open.length > 0)
    return [
      `      <failure message="${xml(`${open.length} findings. ${rule.remedy}`)}" type="${rule.severity}">${xml(open.map(remarkLine).join("\n"))}</failure>`,
      ...told,
    ];
  if (rule.outcome === "undetermined")
    return [
      `      <skipped message="${xml(`undetermined: ${rule.undetermined.map(remarkLine).join("; ")}`)}"/>`,
      ...told,
    ];
  if (rule.outcome === "matched nothing") return ['      <skipped message="matched nothing"/>'];
  return told;
}

function testCase(rule: ReportedRule, environment: string): string {
  const lines = outcomeLines(rule);
  const head = `    <testcase name="${xml(`${rule.id} ${rule.title.fr}`)}" classname="${xml(`${environment}.${rule.id.split("-")[0]}`)}"`;
  return lines.length === 0 ? `${head}/>` : [`${head}>`, ...lines, "    </testcase>"].join("\n");
}

/**
 * junit.xml: a test a rule. What is undetermined or matched nothing is skipped with its reason, never passed; faults of
 * waivers fail a test of their own.
 */
export function junit({ environment, rules, findings }: Report): string {
  const judged = new Set(rules.map(({ id }) => id));
  const ofEngine = findings.filter(({ rule }) => !judged.has(rule));
  const engine =
    ofEngine.length === 0
      ? []
      : [
          `    <testcase name="WAI" classname="${xml(`${environment}.WAI`)}">`,
          `      <failure message="${ofEngine.length} findings" type="high">${xml(ofEngine.map((each) => `${each.rule} ${remarkLine(each)}`).join("\n"))}</failure>`,
          "    </testcase>",
        ];
  const failures = rules.filter(({ outcome }) => outcome === "failed").length + (engine.length > 0 ? 1 : 0);
  const skipped = rules.filter(({ outcome }) => outcome === "undetermined" || outcome === "matched nothing").length;
  const counts = `tests="${rules.length + (engine.length > 0 ? 1 : 0)}" failures="${failures}" errors="0" skipped="${skipped}" time="0"`;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="footprint" ${counts}>`,
    `  <testsuite name="${xml(environment)}" ${counts}>`,
    ...rules.map((rule) => testCase(rule, environment)),
    ...engine,
    "  </testsuite>",
    "</testsuites>",
  ].join("\n")}\n`;
}
