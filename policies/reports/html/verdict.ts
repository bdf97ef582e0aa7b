import type { ReportedRule } from "../report";
import type { Context } from "./context";
import { html, type Markup, t } from "./markup";
import { row, table } from "./table";
import { counted, figure, stateMark } from "./words";

const OUTCOMES = [
  "failed",
  "undetermined",
  "waived",
  "passed",
  "matched nothing",
] as const satisfies readonly ReportedRule["outcome"][];

/** What each outcome means, so that no reader takes one for another. */
const MEANINGS = {
  failed: t("au moins un constat qu'aucune dérogation ne couvre", "at least one finding that no waiver covers"),
  undetermined: t(
    "le plan ne permet pas de trancher : ce n'est pas un succès",
    "the plan cannot tell: this is no pass",
  ),
  waived: t("constats tous couverts par une dérogation datée", "all findings covered by a dated waiver"),
  passed: t("aucun constat sur ce qui a été examiné", "no finding on what was looked at"),
  "matched nothing": t("rien à examiner dans ce plan : ce n'est pas un succès", "nothing to look at: this is no pass"),
};

const SECTION_OF = {
  failed: "ecarts",
  undetermined: "indetermines",
  waived: "derogations",
  passed: "regles",
  "matched nothing": "regles",
};

function sentence({ report }: Context): Markup {
  const { passed, counts, outcomes } = report;
  const open = counted(counts.findings, ["écart ouvert", "écarts ouverts"], ["open finding", "open findings"]);
  const left = outcomes.undetermined + outcomes["matched nothing"];
  const reserve =
    left === 0
      ? html`.`
      : html`${t(" ; ", "; ")}${counted(left, ["règle que le plan ne permet pas de trancher", "règles que le plan ne permet pas de trancher"], ["rule that the plan cannot tell", "rules that the plan cannot tell"])}.`;
  return passed
    ? html`<p class="verdict accepted"><strong>${t("Plan accepté", "Plan accepted")}</strong> ${t("aucun écart ouvert", "no open finding")}${reserve}</p>`
    : html`<p class="verdict refused"><strong>${t("Plan refusé", "Plan refused")}</strong> ${open}${reserve}</p>`;
}

/** The verdict, and what stands behind it. */
export function verdict(context: Context): Markup {
  const { counts, outcomes } = context.report;
  const rows = OUTCOMES.map((outcome) =>
    row(stateMark(outcome), [
      html`<a href="#${SECTION_OF[outcome]}">${figure(outcomes[outcome])}</a>`,
      MEANINGS[outcome],
    ]),
  );
  const judged = html`${counted(counts.perimeters, ["périmètre", "périmètres"], ["perimeter", "perimeters"])}, ${counted(counts.shards, ["serveur Matrix", "serveurs Matrix"], ["Matrix server", "Matrix servers"])}, ${counted(counts.objects, ["objet Kubernetes", "objets Kubernetes"], ["Kubernetes object", "Kubernetes objects"])}`;
  return html`${sentence(context)}
<p>${t("Jugé :", "Judged:")} ${judged}.</p>
${table({
  caption: { fr: "Règles par résultat", en: "Rules by outcome" },
  heads: [
    { fr: "Résultat", en: "Outcome" },
    { fr: "Règles", en: "Rules" },
    { fr: "Sens", en: "Meaning" },
  ],
  rows,
  kind: "outcomes",
})}`;
}
