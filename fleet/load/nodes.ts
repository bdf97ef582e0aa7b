import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair } from "yaml";
import { type Position, positionText } from "../mistakes";
import type { Wrong } from "./text";

/** Where a field stands in the text, and its plain words as written. */
interface Place {
  readonly path: readonly PropertyKey[];
  readonly key: number | undefined;
  readonly value: number;
  readonly written: string | undefined;
}

/** Every field of a document by its path, and what is wrong with how it is written. */
export interface Nodes {
  /** Offset of a field's value, or of its nearest existing parent. */
  value(path: readonly PropertyKey[]): number;
  /** Offset of a field's key, or of its value where it has no key. */
  key(path: readonly PropertyKey[]): number;
  /** A scalar as it stands in the file, without quotes. */
  written(path: readonly PropertyKey[]): string | undefined;
  /** Path of the last field that begins at or before an offset. */
  pathBefore(offset: number): readonly PropertyKey[];
  readonly wrongs: readonly Wrong[];
}

/** Plain words and numbers that YAML 1.1 (Kubernetes, Ansible, Python) and YAML 1.2 (this loader) read differently. */
const SURPRISES: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /^(y|n|yes|no|on|off)$/i, why: "is a boolean for YAML 1.1 and a word for YAML 1.2" },
  { pattern: /^[-+]?0[0-9_]+$/, why: "is an octal number for YAML 1.1 and a decimal one for YAML 1.2" },
  { pattern: /^[-+]?0[box][0-9a-f_]+$/i, why: "is a number in another base than ten" },
  { pattern: /^[-+]?[0-9][0-9_]*_[0-9_]*$/, why: "is a number for YAML 1.1 and a word for YAML 1.2" },
  { pattern: /^[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?$/, why: "is a number in base sixty for YAML 1.1" },
  { pattern: /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)e[-+]?[0-9]+$/i, why: "is a number in scientific notation" },
  { pattern: /^[-+]?\.(inf|nan)$/i, why: "is not a finite number" },
];

const id = (path: readonly PropertyKey[]) => path.map(String).join("\0");

const offsetOf = (node: unknown, otherwise: number) => (isNode(node) ? (node.range?.[0] ?? otherwise) : otherwise);

/** Where a tag begins: somewhere before its node, after a space or bracket. */
function tagOffset(text: string, node: number): number {
  const mark = text.lastIndexOf("!", node);
  return mark < 0 ? node : mark - (text.slice(0, mark).match(/[^\s[{]*$/)?.[0].length ?? 0);
}

/** Walks a parsed document once. `at` turns an offset into a position, for messages that name a second place. */
export function readNodes(document: Document.Parsed, text: string, at: (offset: number) => Position): Nodes {
  const places = new Map<string, Place>();
  const wrongs: Wrong[] = [];

  const walkProperties = (node: unknown, path: readonly PropertyKey[], offset: number) => {
    const say = (where: number, wrong: string, write: string) => wrongs.push({ offset: where, path, wrong, write });
    if (isAlias(node)) say(offset, `There is an alias (*${node.source}).`, "Write the value out where it is needed.");
    else if (isNode(node)) {
      if (node.anchor) {
        const where = Math.max(text.lastIndexOf(`&${node.anchor}`, offset), 0);
        say(where, `There is an anchor (&${node.anchor}).`, "Remove it; aliases are not read.");
      }
      if (node.tag)
        say(tagOffset(text, offset), `There is a tag (${node.tag}).`, "Remove it; types come from the schema.");
    }
    if (isScalar(node) && node.type === "PLAIN" && typeof node.source === "string") {
      const source = node.source;
      const surprise = SURPRISES.find(({ pattern }) => pattern.test(source));
      const write = `Write "${source}" for a text, or a plain decimal number, true or false.`;
      if (surprise) say(offset, `${source} ${surprise.why}.`, write);
    }
  };

  const walkKey = ({ key }: Pair, parent: readonly PropertyKey[], before: number): readonly PropertyKey[] => {
    const offset = offsetOf(key, before);
    const name = isScalar(key) && typeof key.value === "string" ? key.value : undefined;
    const path = [...parent, name ?? "?"];
    const say = (wrong: string, write: string) => wrongs.push({ offset, path, wrong, write });
    walkProperties(key, path, offset);
    if (name === undefined) say("This key is not a text.", "Write the name of a field, in quotes if it is a number.");
    if (name === "<<") say("There is a merge key (<<).", "Write the fields out; each file says all that it means.");
    const first = places.get(id(path))?.key;
    if (name !== undefined && first !== undefined)
      say(`This key stands twice, first at ${positionText(at(first))}.`, "Keep one of the two.");
    return path;
  };

  const walk = (node: unknown, path: readonly PropertyKey[], key: number | undefined, before: number): void => {
    const offset = offsetOf(node, before);
    const written = isScalar(node) && typeof node.source === "string" ? node.source : undefined;
    if (!places.has(id(path))) places.set(id(path), { path, key, value: offset, written });
    walkProperties(node, path, offset);
    if (isMap(node))
      for (const pair of node.items) {
        const own = walkKey(pair, path, offset);
        const start = offsetOf(pair.key, offset);
        walk(pair.value, own, start, start);
      }
    if (isSeq(node)) for (const [index, item] of node.items.entries()) walk(item, [...path, index], undefined, offset);
  };
  walk(document.contents, [], undefined, 0);

  const value = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const place = places.get(id(path.slice(0, length)));
      if (place) return place.value;
    }
    return 0;
  };
  const begins = (place: Place) => place.key ?? place.value;
  const inOrder = [...places.values()].sort((a, b) => begins(a) - begins(b));
  return {
    wrongs,
    value,
    key: (path) => places.get(id(path))?.key ?? value(path),
    written: (path) => places.get(id(path))?.written,
    pathBefore: (offset) => {
      let [low, high] = [0, inOrder.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const place = inOrder[middle];
        if (place && begins(place) <= offset) low = middle + 1;
        else high = middle;
      }
      return inOrder[low - 1]?.path ?? [];
    },
  };
}
