import type { Since } from "../report";
import type { Context } from "./context";
import { item } from "./item";
import { html, type Markup, NOTHING, name, t } from "./markup";
import { row, table } from "./table";
import { counted } from "./words";

type Change = Since["changes"][number];

const KINDS = { added: t("ajouté", "added"), changed: t("modifié", "changed"), removed: t("retiré", "removed") };

function list(label: Markup, texts: readonly string[]): Markup {
  if (texts.length === 0) return NOTHING;
  return html`<details class="fields"><summary>${label}</summary><ul class="plain">${texts.map((text) => html`<li><code><bdi>${text}</bdi></code></li>`)}</ul></details>`;
}

function changeRow({
  stack,
  release,
  id,
  change,
  fields,
  lines,
  stateful,
  effect,
  implies,
  irreversible,
}: Change): Markup {
  const marks = [
    ...(irreversible ? [html` <strong class="alarm">${t("irréversible", "irreversible")}</strong>`] : []),
    ...(stateful ? [html` <strong class="warn">${t("tient des données", "holds data")}</strong>`] : []),
  ];
  const what = [effect, ...implies].flatMap((text) => (text === undefined ? [] : [html`<li lang="en">${text}</li>`]));
  return row(
    name(id),
    [
      html`${KINDS[change]}${marks}`,
      html`${name(stack)}<br><small><bdi>${release}</bdi></small>`,
      html`${what.length === 0 ? NOTHING : html`<ul class="plain">${what}</ul>`}${list(counted(fields.length, ["champ", "champs"], ["field", "fields"]), fields)}${list(counted(lines.length, ["ligne", "lignes"], ["line", "lines"]), lines)}`,
    ],
    item({}),
  );
}

/** What changes from the plan that was given for comparison. */
export function changes({ report: { since } }: Context): Markup {
  if (since === undefined)
    return html`<p>${t("Aucun plan antérieur n'a été donné pour comparaison.", "No earlier plan was given to compare with.")}</p>`;
  const from = html`<p>${t("Comparé au plan", "Compared with the plan")} ${name(since.plan)} : ${counted(since.changes.length, ["objet change", "objets changent"], ["object changes", "objects change"])}.</p>`;
  if (since.changes.length === 0) return from;
  return html`${from}
${table({
  caption: { fr: "Ce qui change : pertes et données d'abord", en: "What changes: losses and data first" },
  heads: [
    { fr: "Objet", en: "Object" },
    { fr: "Changement", en: "Change" },
    { fr: "Pile et release", en: "Stack and release" },
    { fr: "Conséquences, champs, lignes", en: "Effects, fields, lines" },
  ],
  rows: since.changes.map(changeRow),
  kind: "changes",
})}`;
}
