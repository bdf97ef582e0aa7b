import { FACETS, NOTHING_WANTED, type Wanted } from "../filter";

/** The fields of search and filters. */
export class FilterForm {
  constructor(private readonly form: HTMLFormElement) {
    form.hidden = false;
    // On a telephone the verdict comes before a screen full of fields.
    const panel = form.querySelector("details");
    if (panel !== null && matchMedia("(max-width: 64rem)").matches) panel.open = false;
  }

  private field(name: string): HTMLInputElement | HTMLSelectElement | undefined {
    const found = this.form.elements.namedItem(name);
    return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found : undefined;
  }

  read(): Wanted {
    const wanted = { ...NOTHING_WANTED };
    for (const key of ["text", ...FACETS] as const) wanted[key] = this.field(key)?.value ?? "";
    return wanted;
  }

  /** Shows what is asked for; a choice that the form does not have becomes none. */
  write(wanted: Wanted): void {
    for (const key of ["text", ...FACETS] as const) {
      const field = this.field(key);
      if (field === undefined) continue;
      field.value = wanted[key];
      if (field instanceof HTMLSelectElement && field.selectedIndex === -1) field.value = "";
    }
  }

  /** Tells when something else is asked for. */
  listen(changed: () => void): void {
    let waiting: number | undefined;
    this.form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(changed, TYPING_MS);
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    // The fields are empty only after the event.
    this.form.addEventListener("reset", () => setTimeout(changed));
  }
}

/** Pause in typing after which a search begins: less than is felt, more than between two keys. */
const TYPING_MS = 120;
