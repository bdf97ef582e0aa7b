import type { Log, ReportingDescriptor, Result } from "sarif";
import { ENGINE_RULES, type Finding } from "../engine/judge";
import type { Remark, Severity } from "../rule";
import { fingerprint, occurrence } from "./code-quality";
import { jsonText } from "./json-text";
import type { Report, ReportedRule } from "./report";

const LEVEL: Readonly<Record<Severity, "error" | "warning">> = {
  critical: "error",
  high: "error",
  medium: "warning",
};

/** GitHub's and GitLab's order of importance, 0 to 10: theirs for critical, high and medium. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5" };

type Described = Pick<ReportedRule, "id" | "title" | "why" | "remedy" | "severity"> & {
  readonly controls?: readonly string[];
};

function descriptor({ id, title, why, remedy, severity, controls = [] }: Described): ReportingDescriptor {
  return {
    id,
    name: title.en,
    shortDescription: { text: title.fr },
    fullDescription: { text: why },
    help: { text: remedy },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { tags: ["security", ...controls], "security-severity": SECURITY_SEVERITY[severity] },
  };
}

/** A path as a URI relative to the repository's root. */
const uri = (file: string) => file.split("/").map(encodeURIComponent).join("/");

function located({ at, object, field, message, stack }: Remark): Pick<Result, "message" | "locations"> {
  return {
    message: { text: `${object}${field ? ` ${field}` : ""}: ${message}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uri(at.file), uriBaseId: "SRCROOT" },
          region: { startLine: at.line, startColumn: at.column },
        },
        logicalLocations: [{ fullyQualifiedName: `${stack}/${object}`, kind: "resource" }],
      },
    ],
  };
}

function waived({ waiver }: Finding): Pick<Result, "suppressions"> {
  if (waiver === undefined) return {};
  const { reason, owner, approver, issue, expiresOn } = waiver;
  const justification = `${reason} (${owner}; ${approver}; ${issue}; ${expiresOn})`;
  return { suppressions: [{ kind: "external", status: "accepted", justification }] };
}

/**
 * findings.sarif, SARIF 2.1.0: findings with file and line; waived ones as suppressed, undetermined ones as open to
 * decision, so that neither counts as passed.
 */
export function sarif({ rules, findings, environment }: Report): string {
  const described: readonly Described[] = [...rules, ...ENGINE_RULES];
  const index = new Map(described.map(({ id }, at) => [id, at]));
  const judged = new Set(rules.map(({ id }) => id));
  const before = occurrence();
  const result = (rule: string, remark: Remark, more: Partial<Result>): Result => {
    const print = fingerprint(rule, remark.stack, remark.object, remark.field, remark.message);
    return {
      ruleId: rule,
      ruleIndex: index.get(rule) ?? -1,
      ...located(remark),
      partialFingerprints: { "footprint/v1": fingerprint(print, String(before(print))) },
      ...more,
    };
  };
  const failing = (finding: Finding) =>
    result(finding.rule, finding, { kind: "fail", level: LEVEL[finding.severity], ...waived(finding) });
  const log: Log = {
    version: "2.1.0",
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    runs: [
      {
        tool: { driver: { name: "footprint", rules: described.map(descriptor) } },
        automationDetails: { id: `footprint/${environment}/` },
        columnKind: "unicodeCodePoints",
        originalUriBaseIds: { SRCROOT: { description: { text: "The root of the repository." } } },
        results: [
          ...rules.flatMap((rule) => [
            ...rule.findings.map(failing),
            ...rule.undetermined.map((remark) => result(rule.id, remark, { kind: "open", level: "none" })),
          ]),
          ...findings.filter(({ rule }) => !judged.has(rule)).map(failing),
        ],
      },
    ],
  };
  return jsonText(log, 2);
}
