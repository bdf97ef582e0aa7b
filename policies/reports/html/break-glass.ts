import type { Context } from "./context";
import { html, type Markup, t } from "./markup";
import { row, table } from "./table";
import { day, place } from "./words";

/** Nights when stacks were deployed in spite of findings; nothing where there were none. */
export function breakGlass({ report }: Context): Markup {
  if (report.breakGlass.length === 0)
    return html`<p>${t("Aucun bris de glace consigné.", "No break-glass is recorded.")}</p>`;
  const rows = report.breakGlass.map(({ openedAt, stacks, openedBy, secondedBy, reason, issue, review, at }) =>
    row(html`<time datetime="${openedAt}">${openedAt}</time>`, [
      stacks.join(", "),
      html`<span lang="">${reason}</span><br>${place(at)}`,
      html`<bdi>${openedBy}</bdi><br><small>${t("avec", "with")} <bdi>${secondedBy}</bdi></small>`,
      html`<bdi>${issue}</bdi>`,
      review === undefined
        ? html`<strong class="warn">${t("à revoir", "to be reviewed")}</strong>`
        : html`<span lang="">${review.outcome}</span><br><small><bdi>${review.by}</bdi>, ${day(review.on)}</small>`,
    ]),
  );
  return html`<h3>${t("Bris de glace", "Break-glass")}</h3>
${table({
  caption: { fr: "Déploiements malgré des écarts", en: "Deployments in spite of findings" },
  heads: [
    { fr: "Ouvert le", en: "Opened at" },
    { fr: "Piles", en: "Stacks" },
    { fr: "Raison", en: "Reason" },
    { fr: "Par", en: "By" },
    { fr: "Suivi", en: "Issue" },
    { fr: "Revue", en: "Review" },
  ],
  rows,
  kind: "break-glass",
})}`;
}
