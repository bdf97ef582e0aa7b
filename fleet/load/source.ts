import { type Document, isAlias, isMap, isNode, isPair, isScalar, LineCounter, parseAllDocuments, visit } from "yaml";
import { fieldName, type Mistake, mistake, type Position } from "../mistakes";

/** A YAML file that was read: its data, and where each field stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** Position of a field's value, or of its nearest existing parent. */
  at(path: readonly PropertyKey[]): Position;
  /** Position of a field's key, or of its value where it has no key. */
  atKey(path: readonly PropertyKey[]): Position;
}

export interface ReadSource {
  readonly source: Source | undefined;
  readonly mistakes: readonly Mistake[];
}

/** 1 MiB: forty times the largest perimeter file; a larger one is not a hand-written file. */
export const LARGEST_FILE_BYTES = 1024 * 1024;

/** Plain words and numbers that YAML 1.1 (Kubernetes, Ansible, Python) and YAML 1.2 (this loader) read differently. */
const SURPRISES: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /^(y|n|yes|no|on|off)$/i, why: "is a boolean for YAML 1.1 and a word for YAML 1.2" },
  { pattern: /^[-+]?0[0-9_]+$/, why: "is an octal number for YAML 1.1 and a decimal one for YAML 1.2" },
  { pattern: /^0[ox][0-9a-f_]+$/i, why: "is a number in another base than ten" },
  { pattern: /^[-+]?[0-9][0-9_]*_[0-9_]*$/, why: "is a number for YAML 1.1 and a word for YAML 1.2" },
  { pattern: /^[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?$/, why: "is a number in base sixty for YAML 1.1" },
  { pattern: /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)e[-+]?[0-9]+$/i, why: "is a number in scientific notation" },
  { pattern: /^[-+]?\.(inf|nan)$/i, why: "is not a finite number" },
];

function bytesMistakes(bytes: Uint8Array, file: string): { text: string; mistakes: Mistake[] } {
  const start = { file, line: 1, column: 1 };
  if (bytes.length > LARGEST_FILE_BYTES)
    return {
      text: "",
      mistakes: [mistake(start, "", `The file has ${bytes.length} bytes.`, "Keep it under 1 MiB.")],
    };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { text: "", mistakes: [mistake(start, "", "The file is not UTF-8.", "Save it again encoded as UTF-8.")] };
  }
  const mistakes: Mistake[] = [];
  text.split("\n").forEach((line, index) => {
    const at = (column: number) => ({ file, line: index + 1, column: column + 1 });
    const tab = line.indexOf("\t");
    if (tab >= 0) mistakes.push(mistake(at(tab), "", "There is a tab character.", "Write spaces, two for each level."));
    const control = line.search(/[^\P{Cc}\t\r]|\uFEFF/u);
    if (control >= 0) {
      const code = (line.codePointAt(control) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      const write = "Delete it; files are UTF-8 without byte order mark.";
      mistakes.push(mistake(at(control), "", `There is an invisible control character (U+${code}).`, write));
    }
  });
  return { text, mistakes };
}

function nodeMistakes(document: Document.Parsed, at: (offset: number) => Position): Mistake[] {
  const mistakes: Mistake[] = [];
  const say = (node: unknown, wrong: string, write: string) => {
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    mistakes.push(mistake(at(offset), "", wrong, write));
  };
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === "<<")
        say(pair.key, "There is a merge key (<<).", "Write the fields out; each file says all that it means.");
    },
    Node(_, node) {
      if (isAlias(node)) say(node, `There is an alias (*${node.source}).`, "Write the value out where it is needed.");
      else {
        if (node.anchor) say(node, `There is an anchor (&${node.anchor}).`, "Remove it; aliases are not read.");
        if (node.tag) say(node, `There is a tag (${node.tag}).`, "Remove it; types come from the schema.");
      }
      if (isScalar(node) && node.type === "PLAIN" && typeof node.source === "string") {
        const source = node.source;
        const surprise = SURPRISES.find(({ pattern }) => pattern.test(source));
        if (surprise)
          say(
            node,
            `${source} ${surprise.why}.`,
            `Write "${source}" for a text, or a plain decimal number, true or false.`,
          );
      }
    },
  });
  return mistakes;
}

/** Position of the node at a path, else of its nearest existing parent. */
function finder(document: Document.Parsed, at: (offset: number) => Position) {
  const value = (path: readonly PropertyKey[]): Position => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return at(0);
  };
  const key = (path: readonly PropertyKey[]): Position => {
    const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
    const name = path.at(-1);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === name);
      if (pair && isNode(pair.key) && pair.key.range) return at(pair.key.range[0]);
    }
    return value(path);
  };
  return { value, key };
}

/**
 * Reads one environment file strictly: one UTF-8 YAML 1.2 document, without tabs, anchors, aliases, merge keys, tags,
 * or plain words that another YAML reader would take for something else.
 */
export function readSource(bytes: Uint8Array, file: string): ReadSource {
  const { text, mistakes } = bytesMistakes(bytes, file);
  if (mistakes.length > 0) return { source: undefined, mistakes };
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const documents = parseAllDocuments(text, {
    version: "1.2",
    schema: "core",
    strict: true,
    uniqueKeys: true,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "silent",
  });
  const [document, second] = Array.isArray(documents) ? documents : [];
  if (document === undefined || document.contents === null) {
    const write = "Fill it in (footprint schema shows its fields), or delete it.";
    return { source: undefined, mistakes: [mistake({ file, line: 1, column: 1 }, "", "The file is empty.", write)] };
  }
  const found: Mistake[] = [];
  if (second)
    found.push(
      mistake(at(second.range[0]), "", "There is a second document (---).", "Keep one document in each file."),
    );
  for (const error of [...document.errors, ...document.warnings]) {
    if (error.code === "TAG_RESOLVE_FAILED") continue; // nodeMistakes says it better.
    const key = error.code === "DUPLICATE_KEY" ? text.slice(error.pos[0]).match(/^[^\s:]+/)?.[0] : undefined;
    found.push(
      key
        ? mistake(at(error.pos[0]), key, "This key stands twice.", "Keep one of the two.")
        : mistake(at(error.pos[0]), "", `This is not YAML: ${error.message.split("\n")[0]}.`, "Mend the syntax here."),
    );
  }
  const syntax = document.errors.some((error) => error.code !== "DUPLICATE_KEY");
  if (!syntax) found.push(...nodeMistakes(document, at));
  if (found.length > 0) return { source: undefined, mistakes: found };
  const { value, key } = finder(document, at);
  return { source: { file, value: document.toJS({ maxAliasCount: 0 }), at: value, atKey: key }, mistakes: [] };
}

/** Text of a path for messages, with the whole file's own name where there is no field. */
export function fieldOrFile(path: readonly PropertyKey[], file: string): string {
  return path.length === 0 ? file : fieldName(path);
}
