import { type Bilingual, html, type Markup, NOTHING, said } from "./markup";

/** A numbered part of the page. */
export interface Section {
  readonly id: string;
  readonly title: Bilingual;
  /** Things in it, for the table of contents; undefined where there is nothing to count. */
  readonly count?: number;
  readonly body: Markup;
  /** True where search and filters hide and count its items. */
  readonly filtered?: boolean;
}

/** Sections with their numbers, in order. */
export function sections(all: readonly Section[]): Markup {
  return html`${all.map(({ id, title, body, filtered }, index) => {
    const status = filtered ? html`<p class="shown" data-shown hidden></p>` : NOTHING;
    return html`<section id="${id}" aria-labelledby="${id}-titre"${filtered ? html` data-filtered` : NOTHING}>
<h2 id="${id}-titre" tabindex="-1"><span class="number">${index + 1}.</span> ${said(title)}</h2>
${status}${body}</section>
`;
  })}`;
}
