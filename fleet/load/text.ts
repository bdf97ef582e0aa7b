import { Lexer } from "yaml";

/** Something wrong at an offset of a file's text; with the field's path where it is known. */
export interface Wrong {
  readonly offset: number;
  readonly path?: readonly PropertyKey[];
  readonly wrong: string;
  readonly write: string;
}

/** 1 MiB: 150 times the largest perimeter file; a larger one is not a hand-written file. */
export const LARGEST_FILE_BYTES = 1024 * 1024;

/** Levels of nesting, ten times what the schemas need; each takes some of the parser's stack. */
const DEEPEST_NESTING = 100;

/** The bytes as UTF-8 text; where they are not, what can be shown of them, and the place of the first that is not. */
export function decode(bytes: Uint8Array): { readonly text: string; readonly wrongs: readonly Wrong[] } {
  if (bytes.length > LARGEST_FILE_BYTES)
    return {
      text: "",
      wrongs: [{ offset: 0, wrong: `The file has ${bytes.length} bytes.`, write: "Keep it under 1 MiB." }],
    };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), wrongs: [] };
  } catch {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const offset = Math.max(text.indexOf("\uFFFD"), 0);
    return {
      text,
      wrongs: [{ offset, wrong: "The file is not UTF-8, from here on.", write: "Save it again encoded as UTF-8." }],
    };
  }
}

const HIDDEN_NAMES: Readonly<Record<string, string>> = { "0000": "a NUL character", FEFF: "a byte order mark" };

/** Tabs, characters that no editor shows, and YAML directives; at most one of each kind in a line. */
export function characterWrongs(text: string): Wrong[] {
  let start = 0;
  return text.split("\n").flatMap((line) => {
    const wrongs: Wrong[] = [];
    const tab = line.indexOf("\t");
    if (tab >= 0)
      wrongs.push({
        offset: start + tab,
        wrong: "There is a tab character.",
        write: "Write spaces, two for each level.",
      });
    // Zero-width and direction marks let a text read otherwise than it is.
    const hidden = line.search(/[^\P{Cc}\t\r]|[\p{Cf}\p{Zl}\p{Zp}]/u);
    if (hidden >= 0) {
      const code = (line.codePointAt(hidden) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      const wrong = `There is ${HIDDEN_NAMES[code] ?? "an invisible character"} (U+${code}).`;
      wrongs.push({ offset: start + hidden, wrong, write: "Delete it." });
    }
    if (line.startsWith("%"))
      wrongs.push({
        offset: start,
        wrong: `There is a directive (${line.trim()}).`,
        write: "Remove it; files are YAML 1.2.",
      });
    start += line.length + 1;
    return wrongs;
  });
}

/** Where nesting goes deeper than any schema does, if anywhere. */
export function nestingWrongs(text: string): Wrong[] {
  const tooDeep = (offset: number): Wrong[] => [
    {
      offset,
      wrong: `The nesting is deeper than ${DEEPEST_NESTING} levels.`,
      write: "Write the fields of the schema.",
    },
  ];
  const indented = text.search(new RegExp(`^(?: |[-?] ){${DEEPEST_NESTING},}[^ #\\r\\n]`, "m"));
  if (indented >= 0) return tooDeep(indented);
  let offset = 0;
  let depth = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === "[" || lexeme === "{") depth += 1;
    if (lexeme === "]" || lexeme === "}") depth -= 1;
    if (depth > DEEPEST_NESTING) return tooDeep(offset);
    // Marks that the lexer adds by itself: start of a document, a flow error, a scalar to come.
    if (!["\u0002", "\u0018", "\u001f"].includes(lexeme)) offset += lexeme.length;
  }
  return [];
}
