import { createHash } from "node:crypto";
import type { Severity } from "../rule";
import { jsonText } from "./json-text";
import type { Report } from "./report";

/** GitLab's names (docs.gitlab.com, Code Quality report format): info, minor, major, critical, blocker. */
const SEVERITY: Readonly<Record<Severity, "blocker" | "critical" | "major">> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
};

/** What stays the same of a finding while lines move, so that GitLab can tell a new one from an old one. */
export function fingerprint(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}

/** A number for each text, by how often it stood before. */
export function occurrence(): (text: string) => number {
  const seen = new Map<string, number>();
  return (text) => {
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    return before;
  };
}

/** code-quality.json, as GitLab shows it beside a merge request: open findings alone, each with file and line. */
export function codeQuality({ findings }: Report): string {
  const before = occurrence();
  const issues = findings.map(({ rule, severity, stack, object, field, message, at }) => {
    const print = fingerprint(rule, stack, object, field, message);
    return {
      type: "issue",
      check_name: rule,
      description: `${rule} ${object}${field ? ` ${field}` : ""}: ${message}`,
      categories: ["Security"],
      severity: SEVERITY[severity],
      fingerprint: fingerprint(print, String(before(print))),
      location: { path: at.file, lines: { begin: at.line } },
    };
  });
  return jsonText(issues, 2);
}
