/*
 * The plain part of YAML that configurations are written in: nested mappings and lists, texts in double quotes, decimal
 * numbers. YAML 1.1 and 1.2 read it alike, and so does this, in a fiftieth of the time of a whole reader.
 */

interface Line {
  readonly indent: number;
  readonly body: string;
}

/** Thrown, and caught here, where a text is more than plain. */
class NotPlain extends Error {}

const TEXT = String.raw`"(?:[^"\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\\["\\bfnrt])*"`;
const ENTRY = new RegExp(String.raw`^(${TEXT}|[A-Za-z_][\w./-]*):(?: (\S.*))?$`);
const WHOLE_TEXT = new RegExp(`^${TEXT}$`);
const NUMBER = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,9})\.\d{1,6})$/;

/** Words that are no text to one YAML or another, and members that JavaScript or a merge takes for something else. */
const SPECIAL = /^(?:y|n|yes|no|on|off|true|false|null|__proto__|<<)$/i;

/** Deeper than any configuration, and far from what a stack takes. */
const DEEPEST = 64;

function scalar(text: string): unknown {
  if (WHOLE_TEXT.test(text)) return JSON.parse(text);
  if (NUMBER.test(text)) return Number(text);
  switch (text) {
    case "true":
      return true;
    case "false":
      return false;
    case "null":
      return null;
    case "[]":
      return [];
    case "{}":
      return {};
    default:
      throw new NotPlain();
  }
}

function keyOf(written: string): string {
  const key: string = written.startsWith('"') ? JSON.parse(written) : written;
  if (SPECIAL.test(key)) throw new NotPlain();
  return key;
}

/** Lines that say something: no blank one, no comment. Spaces alone make depth. */
function linesOf(text: string): Line[] {
  return text.split("\n").flatMap((line) => {
    const indent = line.search(/[^ ]/);
    return indent < 0 || line[indent] === "#" ? [] : [{ indent, body: line.slice(indent) }];
  });
}

/** Reads lines one after the other; each method takes the lines that are its own. */
class Reader {
  private next = 0;

  constructor(private readonly lines: Line[]) {}

  whole(): unknown {
    const [first] = this.lines;
    if (first?.indent !== 0) throw new NotPlain();
    const value = this.block(0, 0);
    if (this.next < this.lines.length) throw new NotPlain();
    return value;
  }

  private block(indent: number, depth: number): unknown {
    if (depth > DEEPEST) throw new NotPlain();
    const isList = this.lines[this.next]?.body.startsWith("- ");
    const value = isList ? this.items(indent, depth) : this.members(indent, depth);
    if ((this.lines[this.next]?.indent ?? -1) > indent) throw new NotPlain();
    return value;
  }

  private items(indent: number, depth: number): unknown[] {
    const found: unknown[] = [];
    for (;;) {
      const line = this.lines[this.next];
      if (line?.indent !== indent || !line.body.startsWith("- ")) return found;
      const body = line.body.slice(2);
      if (body.startsWith("- ") || ENTRY.test(body)) {
        this.lines[this.next] = { indent: indent + 2, body };
        found.push(this.block(indent + 2, depth + 1));
      } else {
        this.next += 1;
        found.push(scalar(body));
      }
    }
  }

  private members(indent: number, depth: number): object {
    const found = new Map<string, unknown>();
    for (;;) {
      const line = this.lines[this.next];
      const entry = line?.indent === indent ? ENTRY.exec(line.body) : null;
      if (entry === null) break;
      const key = keyOf(entry[1] ?? "");
      if (found.has(key)) throw new NotPlain();
      this.next += 1;
      found.set(key, entry[2] === undefined ? this.below(indent, depth) : scalar(entry[2]));
    }
    if (found.size === 0) throw new NotPlain();
    return Object.fromEntries(found);
  }

  private below(indent: number, depth: number): unknown {
    const line = this.lines[this.next];
    if (line === undefined || line.indent <= indent) throw new NotPlain();
    return this.block(line.indent, depth + 1);
  }
}

/** What a text of plain YAML holds; undefined for any other text, which a whole reader must read. */
export function plainYaml(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: new Reader(linesOf(text)).whole() };
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}
