import type { Address } from "../address";

export type Language = Address["language"];

export function language(): Language {
  return document.documentElement.lang === "en" ? "en" : "fr";
}

/** Text in the page's language now, for what is drawn later. */
export function inLanguage(fr: string, en: string): string {
  return language() === "en" ? en : fr;
}

/** An element whose text follows the page's language. */
export function bilingual(fr: string, en: string): HTMLElement {
  const span = document.createElement("span");
  span.dataset.en = en;
  span.dataset.fr = fr;
  span.textContent = inLanguage(fr, en);
  return span;
}

/** Puts every text that has both languages into one. */
export function setLanguage(to: Language): void {
  document.documentElement.lang = to;
  for (const element of document.querySelectorAll("[data-en]")) {
    const french = element.getAttribute("data-fr") ?? element.textContent ?? "";
    element.setAttribute("data-fr", french);
    element.textContent = to === "en" ? element.getAttribute("data-en") : french;
  }
  for (const element of document.querySelectorAll("[data-en-label]")) {
    const french = element.getAttribute("data-fr-label") ?? element.getAttribute("aria-label") ?? "";
    element.setAttribute("data-fr-label", french);
    element.setAttribute("aria-label", (to === "en" ? element.getAttribute("data-en-label") : french) ?? "");
  }
  const button = document.getElementById("language");
  if (button === null) return;
  button.lang = to === "en" ? "fr" : "en";
  button.textContent = to === "en" ? "Français" : "English";
}
