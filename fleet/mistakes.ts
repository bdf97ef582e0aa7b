/** Where something stands in an environment file: path relative to the project's root, line and column from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that a person must change in an environment file; a warning is reported but stops nothing. */
export interface Mistake {
  readonly severity: "error" | "warning";
  readonly at: Position;
  /** Path of the field as it is written, `shards[0].emailDomains[2]`; the file's own path where it is the whole file. */
  readonly field: string;
  readonly wrong: string;
  readonly write: string;
}

export function mistake(at: Position, field: string, wrong: string, write: string): Mistake {
  return { severity: "error", at, field, wrong, write };
}

export function warning(at: Position, field: string, wrong: string, write: string): Mistake {
  return { severity: "warning", at, field, wrong, write };
}

/** `["shards", 0, "name"]` → `shards[0].name`. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === "number") return `${name}[${step}]`;
    return name === "" ? String(step) : `${name}.${String(step)}`;
  }, "");
}

export function positionText(at: Position): string {
  return `${at.file}:${at.line}:${at.column}`;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function byPlace(a: Mistake, b: Mistake): number {
  return (
    compare(a.at.file, b.at.file) ||
    a.at.line - b.at.line ||
    a.at.column - b.at.column ||
    compare(a.field, b.field) ||
    compare(a.wrong, b.wrong) ||
    compare(a.write, b.write)
  );
}

/** Sorted by file, line and column, each stated once. */
export function sortMistakes(mistakes: readonly Mistake[]): Mistake[] {
  const seen = new Set<string>();
  return [...mistakes].sort(byPlace).filter((each) => {
    const key = `${positionText(each.at)} ${each.field} ${each.wrong}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** A value quoted in a message must not steer the terminal that shows it. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (each) => `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The report that a person reads, of sorted mistakes. */
function report(sorted: readonly Mistake[]): string {
  const errors = sorted.filter((each) => each.severity === "error");
  const blocks = sorted.map((each) => {
    const label = each.severity === "warning" ? "  (warning)" : "";
    const [field, wrong, write] = [each.field, each.wrong, each.write].map(printable);
    return `${positionText(each.at)}  ${field}${label}\n  ${wrong}\n  ${write}\n`;
  });
  if (errors.length === 0) return blocks.join("\n");
  const files = new Set(errors.map((each) => each.at.file)).size;
  const total = `${errors.length} mistake${errors.length > 1 ? "s" : ""} in ${files} file${files > 1 ? "s" : ""}.`;
  return `${blocks.join("\n")}\n${total} Nothing was written.\n`;
}

/** Every mistake, in order of place, with what is wrong and what to write instead. */
export function mistakesText(mistakes: readonly Mistake[]): string {
  return report(sortMistakes(mistakes));
}

/** Thrown once, with every mistake found in order of place, when environment files cannot become a fleet. */
export class MistakesError extends Error {
  override readonly name = "MistakesError";
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    const sorted = sortMistakes(mistakes);
    super(report(sorted));
    this.mistakes = sorted;
  }
}
