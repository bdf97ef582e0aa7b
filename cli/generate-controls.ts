import type { Control, ControlDocument, Coverage } from "../policies/controls/control";
import { CONTROLS, DOCUMENTS, rulesOf } from "../policies/controls/controls";
import { COVERAGE_FR } from "../policies/reports/control-matrix";
import { RULES } from "../policies/rules/rules";

/** From what rules show to what nobody needs to show here. */
const COVERAGES: readonly Coverage[] = ["covered", "partly", "not covered", "platform", "organisational"];

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("<", "\\<").replaceAll("*", "\\*");

function controlsOfDocument({ key }: ControlDocument): Control[] {
  return [...CONTROLS.values()].filter(({ document }) => document.key === key);
}

function countRow(title: string, controls: readonly Control[]): string {
  const counts = COVERAGES.map((coverage) => controls.filter((control) => control.coverage === coverage).length);
  return `| ${title} | ${controls.length} | ${counts.join(" | ")} |`;
}

function controlRow(control: Control): string {
  const { id, title, coverage, reason, document } = control;
  const rules = rulesOf(control, RULES).map((rule) => rule.id);
  const shown = [id.slice(document.key.length + 1), cell(title), COVERAGE_FR[coverage], rules.join(", "), cell(reason)];
  return `| ${shown.join(" | ")} |`;
}

function section(document: ControlDocument): string[] {
  const { key, title, version, source, scope, licence } = document;
  return [
    "",
    `## ${key} : ${title}`,
    "",
    `- Version : ${version}`,
    `- Source : ${source}`,
    `- Portée : ${scope}`,
    `- Licence : ${licence}`,
    "",
    "| exigence | titre | couverture | règles | raison |",
    "|---|---|---|---|---|",
    ...controlsOfDocument(document).map(controlRow),
  ];
}

/** Every control of every document, how it stands and why, for auditors: in French. */
export function controlsPage(): string {
  const all = [...CONTROLS.values()];
  return `${[
    "# Exigences",
    "",
    "Page générée par `npm run generate` d'après `policies/controls/`. Les règles sont alignées sur ces documents ; elles",
    "n'attestent rien à leur place, et aucun de leurs auteurs ne s'est prononcé sur ce projet. Le rapport de chaque plan",
    "dit en outre le verdict du jour ; `npx footprint explain <règle>` dit ce qu'une règle regarde.",
    "",
    `- **${COVERAGE_FR.covered}** : des règles sur le plan montrent toute l'exigence, pour ce déploiement ;`,
    `- **${COVERAGE_FR.partly}** : des règles en montrent une part, et la raison dit ce qui manque ;`,
    `- **${COVERAGE_FR["not covered"]}** : le plan pourrait la montrer, et aucune règle ne le fait ;`,
    `- **${COVERAGE_FR.platform}** : revient à l'exploitant du cloud, du cluster ou d'un service commun ;`,
    `- **${COVERAGE_FR.organisational}** : revient à des personnes, à un contrat ou à une procédure.`,
    "",
    `| document | exigences | ${COVERAGES.map((each) => COVERAGE_FR[each]).join(" | ")} |`,
    "|---|---|---|---|---|---|---|",
    ...DOCUMENTS.map((document) => countRow(`${document.key} : ${document.title}`, controlsOfDocument(document))),
    countRow("ensemble", all),
    ...DOCUMENTS.flatMap(section),
  ].join("\n")}\n`;
}
