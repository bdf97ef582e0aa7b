import { type Context, SHARED } from "./context";
import { documentKeys } from "./controls";
import { type Bilingual, html, type Markup, said, t } from "./markup";
import { BY_SEVERITY, SEVERITIES, STATES } from "./words";

function choice(facet: string, label: Bilingual, options: readonly (readonly [string, Bilingual])[]): Markup {
  const all = options.map(([value, { fr, en }]) => html`<option value="${value}" data-en="${en}">${fr}</option>`);
  return html`<div><label for="filter-${facet}">${said(label)}</label><select id="filter-${facet}" name="${facet}"><option value="" data-en="all">tous</option>${all}</select></div>
`;
}

const alike = (text: string): Bilingual => ({ fr: text, en: text });

/** Search and filters; without the script there is nothing that they could do, so they stay hidden. */
export function filters(context: Context): Markup {
  const { perimeters } = context.report;
  return html`<form id="filters" role="search" hidden><details open><summary><h2>${t("Recherche et filtres", "Search and filters")}</h2></summary>
<div><label for="filter-text">${t("Texte", "Text")}</label><input id="filter-text" name="text" type="search" autocomplete="off" spellcheck="false"></div>
<p id="filter-status" role="status"></p>
${choice(
  "document",
  { fr: "Document", en: "Document" },
  documentKeys(context).map(([key, title]) => [key, alike(title)]),
)}${choice("state", { fr: "État", en: "State" }, Object.entries(STATES))}${choice(
  "severity",
  { fr: "Gravité", en: "Severity" },
  BY_SEVERITY.map((severity) => [severity, SEVERITIES[severity]]),
)}${choice("perimeter", { fr: "Périmètre", en: "Perimeter" }, [
  [SHARED, { fr: "commun à tous", en: "shared by all" }],
  ...perimeters.map(({ name }): [string, Bilingual] => [name, alike(name)]),
])}<p><button type="reset">${t("Tout afficher", "Show all")}</button></p>
</details>
</form>
`;
}
