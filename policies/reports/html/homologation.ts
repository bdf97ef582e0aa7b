import { daysBetween } from "../../engine/days";
import type { Context } from "./context";
import { html, type Markup, t } from "./markup";
import { definitions } from "./table";
import { counted, day, riskAnchor, sourced } from "./words";

const SENSITIVITIES = {
  NP: t("NP, non protégé", "NP, not protected (non protégé)"),
  DR: t("DR, diffusion restreinte", "DR, restricted (diffusion restreinte)"),
};

/** How long a decision still holds on the day of the judgement. */
function left(today: string, endsOn: string): Markup {
  const days = daysBetween(today, endsOn);
  if (days < 0) return html` <strong class="alarm">${t("échue", "expired")}</strong>`;
  return html` (${counted(days, ["jour restant", "jours restants"], ["day left", "days left"])})`;
}

/** The security decision that the environment runs under, and what it accepts. */
export function homologation({ report }: Context): Markup {
  const { homologation: decision, date, waivers } = report;
  const { sensitivity, authority, decidedOn, endsOn, residualRisks, source } = decision;
  const risks =
    typeof residualRisks === "string"
      ? t("aucun n'est consigné à ce jour", "none is recorded yet")
      : html`<ul>${residualRisks.map(({ id, risk }) => html`<li id="${riskAnchor(id)}"><b>${id}</b> ${sourced(risk)}</li>`)}</ul>`;
  const accepted =
    waivers.length === 0
      ? t("aucune dérogation", "no waiver")
      : html`<a href="#derogations">${counted(waivers.length, ["dérogation", "dérogations"], ["waiver", "waivers"])}</a>`;
  return definitions([
    [t("Sensibilité", "Sensitivity"), SENSITIVITIES[sensitivity]],
    [t("Autorité d'homologation", "Authority"), sourced(authority)],
    [t("Décision", "Decision"), day(decidedOn)],
    [t("Fin de validité", "Valid until"), html`${day(endsOn)}${left(date, endsOn)}`],
    [t("Risques résiduels acceptés", "Accepted residual risks"), risks],
    [t("Risques acceptés pour un temps", "Risks accepted for a time"), accepted],
    [t("Source", "Source"), sourced(source)],
  ]);
}
