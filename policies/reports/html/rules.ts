import type { Control } from "../../controls/control";
import type { ReportedRule } from "../report";
import { type Context, perimetersOfRule } from "./context";
import { item } from "./item";
import { html, type Markup, NOTHING, said, t } from "./markup";
import { messages } from "./remarks";
import { definitions } from "./table";
import { controlAnchor, counted, ruleAnchor, severityMark, stateMark } from "./words";

function controlLink({ id, title, document }: Control): Markup {
  return html`<li><a href="#${controlAnchor(id)}">${id}</a> <span lang="${document.language}">${title}</span></li>`;
}

/** What a rule looked at: its objects are drawn when this is opened. */
function lookedAt({ id, looked, subjects }: ReportedRule): Markup {
  if (looked === 0) return html`<p>${t("Rien à examiner dans ce plan.", "Nothing to look at in this plan.")}</p>`;
  if (subjects.length === 0)
    return html`<p>${t("Examinés :", "Looked at:")} ${counted(looked, ["élément", "éléments"], ["thing", "things"])}, ${t("que la règle ne nomme pas.", "which the rule does not name.")}</p>`;
  const size = counted(subjects.length, ["élément", "éléments"], ["thing", "things"]);
  return html`<details class="subjects" data-rule="${id}"><summary>${t("Ce qui a été examiné :", "What was looked at:")} ${size}</summary><noscript><p>La liste s'ouvre avec JavaScript ; les objets sont aussi dans manifests/, à côté de ce dossier.</p></noscript></details>`;
}

function remarksOf(context: Context, rule: ReportedRule): Markup {
  const open = rule.findings.filter(({ waiver }) => waiver === undefined).length;
  const waived = rule.findings.filter(({ waiver }) => waiver !== undefined);
  const undecided = rule.undetermined.length;
  return html`${open === 0 ? NOTHING : html`<p><a href="#ecarts">${counted(open, ["écart ouvert", "écarts ouverts"], ["open finding", "open findings"])}</a></p>`}${
    undecided === 0
      ? NOTHING
      : html`<p><a href="#indetermines">${counted(undecided, ["élément indéterminé", "éléments indéterminés"], ["thing undetermined", "things undetermined"])}</a></p>`
  }${waived.length === 0 ? NOTHING : html`<h3>${t("Constats sous dérogation", "Waived findings")}</h3>${messages(context, waived, "waived")}`}`;
}

function ruleEntry(context: Context, rule: ReportedRule): Markup {
  const controls = rule.controls.flatMap((id) => context.control(id) ?? []);
  const documents = context.documentsOf(rule.id);
  const facets = {
    documents,
    states: [rule.outcome],
    severities: [rule.severity],
    perimeters: perimetersOfRule(rule),
  };
  return html`<details class="rule" id="${ruleAnchor(rule.id)}"${item(facets)}><summary><b>${rule.id}</b> <span class="title">${said(rule.title)}</span> ${severityMark(rule.severity)} ${stateMark(rule.outcome)}</summary>
${definitions([
  [t("Pourquoi", "Why"), html`<span lang="fr">${rule.why}</span>`],
  [t("Remède", "Remedy"), html`<span lang="fr">${rule.remedy}</span>`],
  [t("Examine", "Looks at"), html`<span lang="en">${rule.looksAt}</span>`],
  [
    t("Exigences", "Controls"),
    controls.length === 0
      ? t("règle propre, sans exigence citée", "own rule, no control cited")
      : html`<ul class="plain">${controls.map(controlLink)}</ul>`,
  ],
  [t("Dérogation", "Waiver"), rule.waivable ? t("possible", "possible") : t("jamais", "never")],
])}${remarksOf(context, rule)}${lookedAt(rule)}</details>
`;
}

/** Every rule with why, what to do, and what it looked at. */
export function rules(context: Context): Markup {
  return html`${context.report.rules.map((rule) => ruleEntry(context, rule))}`;
}
