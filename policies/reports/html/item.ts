import type { Severity } from "../../rule";
import { html, type Markup, NOTHING } from "./markup";
import type { State } from "./words";

/** What an item can be filtered by beside its text; a filter that an item has no word on lets it through. */
export interface Facets {
  readonly documents?: readonly string[];
  readonly states?: readonly State[];
  readonly severities?: readonly Severity[];
  readonly perimeters?: readonly string[];
}

/** Values of a facet are kept apart by this: states hold spaces. */
const BETWEEN = "|";

function facet(attribute: string, values: readonly string[] | undefined): Markup {
  return values === undefined ? NOTHING : html` data-${attribute}="${values.join(BETWEEN)}"`;
}

/** Attributes of an element that search and filters may hide. */
export function item({ documents, states, severities, perimeters }: Facets): Markup {
  const facets = [
    facet("document", documents),
    facet("state", states),
    facet("severity", severities),
    facet("perimeter", perimeters),
  ];
  return html` data-item${facets}`;
}
