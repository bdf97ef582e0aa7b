import type { Seen, SeenObject } from "../data";
import { yamlText } from "../yaml";
import { bilingual, inLanguage } from "./language";
import { library } from "./library";

function element(tag: string, ...children: readonly (string | Node)[]): HTMLElement {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

function code(text: string): HTMLElement {
  return element("code", element("bdi", text));
}

function entry(term: HTMLElement, text: Node | string): HTMLElement {
  return element("div", element("dt", term), element("dd", text));
}

/** An object as the cluster will receive it, and the line of the environment that it comes from. */
function drawnObject({ name, perimeter, place, stack, release, template, object }: SeenObject): HTMLElement {
  const text = element("pre", element("code", yamlText(object)));
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", inLanguage(`YAML de ${name}`, `YAML of ${name}`));
  const where = element(
    "dl",
    entry(bilingual("Fichier d'environnement", "Environment file"), code(place)),
    entry(
      bilingual("Périmètre", "Perimeter"),
      perimeter === undefined ? bilingual("commun", "shared") : element("bdi", perimeter),
    ),
    entry(bilingual("Pile et release", "Stack and release"), code(`${stack} / ${release}`)),
    entry(bilingual("Gabarit", "Template"), code(template)),
  );
  const drawn = element("div", where, text);
  drawn.className = "drawn";
  return drawn;
}

function failed(error: unknown): HTMLElement {
  const why = error instanceof Error ? error.message : String(error);
  const said = element(
    "p",
    inLanguage("Ce navigateur n'a pu ouvrir les données : ", "This browser could not open the data: "),
    why,
  );
  said.setAttribute("role", "alert");
  return said;
}

function seenEntry({ name, place, number }: Seen): HTMLElement {
  if (number === undefined) return element("li", code(name), " ", code(place));
  const details = element("details", element("summary", code(name)));
  details.className = "object";
  details.dataset.object = String(number);
  const where = element("span", code(place));
  where.className = "place";
  return element("li", details, where);
}

function list(all: readonly Seen[]): HTMLElement {
  const made = element("ul", ...all.map(seenEntry));
  made.className = "plain";
  return made;
}

/** Lists that are drawn at once: what is longer is first a list of perimeters. */
const SHORT = 20;

function drawnSubjects(groups: ReadonlyMap<string | undefined, readonly Seen[]>): HTMLElement[] {
  const total = [...groups.values()].reduce((sum, { length }) => sum + length, 0);
  if (total <= SHORT || groups.size === 1) return [...groups.values()].map(list);
  return [...groups].map(([perimeter, all]) => {
    const head = perimeter === undefined ? bilingual("commun à tous", "shared by all") : element("bdi", perimeter);
    const details = element("details", element("summary", head, ` (${all.length})`));
    details.className = "perimeter";
    details.addEventListener("toggle", () => details.append(list(all)), { once: true });
    return details;
  });
}

async function draw(details: HTMLDetailsElement): Promise<void> {
  const { object, rule } = details.dataset;
  try {
    const known = await library();
    if (rule !== undefined) details.append(...drawnSubjects(known.lookedAt(rule)));
    const seen = object === undefined ? undefined : known.object(Number(object));
    if (seen !== undefined) details.append(drawnObject(seen));
  } catch (error) {
    details.append(failed(error));
  }
}

/** In a table an open object takes its whole row, whose other cells say what it says too. */
function widen(details: HTMLDetailsElement): void {
  const cell = details.parentElement;
  if (!(cell instanceof HTMLTableCellElement) || !(cell.parentElement instanceof HTMLTableRowElement)) return;
  const { cells } = cell.parentElement;
  cell.colSpan = details.open ? cells.length : 1;
  for (const other of cells) if (other !== cell) other.hidden = details.open;
}

/** Draws objects and what rules looked at when they are opened, each once. */
export function drawWhenOpened(): void {
  const drawn = new WeakSet<Element>();
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement)) return;
      if (target.dataset.object === undefined && target.dataset.rule === undefined) return;
      widen(target);
      if (!target.open || drawn.has(target)) return;
      drawn.add(target);
      void draw(target);
    },
    // `toggle` does not bubble.
    true,
  );
}
