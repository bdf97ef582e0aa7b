import { type Bilingual, type Hole, html, type Markup, said } from "./markup";

/** A table with its caption and heads; wide ones scroll by themselves where the page is narrow. */
export interface Table {
  readonly caption: Bilingual;
  /** Heads of the columns; the first column heads its rows. */
  readonly heads: readonly Bilingual[];
  /** Rows as `row` makes them. */
  readonly rows: readonly Markup[];
  /** Class that says how wide the columns are. */
  readonly kind: string;
}

export function table({ caption, heads, rows, kind }: Table): Markup {
  const cells = heads.map((head) => html`<th scope="col">${said(head)}</th>`);
  return html`<div class="wide"><table class="${kind}"><caption>${said(caption)}</caption><thead><tr>${cells}</tr></thead><tbody>
${rows}</tbody></table></div>
`;
}

/** A row whose first cell heads it. */
export function row(first: Hole, cells: readonly Hole[], attributes: Markup | undefined = undefined): Markup {
  return html`<tr${attributes}><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;
}

/** Names and what they say, where a table would have but two columns. */
export function definitions(entries: readonly (readonly [Hole, Hole])[]): Markup {
  return html`<dl>${entries.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>
`;
}
