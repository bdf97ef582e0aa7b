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
  /** Path of the field as it is written, `shards[0].emailDomains[2]`; empty for the whole file. */
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

function byPlace(a: Mistake, b: Mistake): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column || (a.wrong < b.wrong ? -1 : 1);
}

/** Sorted by file, line and column, each stated once. */
export function sortMistakes(mistakes: readonly Mistake[]): Mistake[] {
  const seen = new Set<string>();
  return [...mistakes].sort(byPlace).filter((each) => {
    const key = `${positionText(each.at)} ${each.field} ${each.wrong}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** The report that a person reads: every mistake with its place, what is wrong and what to write instead. */
export function mistakesText(mistakes: readonly Mistake[]): string {
  const sorted = sortMistakes(mistakes);
  const errors = sorted.filter((each) => each.severity === "error");
  const blocks = sorted.map((each) => {
    const label = each.severity === "warning" ? "  (warning)" : "";
    return `${positionText(each.at)}  ${each.field}${label}\n  ${each.wrong}\n  ${each.write}\n`;
  });
  if (errors.length === 0) return blocks.join("\n");
  const files = new Set(errors.map((each) => each.at.file)).size;
  const total = `${errors.length} mistake${errors.length > 1 ? "s" : ""} in ${files} file${files > 1 ? "s" : ""}.`;
  return `${blocks.join("\n")}\n${total} Nothing was written.\n`;
}

/** Thrown once, with every mistake found, when environment files cannot become a fleet. */
export class MistakesError extends Error {
  constructor(readonly mistakes: readonly Mistake[]) {
    super(mistakesText(mistakes));
    this.name = "MistakesError";
  }
}
