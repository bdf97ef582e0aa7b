/** Text that is HTML already; everything else is escaped where it enters. */
export class Markup {
  constructor(readonly html: string) {}
}

/** What may stand in a hole of a markup literal: text is escaped, lists are joined, undefined leaves nothing. */
export type Hole = string | number | undefined | Markup | readonly Hole[];

/** Text in French and in English, as a page that can show either has it. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What a browser would take for more than text: markup, controls, separators of lines, marks that turn the direction. */
const UNSAFE = /[&<>"']|(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** What most texts are; telling it is faster than looking for all that is unsafe. */
const PLAIN = /^[\w :;,.!?()[\]{}=+*/@#%-]*$/;

/** Text for an element or a quoted attribute; what cannot be seen is written as its code point, so that a reader sees it. */
function escaped(text: string): string {
  return PLAIN.test(text)
    ? text
    : text.replace(UNSAFE, (each) => ENTITIES[each] ?? `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`);
}

function filled(hole: Hole): string {
  if (hole === undefined) return "";
  if (hole instanceof Markup) return hole.html;
  if (typeof hole === "string" || typeof hole === "number") return escaped(String(hole));
  return hole.map(filled).join("");
}

/** A literal of HTML; nothing gets into it unescaped but other markup. */
export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  let written = "";
  for (let index = 0; index < parts.length; index += 1) written += (parts[index] ?? "") + filled(holes[index]);
  return new Markup(written);
}

/** Nothing at all. */
export const NOTHING = new Markup("");

/** Text in both languages: French stands in the page, its script puts the English in its place. */
export function said({ fr, en }: Bilingual): Markup {
  return fr === en ? html`${fr}` : html`<span data-en="${en}">${fr}</span>`;
}

/** The same of two literals. */
export function t(fr: string, en: string): Markup {
  return said({ fr, en });
}

/** Attributes that label an element in both languages. */
export function labelled(fr: string, en: string): Markup {
  return html` aria-label="${fr}" data-en-label="${en}"`;
}

/** A name of the plan: its letters keep their own direction. */
export function name(text: string): Markup {
  return html`<code><bdi>${text}</bdi></code>`;
}
