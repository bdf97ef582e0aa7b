import type { Context } from "./context";
import { html, type Markup, NOTHING, name, t } from "./markup";
import { type RuledRemark, remarksByRule } from "./remarks";
import { row, table } from "./table";
import { ruleLink } from "./words";

/** What no waiver covers. */
export function findings(context: Context): Markup {
  const { report } = context;
  if (report.findings.length === 0) return html`<p>${t("Aucun écart ouvert.", "No open finding.")}</p>`;
  return remarksByRule(context, report.findings, "failed");
}

/** What rules could not decide. */
export function undeterminedRemarks({ report }: Context): RuledRemark[] {
  return report.rules.flatMap(({ id, undetermined }) => undetermined.map((remark) => ({ ...remark, rule: id })));
}

/** What could not be decided, what could not be rendered, and what had nothing to be judged on. */
export function undetermined(context: Context): Markup {
  const { rules, unrendered } = context.report;
  const remarks = undeterminedRemarks(context);
  const idle = rules.filter(({ outcome }) => outcome === "matched nothing");
  const said =
    remarks.length === 0
      ? html`<p>${t("Chaque règle a pu trancher.", "Every rule could tell.")}</p>`
      : html`<p>${t("Ce qui est inconnu ou n'a pu être rendu n'est jamais compté comme respecté.", "What is unknown or could not be rendered never counts as passed.")}</p>
${remarksByRule(context, remarks, "undetermined")}`;
  const rows = unrendered.map(({ stack, release, reason }) =>
    row(name(release), [name(stack), html`<span lang="en">${reason}</span>`]),
  );
  const notRendered =
    rows.length === 0
      ? NOTHING
      : html`<h3>${t("Non rendu", "Not rendered")}</h3>
${table({
  caption: { fr: "Ce qui n'a pu être rendu en objets", en: "What could not be rendered into objects" },
  heads: [
    { fr: "Version Helm (release)", en: "Release" },
    { fr: "Pile", en: "Stack" },
    { fr: "Raison", en: "Reason" },
  ],
  rows,
  kind: "unrendered",
})}`;
  const nothing =
    idle.length === 0
      ? NOTHING
      : html`<h3>${t("Sans objet dans ce plan", "Nothing to look at in this plan")}</h3>
<ul>${idle.map(({ id, title }) => html`<li>${ruleLink(id)} ${t(title.fr, title.en)}</li>`)}</ul>`;
  return html`${said}${notRendered}${nothing}`;
}
