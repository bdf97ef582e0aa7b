import { FACETS, folded, type Item, shows, type Wanted, wantsAnything } from "../filter";
import { inLanguage } from "./language";

/** An item of the page with the part that it is in and the groups that go when they are empty. */
interface Shown extends Item {
  readonly element: HTMLElement;
  readonly section: HTMLElement;
  readonly groups: readonly HTMLElement[];
}

const html = (element: Element | null | undefined) => (element instanceof HTMLElement ? element : undefined);

function facetsOf(element: HTMLElement): Item["facets"] {
  const facets: Partial<Record<(typeof FACETS)[number], readonly string[]>> = {};
  for (const facet of FACETS) {
    const values = element.getAttribute(`data-${facet}`);
    if (values !== null) facets[facet] = values.split("|");
  }
  return facets;
}

function ancestors(element: HTMLElement, selector: string): HTMLElement[] {
  const found: HTMLElement[] = [];
  let next = html(element.parentElement?.closest(selector));
  while (next !== undefined) {
    found.push(next);
    next = html(next.parentElement?.closest(selector));
  }
  return found;
}

/** What heads a group is said of each item in it. */
function headText(group: HTMLElement): string {
  return [...group.querySelectorAll(":scope > summary, :scope > h3")].map(({ textContent }) => textContent).join(" ");
}

/** Every item, but those within another: they go with it. */
function itemsOf(sections: readonly HTMLElement[]): Shown[] {
  const heads = new Map<HTMLElement, string>();
  return sections.flatMap((section) =>
    [...section.querySelectorAll<HTMLElement>("[data-item]")]
      .filter((element) => element.parentElement?.closest("[data-item]") === null)
      .map((element) => {
        const groups = ancestors(element, "[data-group]");
        for (const group of groups) if (!heads.has(group)) heads.set(group, headText(group));
        const text = [element.textContent, ...groups.map((group) => heads.get(group))].join(" ");
        return { element, section, groups, text: folded(text), facets: facetsOf(element) };
      }),
  );
}

function tally<T>(all: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

/** Hides what is not asked for, and says in each part and for all how much is left. */
export class Sieve {
  private readonly sections = [...document.querySelectorAll<HTMLElement>("[data-filtered]")];
  private items: Shown[] | undefined;

  /** Texts changed: they are read anew at the next search. */
  forget(): void {
    this.items = undefined;
  }

  apply(wanted: Wanted): void {
    this.items ??= itemsOf(this.sections);
    const isShown = shows(wanted);
    const shown = this.items.filter(isShown);
    const left = new Set(shown.map(({ element }) => element));
    for (const { element } of this.items) element.hidden = !left.has(element);
    const active = wantsAnything(wanted);
    this.showGroups(shown, active);
    this.say(shown, active);
  }

  private showGroups(shown: readonly Shown[], active: boolean): void {
    const counts = tally(shown.flatMap(({ groups }) => groups));
    for (const group of new Set((this.items ?? []).flatMap(({ groups }) => groups))) {
      const count = counts.get(group) ?? 0;
      group.hidden = count === 0;
      const size = group.querySelector(":scope > summary > .size");
      if (active) size?.setAttribute("data-shown", inLanguage(`${count} affichés`, `${count} shown`));
      else size?.removeAttribute("data-shown");
    }
  }

  private say(shown: readonly Shown[], active: boolean): void {
    const [left, all] = [
      tally(shown.map(({ section }) => section)),
      tally((this.items ?? []).map(({ section }) => section)),
    ];
    const parts: string[] = [];
    for (const [section, count] of all) {
      const kept = left.get(section) ?? 0;
      const line = html(section.querySelector("[data-shown]"));
      if (line !== undefined) {
        line.hidden = !active;
        line.textContent = inLanguage(
          `Affichés par le filtre : ${kept} sur ${count}.`,
          `Shown by the filter: ${kept} of ${count}.`,
        );
      }
      const title = section.querySelector("h2 > span:last-child")?.textContent ?? "";
      if (kept > 0) parts.push(`${title} ${kept}`);
    }
    const status = document.getElementById("filter-status");
    if (status === null) return;
    const total = (this.items ?? []).length;
    status.textContent = active
      ? inLanguage(
          `${shown.length} sur ${total} affichés${parts.length > 0 ? ` : ${parts.join(", ")}` : ""}.`,
          `${shown.length} of ${total} shown${parts.length > 0 ? `: ${parts.join(", ")}` : ""}.`,
        )
      : "";
  }
}
