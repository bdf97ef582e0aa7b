/** What can be chosen beside free text, as items carry it: `data-document`, … */
export const FACETS = ["document", "state", "severity", "perimeter"] as const;

type Facet = (typeof FACETS)[number];

/** What a reader asks for; empty asks for nothing. */
export type Wanted = Readonly<Record<Facet | "text", string>>;

export const NOTHING_WANTED: Wanted = { text: "", document: "", state: "", severity: "", perimeter: "" };

/** Something that can be hidden: its text as `folded` leaves it, and its facets; an absent one is no ground to hide it. */
export interface Item {
  readonly text: string;
  readonly facets: Readonly<Partial<Record<Facet, readonly string[]>>>;
}

/** Text without case and accents, its spaces alike: nobody types « é » or a space that does not break. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim().toLowerCase();
}

export function wantsAnything(wanted: Wanted): boolean {
  return Object.values(wanted).some((each) => each !== "");
}

/** What decides whether items are shown: every word of the text and every chosen facet must be theirs. */
export function shows(wanted: Wanted): (item: Item) => boolean {
  const words = folded(wanted.text)
    .split(" ")
    .filter((word) => word !== "");
  const chosen = FACETS.filter((facet) => wanted[facet] !== "");
  return ({ text, facets }) =>
    chosen.every((facet) => facets[facet]?.includes(wanted[facet]) ?? true) &&
    words.every((word) => text.includes(word));
}
