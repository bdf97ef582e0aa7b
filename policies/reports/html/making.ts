import type { ControlDocument } from "../../controls/control";
import type { Context } from "./context";
import { html, type Markup, t } from "./markup";
import { row, table } from "./table";
import { assumption, day } from "./words";

function documentRow(document: ControlDocument): Markup {
  const { key, title, version, source, licence } = document;
  return row(key, [html`<span lang="fr">${title}</span>`, version, source, html`<span lang="fr">${licence}</span>`]);
}

/** How the page was made, what it does not show, and the documents it draws on. */
export function making({ report }: Context): Markup {
  const documents = [...new Map(report.controls.map(({ document }) => [document.key, document])).values()];
  const points = [
    t(
      "Les règles jugent le JSON Terraform synthétisé et les objets Kubernetes rendus, avant tout déploiement ; elles ne disent rien d'une grappe en marche.",
      "Rules judge the synthesised Terraform JSON and the rendered Kubernetes objects before anything is deployed; they say nothing of a running cluster.",
    ),
    t(
      "Ce qui est inconnu ou n'a pu être rendu est indéterminé, jamais respecté.",
      "What is unknown or could not be rendered is undetermined, never passed.",
    ),
    t(
      "« Aligné sur » un document : ses exigences ont guidé les règles. Ni attestation, ni qualification, ni avis de son auteur.",
      "“Aligned with” a document: its controls guided the rules. No certificate, no qualification, no opinion of its author.",
    ),
    t(
      "Le même plan et le même jour donnent les mêmes octets, sur toute machine.",
      "The same plan and the same day give the same bytes on any machine.",
    ),
    t(
      "La page est un seul fichier ; elle n'appelle aucun réseau et s'ouvre depuis le disque. Sans JavaScript, seuls manquent la recherche, l'anglais et le YAML des objets.",
      "The page is one file; it asks no network and opens from disk. Without JavaScript only search, English and the objects' YAML are missing.",
    ),
  ];
  return html`<p>${t("Plan jugé au", "Plan judged for")} ${day(report.date)} ${t("par footprint ; le jour est une donnée d'entrée.", "by footprint; the day is an input.")}</p>
<p>${t("Déploiement de référence, imaginé par ce projet ; la marque", "A reference deployment, imagined by this project; the mark")} ${assumption} ${t("distingue ce dont aucune source publique ne parle. Les messages des règles sont en anglais ; leurs titres, raisons et remèdes en français.", "tells what no public source speaks of. Messages of rules are in English; why and remedy are in French.")}</p>
<ul>${points.map((point) => html`<li>${point}</li>`)}</ul>
${table({
  caption: { fr: "Documents sur lesquels les règles sont alignées", en: "Documents that rules are aligned with" },
  heads: [
    { fr: "Clé", en: "Key" },
    { fr: "Titre", en: "Title" },
    { fr: "Version", en: "Version" },
    { fr: "Source", en: "Source" },
    { fr: "Licence du texte", en: "Licence of its text" },
  ],
  rows: documents.map(documentRow),
  kind: "documents",
})}`;
}
