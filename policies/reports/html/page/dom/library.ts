import { Library } from "../data";

let loaded: Promise<Library> | undefined;

async function load(): Promise<Library> {
  const packed = atob(document.getElementById("data")?.textContent ?? "");
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Library(await new Response(stream).text());
}

/** What the page holds compressed, unpacked at the first call. */
export function library(): Promise<Library> {
  loaded ??= load();
  return loaded;
}
