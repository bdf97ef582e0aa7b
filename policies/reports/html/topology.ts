import type { Report } from "../report";
import type { Context } from "./context";
import { arrow, grid, LINE, label, rect, title, words, wrapped } from "./drawing";
import { html, type Markup, name, said, t } from "./markup";
import { row, table } from "./table";
import {
  drawnOutside,
  drawnPerimeter,
  drawnShared,
  type Outside,
  outsideHeight,
  PERIMETER_STATES,
  perimeterHeight,
  type Shared,
  sharedHeight,
} from "./topology-cards";
import { counted, figure, place, sourced } from "./words";

/** What stands where across the picture, in its units. */
const WIDTH = 1000;
const CLUSTER = { x: 1, width: 720 };
const INSIDE = { x: 16, width: 640 };
const BORDER = { x: 672, width: 36 };
const OUTSIDE = { x: 780, width: 219 };

/** Systems that run in a place, without their processes. */
function systemsOf({ reachability: { kinds } }: Report, place: string): string[] {
  const names = kinds.filter((kind) => kind.place === place).map(({ name }) => name.split("/")[0] ?? name);
  return [...new Set(names)];
}

/** Services that all share, by namespace. */
function sharedServices(report: Report): Shared[] {
  const places = new Set(report.reachability.kinds.map(({ place }) => place));
  return [...places]
    .filter((place) => place !== "shard" && place !== "restore")
    .map((namespace) => ({ namespace, systems: systemsOf(report, namespace) }));
}

const FEDERATION = /^(federation|well-known)-/;

/** Places outside: each destination by itself, servers of the federation together. */
function outsidePlaces({ destinations }: Report): Outside[] {
  const federated = destinations.filter(({ id }) => FEDERATION.test(id));
  const single = destinations
    .filter(({ id }) => !FEDERATION.test(id))
    .map(({ id, host, country, through }) => ({ name: { fr: id, en: id }, hosts: [host], country, through }));
  const countries = [...new Set(federated.map(({ country }) => country))];
  return [
    ...single,
    ...countries.map((country): Outside => {
      const servers = new Set(federated.filter((each) => each.country === country).map(({ host }) => host));
      return {
        name: { fr: "federation", en: "federation" },
        hosts: [`${servers.size} hosts`],
        country,
        through: "border",
      };
    }),
  ];
}

/** Where pods of the plan are reached from: namespaces of the platform. */
function entrances({ reachability: { inwards } }: Report): string[] {
  const outsides = inwards.map(({ outside }) => outside.replace(/^namespace /, ""));
  return [...new Set(outsides)].sort();
}

function description({ counts, zones }: Report): { fr: string; en: string } {
  return {
    fr: `${counts.perimeters} périmètres et ${counts.shards} serveurs dans une grappe de ${zones.length} zones (${zones.join(", ")}), avec les services communs ; les destinations nommées sont atteintes par la bordure, les autres par adresse. Le tableau qui suit dit la même chose.`,
    en: `${counts.perimeters} perimeters and ${counts.shards} servers in a cluster of ${zones.length} zones (${zones.join(", ")}), with the services that all share; named destinations are reached through the border, others by address. The table that follows says the same.`,
  };
}

