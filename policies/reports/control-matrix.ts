import { positionText } from "../../fleet/mistakes";
import { once } from "../../plan/once";
import type { Coverage } from "../controls/control";
import type { Verdict } from "../engine/judge";
import type { ControlState, Report, ReportedControl, ReportedRule } from "./report";

/** How an auditor reads a control's coverage. */
export const COVERAGE_FR: Readonly<Record<Coverage, string>> = {
  covered: "couvert",
  partly: "couvert en partie",
  platform: "relève de la plateforme",
  organisational: "organisationnel",
  "not covered": "non couvert",
};

const STATE_FR: Readonly<Record<ControlState, string>> = {
  ...COVERAGE_FR,
  failed: "écart ouvert",
  undetermined: "indéterminé",
  waived: "dérogation en cours",
};

const OUTCOME_FR: Readonly<Record<Verdict["outcome"], string>> = {
  passed: "respectée",
  failed: "écart",
  waived: "dérogation",
  undetermined: "indéterminée",
  "matched nothing": "sans objet",
};

const SEVERITY_FR: Readonly<Record<ReportedRule["severity"], string>> = {
  critical: "critique",
  high: "haute",
  medium: "moyenne",
};

/** Separates cells: what a French LibreOffice and Excel take for columns without asking. */
const SEPARATOR = ";";

/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

/**
 * A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe, which shows that it is text
 * (OWASP, CSV injection: = + - @, tab and carriage return; their full-width forms as well).
 */
export function cell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === "string" && /^[\s\p{Cf}]*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

const HEAD = [
  "Document",
  "Version",
  "Exigence",
  "Intitulé",
  "État",
  "Couverture",
  "Motif",
  "Règle",
  "Intitulé de la règle",
  "Gravité",
  "Verdict",
  "Objets examinés",
  "Écarts ouverts",
  "Objets en écart",
  "Dérogations jusqu'au",
  "Fichiers",
];

/** Objects and places that one cell names; index.html and findings.json have them all. */
const NAMED = 20;

function joined(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const more = all.length > NAMED ? [`… et ${all.length - NAMED} autres`] : [];
  return [...all.slice(0, NAMED), ...more].join("\n");
}

/** What is said of a rule on the line of each control that cites it. */
const ruleCells = once((rule: ReportedRule): readonly (string | number)[] => {
  const open = rule.findings.filter(({ waiver }) => waiver === undefined);
  const until = rule.findings.flatMap(({ waiver }) => (waiver === undefined ? [] : [waiver.expiresOn])).sort();
  const places = (open.length > 0 ? open : rule.subjects).map(({ at }) => positionText(at));
  return [
    rule.id,
    rule.title.fr,
    SEVERITY_FR[rule.severity],
    OUTCOME_FR[rule.outcome],
    rule.looked,
    open.length,
    joined(open.map(({ object }) => object)),
    joined(until),
    joined(places),
  ];
});

/**
 * control-matrix.csv: a line for each control and rule, a line for a control without rules; semicolons, all in quotes,
 * a byte order mark, CRLF (RFC 4180): a double click opens it right in LibreOffice and Excel set to French.
 */
export function controlMatrix({ controls, rules }: Report): string {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const cells = (control: ReportedControl) => [
    control.document.title,
    control.document.version,
    control.id,
    control.title,
    STATE_FR[control.state],
    COVERAGE_FR[control.coverage],
    control.reason,
  ];
  const rows = controls.flatMap((control) => {
    const own = control.rules.flatMap((id) => byId.get(id) ?? []);
    const none = Array.from({ length: HEAD.length - cells(control).length }, () => "");
    return (own.length === 0 ? [none] : own.map(ruleCells)).map((rest) => [...cells(control), ...rest]);
  });
  return `${BYTE_ORDER_MARK}${[HEAD, ...rows].map((row) => `${row.map(cell).join(SEPARATOR)}\r\n`).join("")}`;
}
