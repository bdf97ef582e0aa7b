/** Opens all that a place is in, so that it can be seen, even where a filter hides it. */
function reveal(place: HTMLElement): void {
  for (let next: Element | null = place; next !== null; next = next.parentElement) {
    if (next instanceof HTMLDetailsElement) next.open = true;
    if (next instanceof HTMLElement) next.hidden = false;
  }
}

/** Brings a reader, with eyes or without, to the place of an id; an unknown one leads nowhere. */
export function goTo(target: string): void {
  const place = target === "" ? null : document.getElementById(target);
  if (place === null) return;
  reveal(place);
  const inside = place.querySelector<HTMLElement>(":scope > summary, :scope > h2");
  const focused = inside ?? place;
  if (focused.tabIndex < 0 && !focused.hasAttribute("tabindex")) focused.tabIndex = -1;
  place.scrollIntoView();
  focused.focus({ preventScroll: true });
}

/** The id that a click on a link within the page leads to. */
export function targetOf(event: MouseEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return undefined;
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  const written = link?.getAttribute("href")?.slice(1);
  return written === undefined ? undefined : decodeURIComponent(written);
}

/** Tables that are wider than the page can be reached and moved with the keyboard. */
export function letKeyboardScroll(): void {
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (!(target instanceof HTMLElement)) continue;
      const scrolls = target.scrollWidth > target.clientWidth;
      const name = target.querySelector("caption, title")?.textContent ?? "";
      for (const [attribute, value] of [
        ["tabindex", "0"],
        ["role", "region"],
        ["aria-label", name],
      ] as const)
        if (scrolls) target.setAttribute(attribute, value);
        else target.removeAttribute(attribute);
    }
  });
  for (const wide of document.querySelectorAll(".wide")) watch.observe(wide);
}

/** On paper nothing can be opened: what a reader there needs is open while the page is printed. */
export function openForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("#ecarts details.group, details.alternative")];
    opened = opened.filter((details) => !details.open);
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
