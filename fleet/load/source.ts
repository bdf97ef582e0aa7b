import { isScalar, LineCounter, parseAllDocuments } from "yaml";
import { fieldName, type Mistake, mistake, type Position } from "../mistakes";
import { readNodes } from "./nodes";
import { characterWrongs, decode, nestingWrongs, type Wrong } from "./text";

/** A YAML file that was read: its data, and where each field stands. */
export interface Source {
  readonly file: string;
  /** The file as it stands. */
  readonly text: string;
  readonly value: unknown;
  /** Position of a field's value, or of its nearest existing parent. */
  at(path: readonly PropertyKey[]): Position;
  /** Position of a field's key, or of its value where it has no key. */
  atKey(path: readonly PropertyKey[]): Position;
  /** A field's plain value as it stands in the file, where 1.30 is not 1.3. */
  written(path: readonly PropertyKey[]): string | undefined;
}

export interface ReadSource {
  readonly source: Source | undefined;
  readonly mistakes: readonly Mistake[];
}

/** Problems of the parser that the walk over the document says better, with their field. */
const SAID_BY_NODES = ["TAG_RESOLVE_FAILED", "BAD_ALIAS"];

/** Turns offsets into positions. */
function positions(text: string, file: string): (offset: number) => Position {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) lines.addNewLine(end + 1);
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
}

function read(text: string, at: (offset: number) => Position) {
  const documents = parseAllDocuments(text, {
    version: "1.2",
    schema: "core",
    strict: true,
    // The parser compares each key with each other, a minute for a file of 60 000; the walk does it in one pass.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const [document, second] = Array.isArray(documents) ? documents : [];
  if (document === undefined) return undefined;
  const nodes = readNodes(document, text, at);
  const problems = [...document.errors, ...document.warnings].map(({ code, pos, message }) => ({
    offset: pos[0],
    wrong: `This is not YAML: ${message.split("\n")[0]?.replace(/\.$/, "")}.`,
    write: "Mend the syntax here.",
    code,
  }));
  const syntax = problems.filter(({ code }) => !SAID_BY_NODES.includes(code));
  // After a syntax error the nodes are guesses.
  const said = syntax.length > 0 ? syntax : nodes.wrongs;
  const wrongs: Wrong[] = [...(said.length > 0 ? said : problems)];
  const { contents } = document;
  const blank = contents === null || (isScalar(contents) && contents.value === null);
  if (second) {
    const write = "Keep one document in each file.";
    wrongs.push({ offset: second.range[0], path: [], wrong: "There is a second document (---).", write });
  } else if (blank && wrongs.length === 0) wrongs.push(EMPTY);
  return { document, nodes, wrongs };
}

const EMPTY: Wrong = {
  offset: 0,
  path: [],
  wrong: "The file is empty.",
  write: "Fill it in (footprint schema shows its fields), or delete it.",
};

/**
 * Reads one environment file strictly: one UTF-8 YAML 1.2 document, without tabs, hidden characters, directives,
 * anchors, aliases, merge keys, tags, or plain words that another YAML reader would take for something else.
 */
export function readSource(bytes: Uint8Array, file: string): ReadSource {
  const { text, wrongs: encoding } = decode(bytes);
  const at = positions(text, file);
  const found = encoding.length > 0 ? encoding : nestingWrongs(text);
  const parsed = found.length > 0 ? undefined : read(text, at);
  const characters = found.length > 0 ? found : characterWrongs(text);
  // A tab or hidden character is the cause of what the parser stumbles over.
  const wrongs = characters.length > 0 ? characters : (parsed?.wrongs ?? [EMPTY]);
  if (parsed === undefined || wrongs.length > 0) {
    const field = ({ offset, path }: Wrong) => fieldName(path ?? parsed?.nodes.pathBefore(offset) ?? []) || file;
    return {
      source: undefined,
      mistakes: wrongs.map((each) => mistake(at(each.offset), field(each), each.wrong, each.write)),
    };
  }
  const { document, nodes } = parsed;
  return {
    source: {
      file,
      text,
      value: document.toJS({ maxAliasCount: 0 }),
      at: (path) => at(nodes.value(path)),
      atKey: (path) => at(nodes.key(path)),
      written: (path) => nodes.written(path),
    },
    mistakes: [],
  };
}
