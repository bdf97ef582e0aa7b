import type { Report } from "../report";
import type { Context } from "./context";
import { item } from "./item";
import { html, type Markup, NOTHING, name, t } from "./markup";
import { row, table } from "./table";
import { counted } from "./words";

type Destination = Report["destinations"][number];

const THROUGH = { border: t("bordure", "border"), direct: t("directe, par adresse", "direct, by address") };

function destinationRow({
  id,
  host,
  port,
  through,
  addresses,
  reason,
  data,
  country,
  transfer,
  readers,
}: Destination): Markup {
  const ranges = addresses.length === 0 ? NOTHING : html`<br><small>${addresses.join(", ")}</small>`;
  const abroad =
    transfer === undefined
      ? NOTHING
      : html`<br><strong class="warn">${t("hors de France", "outside France")}</strong> <small lang="">${transfer}</small>`;
  return row(
    html`${name(`${host}:${port}`)}<br><small>${id}</small>`,
    [
      html`${THROUGH[through]}${ranges}`,
      html`${country}${abroad}`,
      readers.join(", "),
      html`<span lang="en">${reason}</span>`,
      html`<span lang="en">${data}</span>`,
    ],
    item({}),
  );
}

/** Every place outside the cluster that something inside speaks to. */
export function destinations({ report }: Context): Markup {
  const abroad = report.destinations.filter(({ country }) => country !== "FR").length;
  return html`<p>${counted(report.destinations.length, ["destination déclarée", "destinations déclarées"], ["destination declared", "destinations declared"])}, ${t("dont hors de France :", "of which outside France:")} ${abroad}. ${t("La liste du mandataire de bordure en est dérivée.", "The list of the border's proxy is derived from it.")}</p>
${table({
  caption: { fr: "Destinations hors de la grappe", en: "Destinations outside the cluster" },
  heads: [
    { fr: "Hôte", en: "Host" },
    { fr: "Voie", en: "Way" },
    { fr: "Pays", en: "Country" },
    { fr: "Lecteurs", en: "Readers" },
    { fr: "Raison", en: "Reason" },
    { fr: "Données", en: "Data" },
  ],
  rows: report.destinations.map(destinationRow),
  kind: "destinations",
})}`;
}
