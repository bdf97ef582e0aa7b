import type { ControlDocument } from "../../controls/control";
import type { ReportedControl } from "../report";
import { type Context, perimetersOfRule } from "./context";
import { item } from "./item";
import { html, type Markup, NOTHING, t } from "./markup";
import { row, table } from "./table";
import { controlAnchor, counted, documentAnchor, figure, ruleLink, STATES, stateMark } from "./words";

/** An id without its document's key, which the table's caption has. */
const shortId = ({ id, document }: ReportedControl) =>
  id.startsWith(`${document.key}:`) ? id.slice(document.key.length + 1) : id;

function controlRow(context: Context, control: ReportedControl): Markup {
  const rules = context.report.rules.filter(({ id }) => control.rules.includes(id));
  const own = rules.map(
    ({ id, outcome }) =>
      html`<li>${ruleLink(id)} <span class="dot ${outcome.replaceAll(" ", "-")}">${t(STATES[outcome].fr, STATES[outcome].en)}</span></li>`,
  );
  const extract =
    control.extract === undefined
      ? NOTHING
      : html`<details class="extract"><summary>${t("Texte", "Text")}</summary><blockquote>${control.extract}</blockquote></details>`;
  const facets = {
    documents: [control.document.key],
    states: [control.state],
    severities: rules.map(({ severity }) => severity),
    perimeters: [...new Set(rules.flatMap(perimetersOfRule))],
  };
  return row(
    html`<span id="${controlAnchor(control.id)}">${shortId(control)}</span>`,
    [
      html`<div lang="${control.document.language}">${control.title}${extract}</div>`,
      stateMark(control.state),
      own.length === 0 ? t("aucune", "none") : html`<ul class="plain">${own}</ul>`,
      html`<span lang="fr">${control.reason}</span>`,
    ],
    item(facets),
  );
}

function documentsOf(controls: readonly ReportedControl[]): [ControlDocument, ReportedControl[]][] {
  const byKey = new Map<string, [ControlDocument, ReportedControl[]]>();
  for (const control of controls) {
    const known = byKey.get(control.document.key) ?? [control.document, []];
    known[1].push(control);
    byKey.set(control.document.key, known);
  }
  return [...byKey.values()];
}

/** States of a document's controls, counted. */
function tally(controls: readonly ReportedControl[]): Markup {
  const states = [...new Set(controls.map(({ state }) => state))];
  const parts = states.map((state) => {
    const count = controls.filter((control) => control.state === state).length;
    return html`<li>${stateMark(state)} ${figure(count)}</li>`;
  });
  return html`<ul class="tally">${parts}</ul>`;
}

/** The documents that the report draws on, as a filter names them. */
export function documentKeys({ report }: Context): [string, string][] {
  return documentsOf(report.controls).map(([{ key, title }]) => [key, title]);
}

/** Controls of each document with what shows them. */
export function controlMatrix(context: Context): Markup {
  const documents = documentsOf(context.report.controls).map(([document, controls]) => {
    const { key, title, version, scope } = document;
    const named = version === "" ? title : `${title} (${version})`;
    return html`<section class="document" data-group aria-labelledby="${documentAnchor(key)}">
<h3 id="${documentAnchor(key)}"><span lang="fr">${named}</span></h3>
<p lang="fr">${scope}</p>
<p>${counted(controls.length, ["exigence", "exigences"], ["control", "controls"])}</p>${tally(controls)}
${table({
  caption: { fr: `Exigences de ${title}`, en: `Controls of ${title}` },
  heads: [
    { fr: "Exigence", en: "Control" },
    { fr: "Intitulé", en: "Title" },
    { fr: "État", en: "State" },
    { fr: "Règles", en: "Rules" },
    { fr: "Pourquoi cet état", en: "Why so" },
  ],
  rows: controls.map((control) => controlRow(context, control)),
  kind: "controls",
})}</section>
`;
  });
  return html`<p>${t("Aligné sur ces documents. L'état d'une exigence est celui de la pire de ses règles ; quand toutes sont respectées, ce que les données du projet en disent : une règle montre rarement une exigence entière.", "Aligned with these documents. A control stands as the worst of its rules; where all pass, as the project's data say: a rule seldom shows the whole of a control.")}</p>
${documents}`;
}
