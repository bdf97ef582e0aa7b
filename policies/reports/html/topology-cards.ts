import type { Report } from "../report";
import { type Box, LINE, label, rect, words, wrapped } from "./drawing";
import { type Bilingual, html, type Markup } from "./markup";
import { figure } from "./words";

type Perimeter = Report["perimeters"][number];
type Destination = Report["destinations"][number];

/** Space between a box and what is in it. */
const PAD = 10;

/** Servers that one card names; the table beside the picture has them all. */
const NAMED = 4;

export const PERIMETER_STATES: Readonly<Record<Perimeter["state"], Bilingual>> = {
  active: { fr: "actif", en: "active" },
  notice: { fr: "préavis", en: "notice" },
  suspended: { fr: "suspendu", en: "suspended" },
  closed: { fr: "fermé", en: "closed" },
};

interface Card {
  readonly head: readonly string[];
  readonly lines: readonly Bilingual[];
}

const alike = (text: string): Bilingual => ({ fr: text, en: text });

function perimeterCard({ name, state, shards }: Perimeter, width: number): Card {
  const accounts = shards.reduce((sum, { registered }) => sum + registered, 0);
  const more = shards.length - NAMED;
  const { fr, en } = PERIMETER_STATES[state];
  return {
    head: wrapped(name, width - 2 * PAD),
    lines: [
      ...shards.slice(0, NAMED).flatMap(({ serverName }) => wrapped(serverName, width - 2 * PAD).map(alike)),
      ...(more > 0 ? [{ fr: `et ${more} autres serveurs`, en: `and ${more} more servers` }] : []),
      { fr: `${fr} · ${figure(accounts)} comptes`, en: `${en} · ${figure(accounts)} accounts` },
    ],
  };
}

/** A service that all share: its namespace and the systems in it. */
export interface Shared {
  readonly namespace: string;
  readonly systems: readonly string[];
}

function sharedCard({ namespace, systems }: Shared, width: number): Card {
  return {
    head: wrapped(namespace, width - 2 * PAD),
    lines: wrapped(systems.join(", "), width - 2 * PAD).map(alike),
  };
}

/** Destinations that are one place in the picture. */
export interface Outside {
  readonly name: Bilingual;
  readonly hosts: readonly string[];
  readonly country: string;
  readonly through: Destination["through"];
}

function outsideCard({ name, hosts, country }: Outside, width: number): Card {
  const abroad = country === "FR" ? [] : [{ fr: `${country} : hors de France`, en: `${country}: outside France` }];
  return {
    head: wrapped(`${name.fr} (${country})`, width - 2 * PAD),
    lines: [...hosts.flatMap((host) => wrapped(host, width - 2 * PAD)).map(alike), ...abroad],
  };
}

const heightOf = ({ head, lines }: Card) => (head.length + lines.length) * LINE + 2 * PAD;

function drawn(kind: string, { head, lines }: Card, box: Box): Markup {
  const x = box.x + PAD;
  const first = box.y + PAD + LINE - 5;
  return html`${rect(kind, box)}${head.map((line, index) => label("head", x, first + index * LINE, line))}${lines.map(
    (line, index) => {
      const y = first + (head.length + index) * LINE;
      return line.fr === line.en ? label("line", x, y, line.fr) : words("line", x, y, line);
    },
  )}
`;
}

export const perimeterHeight = (each: Perimeter, width: number): number => heightOf(perimeterCard(each, width));
export const sharedHeight = (each: Shared, width: number): number => heightOf(sharedCard(each, width));
export const outsideHeight = (each: Outside, width: number): number => heightOf(outsideCard(each, width));

export function drawnPerimeter(each: Perimeter, box: Box): Markup {
  return drawn(`card perimeter ${each.state}`, perimeterCard(each, box.width), box);
}

export function drawnShared(each: Shared, box: Box): Markup {
  return drawn("card shared", sharedCard(each, box.width), box);
}

export function drawnOutside(each: Outside, box: Box): Markup {
  return drawn(`card outside${each.country === "FR" ? "" : " abroad"}`, outsideCard(each, box.width), box);
}
