import type { ReportedWaiver } from "../report";
import { breakGlass } from "./break-glass";
import { type Context, SHARED } from "./context";
import { item } from "./item";
import { html, type Markup, NOTHING, name, said, t } from "./markup";
import { row, table } from "./table";
import { counted, day, figure, place, riskAnchor, ruleLink, sourced } from "./words";

/** Days from which a waiver's end is pointed out: a month is what a change of production takes. */
const SOON_DAYS = 30;

function left({ daysLeft, expiresOn }: ReportedWaiver): Markup {
  const days =
    daysLeft < 0
      ? html`<strong class="alarm">${t("expirée depuis", "expired for")} ${counted(-daysLeft, ["jour", "jours"], ["day", "days"])}</strong>`
      : counted(daysLeft, ["jour", "jours"], ["day", "days"]);
  const soon =
    daysLeft >= 0 && daysLeft <= SOON_DAYS ? html` <strong class="warn">${t("bientôt", "soon")}</strong>` : NOTHING;
  return html`${days}${soon}<br><small>${t("jusqu'au", "until")} ${day(expiresOn)}</small>`;
}

function scope({ scope: { perimeter, stack, object } }: ReportedWaiver): Markup {
  const parts = [
    ...(object === undefined ? [] : [name(object)]),
    ...(perimeter === undefined ? [] : [html`${t("périmètre", "perimeter")} <bdi>${perimeter}</bdi>`]),
    ...(stack === undefined ? [] : [html`${t("pile", "stack")} <bdi>${stack}</bdi>`]),
  ];
  return html`${parts.map((part, index) => html`${index === 0 ? NOTHING : html`<br>`}${part}`)}`;
}

/** The residual risk that a waiver belongs to, where the decision has it. */
function riskOf({ report }: Context, { risk }: ReportedWaiver): Markup {
  const { residualRisks } = report.homologation;
  const isKnown = typeof residualRisks !== "string" && residualRisks.some(({ id }) => id === risk);
  const text = html`${t("risque", "risk")} <bdi>${risk}</bdi>`;
  return isKnown ? html`<a href="#${riskAnchor(risk)}">${text}</a>` : text;
}

/** Every waiver, the one that ends first at the head. */
export function waivers(context: Context): Markup {
  const { report } = context;
  if (report.waivers.length === 0)
    return html`<p>${t("Aucune dérogation.", "No waiver.")}</p>
${breakGlass(context)}`;
  const rows = report.waivers.map((waiver) => {
    const rule = context.rule(waiver.rule);
    const faults = waiver.faults.map((fault) => html`<br><strong class="alarm" lang="en">${fault}</strong>`);
    const facets = {
      documents: context.documentsOf(waiver.rule),
      states: ["waived"] as const,
      severities: [rule.severity],
      perimeters: [waiver.scope.perimeter ?? SHARED],
    };
    return row(
      html`${ruleLink(waiver.rule)} <small>${said(rule.title)}</small>`,
      [
        html`${scope(waiver)}<br><small>${counted(waiver.covered, ["constat couvert", "constats couverts"], ["finding covered", "findings covered"])}</small>`,
        html`${sourced(waiver.reason)}${faults}<br>${place(waiver.at)}`,
        html`<bdi>${waiver.owner}</bdi><br><small>${t("approuvée par", "approved by")} <bdi>${waiver.approver}</bdi>, ${day(waiver.approvedOn)}</small>`,
        html`<bdi>${waiver.issue}</bdi><br>${riskOf(context, waiver)}`,
        left(waiver),
      ],
      item(facets),
    );
  });
  return html`<p>${t("Une dérogation accepte un constat pour 180 jours au plus ; elle relève d'un risque résiduel de l'homologation ci-dessus.", "A waiver accepts a finding for 180 days at most; it comes under a residual risk of the decision above.")} ${t("En tout :", "In all:")} ${figure(rows.length)}.</p>
${table({
  caption: { fr: "Dérogations, la première à échoir en tête", en: "Waivers, the first to end at the head" },
  heads: [
    { fr: "Règle", en: "Rule" },
    { fr: "Portée", en: "Scope" },
    { fr: "Raison", en: "Reason" },
    { fr: "Responsable", en: "Owner" },
    { fr: "Suivi et risque", en: "Issue and risk" },
    { fr: "Reste", en: "Left" },
  ],
  rows,
  kind: "waivers",
})}${breakGlass(context)}`;
}
