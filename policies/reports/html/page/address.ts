import { FACETS, NOTHING_WANTED, type Wanted } from "./filter";

/** What a link to the page carries after `#`: a place in it, what is searched, and the language. */
export interface Address {
  readonly target: string;
  readonly wanted: Wanted;
  readonly language: "fr" | "en";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads the part of a URL from `#` on; what it does not know is left out. */
export function readAddress(hash: string): Address {
  const [target = "", ...rest] = hash.replace(/^#/, "").split("?");
  const given = new URLSearchParams(rest.join("?"));
  const wanted = { ...NOTHING_WANTED };
  for (const key of ["text", ...FACETS] as const) wanted[key] = given.get(key) ?? "";
  return { target: decoded(target), wanted, language: given.get("lang") === "en" ? "en" : "fr" };
}

/** The same, written: only what differs from the page as it opens. */
export function writeAddress({ target, wanted, language }: Address): string {
  const given = new URLSearchParams();
  for (const key of ["text", ...FACETS] as const) if (wanted[key] !== "") given.set(key, wanted[key]);
  if (language === "en") given.set("lang", language);
  const asked = given.toString();
  return `#${encodeURIComponent(target)}${asked === "" ? "" : `?${asked}`}`;
}
