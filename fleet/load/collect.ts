import { isCalendarDate } from "../schema/field";
import type { Source } from "./source";

/** A value found in a file, valid or not, with the path at which it stands. */
export interface Found<T> {
  readonly source: Source;
  readonly path: readonly PropertyKey[];
  readonly value: T;
}

/**
 * Every value at a pattern such as `["shards", "*", "name"]`, read from a file's raw data: checks across files go on
 * where one file has other mistakes, so that all are reported in one run.
 */
export function collect(source: Source, pattern: readonly string[]): Found<unknown>[] {
  const walk = (value: unknown, rest: readonly string[], path: readonly PropertyKey[]): Found<unknown>[] => {
    const [step, ...after] = rest;
    if (step === undefined) return value === undefined ? [] : [{ source, path, value }];
    if (step === "*") {
      return Array.isArray(value) ? value.flatMap((each, index) => walk(each, after, [...path, index])) : [];
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    return walk(Reflect.get(value, step), after, [...path, step]);
  };
  return walk(source.value, pattern, []);
}

export function collectTexts(source: Source, pattern: readonly string[]): Found<string>[] {
  return collect(source, pattern).flatMap(({ value, ...rest }) =>
    typeof value === "string" ? [{ ...rest, value }] : [],
  );
}

/** The one text at a plain path, or undefined where it is missing or of another kind. */
export function textAt(source: Source, path: readonly string[]): string | undefined {
  return collectTexts(source, path)[0]?.value;
}

/** The one date at a plain path, or undefined where it is missing or no date of the calendar. */
export function dateAt(source: Source, path: readonly string[]): string | undefined {
  const value = textAt(source, path);
  return value !== undefined && isCalendarDate(value) ? value : undefined;
}

/** The one number at a plain path, or undefined where it is missing or of another kind. */
export function numberAt(source: Source, path: readonly string[]): number | undefined {
  const value = collect(source, path)[0]?.value;
  return typeof value === "number" ? value : undefined;
}

/** The value at a path of plain data, or undefined where the path leaves it. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (here, step) => (typeof here === "object" && here !== null ? Reflect.get(here, step) : undefined),
    value,
  );
}
