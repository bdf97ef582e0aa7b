import type { Report } from "../report";
import type { Context } from "./context";
import { item } from "./item";
import { html, type Markup, t } from "./markup";
import { row, table } from "./table";
import { counted, figure } from "./words";

type Reach = Report["reachability"]["between"][number];
type OutsideReach = Report["reachability"]["outwards"][number];

const RELATIONS = {
  "same shard": t("même serveur", "same shard"),
  "another shard": t("autre serveur", "another shard"),
  "": t("services communs", "shared"),
};

const isOpen = ({ ports }: Reach) => ports !== "closed";

function pairs({ holds, pairs: all }: Reach): Markup {
  return holds === all
    ? t(`toutes, ${figure(all)}`, `all ${figure(all)}`)
    : t(`${figure(holds)} sur ${figure(all)}`, `${figure(holds)} of ${figure(all)}`);
}

function outside(rows: readonly OutsideReach[], caption: { fr: string; en: string }, from: { fr: string; en: string }) {
  return table({
    caption,
    heads: [
      { fr: "Pods", en: "Pods" },
      from,
      { fr: "Ports", en: "Ports" },
      { fr: "Espaces de noms", en: "Namespaces" },
    ],
    rows: rows.map((each) => row(each.kind, [each.outside, each.ports, figure(each.holds)], item({}))),
    kind: "reachability",
  });
}

function across(open: readonly Reach[]): Markup {
  const between = open.filter(({ relation }) => relation === "another shard");
  if (between.length === 0)
    return html`<p>${t("Rien n'est ouvert entre deux serveurs.", "Nothing is open between two shards.")}</p>`;
  const ways = between.map(({ from, to, ports }) => html`<li>${from} → ${to} (${ports})</li>`);
  return html`<p>${t("Ouvert entre deux serveurs :", "Open between two shards:")}</p><ul>${ways}</ul>`;
}

/** Who may speak to whom, from the rendered network policies: what is not named is closed. */
export function reachability({ report }: Context): Markup {
  const { kinds, between, outwards, inwards } = report.reachability;
  const open = between.filter(isOpen);
  const sum = (rows: readonly Reach[]) => rows.reduce((total, { holds }) => total + holds, 0);
  const onHost = kinds.filter((kind) => kind.onHost).map(({ place, name }) => `${place}: ${name}`);
  const rows = open.map((each) =>
    row(each.from, [each.to, each.ports, RELATIONS[each.relation], pairs(each)], item({})),
  );
  return html`<p>${t("Calculée sur les NetworkPolicies rendues, comme Kubernetes les définit :", "Worked out from the rendered NetworkPolicies as Kubernetes defines them:")} ${counted(sum(between), ["paire d'espaces de noms", "paires d'espaces de noms"], ["pair of namespaces", "pairs of namespaces"])}, ${counted(sum(open), ["ouverte", "ouvertes"], ["open", "open"])}. ${t("Ce qui n'est pas nommé ici est fermé.", "What is not named here is closed.")}</p>
${across(open)}
<p>${t("Sur le réseau de leur nœud, où aucune NetworkPolicy ne s'applique :", "On the network of their node, where no NetworkPolicy applies:")} ${onHost.length === 0 ? t("aucun pod", "no pod") : onHost.join(", ")}.</p>
${table({
  caption: { fr: "Ouvertures entre pods", en: "Open between pods" },
  heads: [
    { fr: "De", en: "From" },
    { fr: "Vers", en: "To" },
    { fr: "Ports", en: "Ports" },
    { fr: "Relation", en: "Relation" },
    { fr: "Paires", en: "Pairs" },
  ],
  rows,
  kind: "reachability",
})}
${outside(outwards, { fr: "Des pods vers l'extérieur, par adresse", en: "From pods to the outside, by address" }, { fr: "Vers", en: "To" })}
${outside(inwards, { fr: "De l'extérieur vers les pods", en: "From the outside to pods" }, { fr: "Depuis", en: "From" })}`;
}