function picture(report: Report): Markup {
  const top = 62;
  const inside = { x: INSIDE.x, width: INSIDE.width };
  const each = wrapped(systemsOf(report, "shard").join(", "), INSIDE.width);
  const perimeters = grid(report.perimeters, { ...inside, y: top + 106 + each.length * LINE }, 3, perimeterHeight);
  const shared = grid(sharedServices(report), { ...inside, y: perimeters.bottom + 40 }, 3, sharedHeight);
  const places = outsidePlaces(report);
  const column = { x: OUTSIDE.x, width: OUTSIDE.width };
  const named = grid(
    places.filter(({ through }) => through === "border"),
    { ...column, y: top + 32 },
    1,
    outsideHeight,
  );
  const direct = grid(
    places.filter(({ through }) => through === "direct"),
    { ...column, y: named.bottom + 50 },
    1,
    outsideHeight,
  );
  const bottom = Math.max(shared.bottom + 16, direct.bottom);
  const zones = grid(report.zones, { ...inside, y: top + 34 }, Math.max(1, report.zones.length), () => 28);
  const edge = BORDER.x + BORDER.width;
  const middle = (box: { y: number; height: number }) => box.y + Math.min(box.height / 2, 40);
  return html`<svg role="img" viewBox="0 0 ${WIDTH} ${bottom + 2}" aria-labelledby="topologie-nom topologie-texte">
${title("topologie-nom", { fr: "Topologie de la flotte", en: "Topology of the fleet" })}
<desc id="topologie-texte" data-en="${description(report).en}">${description(report).fr}</desc>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
${words("group", CLUSTER.x + 15, 14, { fr: `Entrées : ${entrances(report).join(", ")}`, en: `Entrances: ${entrances(report).join(", ")}` })}
${arrow("flow", [CLUSTER.x + 24, 24], [CLUSTER.x + 24, top - 2])}
${words("group", CLUSTER.x + 60, top - 14, { fr: "Grappe Kubernetes", en: "Kubernetes cluster" })}
${rect("cluster", { ...CLUSTER, y: top, height: bottom - top })}
${words("group", INSIDE.x, top + 24, { fr: "Zones, communes à tous les périmètres", en: "Zones, common to all perimeters" })}
${zones.placed.map(([zone, box]) => html`${rect("zone", box)}${label("line", box.x + 10, box.y + 19, zone)}`)}
${words("group", INSIDE.x, top + 94, { fr: "Périmètres et leurs serveurs ; ce qui y tourne :", en: "Perimeters and their servers; what runs there:" })}
${each.map((line, index) => label("line", INSIDE.x, top + 112 + index * LINE, line))}
${perimeters.placed.map(([each, box]) => drawnPerimeter(each, box))}
${words("group", INSIDE.x, perimeters.bottom + 30, { fr: "Services communs", en: "Services that all share" })}
${shared.placed.map(([each, box]) => drawnShared(each, box))}
${rect("border", { ...BORDER, y: top + 8, height: named.bottom - top })}
<text class="upright" transform="translate(${BORDER.x + BORDER.width / 2} ${top + 24 + LINE}) rotate(90)" data-en="Border: CONNECT proxy">Bordure : mandataire CONNECT</text>
${words("group", OUTSIDE.x, top + 20, { fr: "Par la bordure", en: "Through the border" })}
${named.placed.map(([each, box]) => html`${arrow("flow", [edge, middle(box)], [box.x - 2, middle(box)])}${drawnOutside(each, box)}`)}
${words("group", OUTSIDE.x, named.bottom + 38, { fr: "Directes, par adresse", en: "Direct, by address" })}
${direct.placed.map(([each, box]) => html`${arrow("flow direct", [CLUSTER.x + CLUSTER.width, middle(box)], [box.x - 2, middle(box)])}${drawnOutside(each, box)}`)}
</svg>`;
}

function shardRows({ perimeters }: Report): Markup[] {
  return perimeters.flatMap((perimeter) =>
    perimeter.shards.map((shard) =>
      row(html`<bdi>${perimeter.name}</bdi><br><small lang="fr">${perimeter.title}</small>`, [
        said(PERIMETER_STATES[perimeter.state]),
        name(shard.serverName),
        name(shard.namespace),
        html`${figure(shard.registered)}<br><small>${sourced(perimeter.agents.registered.source)}</small>`,
        place(shard.at),
      ]),
    ),
  );
}

/** The fleet as a picture, and the same as tables. */
export function topology({ report }: Context): Markup {
  const shared = sharedServices(report).map(
    ({ namespace, systems }) => html`<li>${name(namespace)}: ${systems.join(", ")}</li>`,
  );
  return html`<figure><div class="wide picture">${picture(report)}</div>
<figcaption>${t("Chaque serveur a son espace de noms. Les cadres tiretés épais sont hors de France. Ce que chacun peut joindre : section Joignabilité.", "Each server has its own namespace. Thick dashed frames are outside France. Who may reach what: section Reachability.")}</figcaption></figure>
<details class="alternative"><summary>${t("La même chose en tableau :", "The same as a table:")} ${counted(report.counts.shards, ["serveur", "serveurs"], ["server", "servers"])}</summary>
${table({
  caption: { fr: "Périmètres et serveurs", en: "Perimeters and servers" },
  heads: [
    { fr: "Périmètre", en: "Perimeter" },
    { fr: "État", en: "State" },
    { fr: "Nom de serveur", en: "Server name" },
    { fr: "Espace de noms", en: "Namespace" },
    { fr: "Comptes", en: "Accounts" },
    { fr: "Fichier d'environnement", en: "Environment file" },
  ],
  rows: shardRows(report),
  kind: "shards",
})}
<p>${t("Zones :", "Zones:")} ${report.zones.join(", ")}. ${t("Services communs :", "Services that all share:")}</p><ul>${shared}</ul>
<p>${t("Bordure et destinations : section suivante.", "Border and destinations: next section.")}</p></details>`;
}
