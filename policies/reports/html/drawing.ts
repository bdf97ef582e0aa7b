import { type Bilingual, type Hole, html, type Markup } from "./markup";

/** A box of the picture, in its own units: a thousand are its whole width. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Distance of two lines of text. */
export const LINE = 17;

/** Width of a letter at the size that pictures have: system fonts differ, and this one is wide. */
const LETTER = 7;

/** Where a line may break: after a space, and in names after a dot, a hyphen or a slash. */
const BREAKS = /(?<=[\s./-])/u;

/** A text in lines that fit a width; what has no place to break is cut between letters. */
export function wrapped(text: string, width: number): string[] {
  const letters = Math.max(1, Math.floor(width / LETTER));
  const cut = new RegExp(`.{1,${letters}}`, "gsu");
  const lines: string[] = [];
  for (const part of text.split(BREAKS).flatMap((each) => each.match(cut) ?? [])) {
    const joined = `${lines.at(-1) ?? ""}${part}`;
    if (lines.length > 0 && joined.trimEnd().length <= letters) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.map((line) => line.trim());
}

export function rect(kind: string, { x, y, width, height }: Box): Markup {
  return html`<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="4"/>`;
}

/** One line of text; `y` is its baseline. */
export function label(kind: string, x: number, y: number, text: Hole): Markup {
  return html`<text class="${kind}" x="${x}" y="${y}">${text}</text>`;
}

/** A line of text in both languages. */
export function words(kind: string, x: number, y: number, text: Bilingual): Markup {
  return html`<text class="${kind}" x="${x}" y="${y}" data-en="${text.en}">${text.fr}</text>`;
}

export function title(id: string, text: Bilingual): Markup {
  return html`<title id="${id}" data-en="${text.en}">${text.fr}</title>`;
}

/** An arrow from one point to another. */
export function arrow(kind: string, from: readonly [number, number], to: readonly [number, number]): Markup {
  const [[x1, y1], [x2, y2]] = [from, to];
  return html`<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" marker-end="url(#arrow)"/>`;
}

/** Boxes in rows of `columns`, each row as high as its highest; returns them with the height of all. */
export function grid<T>(
  all: readonly T[],
  { x, y, width }: Omit<Box, "height">,
  columns: number,
  heightOf: (each: T, width: number) => number,
): { readonly placed: readonly (readonly [T, Box])[]; readonly bottom: number } {
  const gap = 10;
  const each = (width - gap * (columns - 1)) / columns;
  const placed: [T, Box][] = [];
  let top = y;
  for (let start = 0; start < all.length; start += columns) {
    const row = all.slice(start, start + columns);
    const height = Math.max(...row.map((one) => heightOf(one, each)));
    row.forEach((one, column) => {
      placed.push([one, { x: Math.round(x + column * (each + gap)), y: top, width: Math.round(each), height }]);
    });
    top += height + gap;
  }
  return { placed, bottom: all.length === 0 ? y : top - gap };
}
