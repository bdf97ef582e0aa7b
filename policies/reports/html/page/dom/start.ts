import { type Address, readAddress, writeAddress } from "../address";
import { wantsAnything } from "../filter";
import { FilterForm } from "./form";
import { language, setLanguage } from "./language";
import { drawWhenOpened } from "./objects";
import { goTo, letKeyboardScroll, openForPrint, targetOf } from "./places";
import { Sieve } from "./sieve";

/** The page as a link says: its language, what is searched, and the place. */
function show({ target, wanted, language: asked }: Address, form: FilterForm, sieve: Sieve): void {
  if (asked !== language()) {
    setLanguage(asked);
    sieve.forget();
  }
  form.write(wanted);
  sieve.apply(form.read());
  goTo(target);
}

/** Makes the page answer; it reads well without. */
function start(): void {
  const fields = document.getElementById("filters");
  const button = document.getElementById("language");
  if (!(fields instanceof HTMLFormElement) || button === null) return;
  const form = new FilterForm(fields);
  const sieve = new Sieve();
  let target = "";
  const address = (): Address => ({ target, wanted: form.read(), language: language() });

  form.listen(() => {
    sieve.apply(form.read());
    history.replaceState(null, "", writeAddress(address()));
  });
  button.hidden = false;
  button.addEventListener("click", () => {
    setLanguage(language() === "en" ? "fr" : "en");
    sieve.forget();
    if (wantsAnything(form.read())) sieve.apply(form.read());
    history.replaceState(null, "", writeAddress(address()));
  });
  document.addEventListener("click", (event) => {
    const clicked = targetOf(event);
    if (clicked === undefined) return;
    event.preventDefault();
    target = clicked;
    history.pushState(null, "", writeAddress(address()));
    goTo(target);
  });
  const follow = () => {
    const asked = readAddress(location.hash);
    target = asked.target;
    show(asked, form, sieve);
  };
  window.addEventListener("popstate", follow);
  drawWhenOpened();
  letKeyboardScroll();
  openForPrint();
  if (location.hash !== "") follow();
}

start();
