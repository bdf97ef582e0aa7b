import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { fieldName, type Mistake, mistake } from "../mistakes";
import type { Source } from "./source";

/** The nearest of the known words, when it is near enough to be what was meant. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(word.toLowerCase(), known);
  return distance(word.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(word.length / 3))
    ? nearest
    : undefined;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional) inner = inner.unwrap();
  return inner;
}

/** The schema of the field at a path; undefined where the path leaves it or enters a union. */
function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let here: z.core.$ZodType | undefined = unwrap(schema);
  for (const step of path) {
    if (here instanceof z.ZodObject) here = here.shape[String(step)];
    else if (here instanceof z.ZodArray) here = here.element;
    else return undefined;
    if (here === undefined) return undefined;
    here = unwrap(here);
  }
  return here;
}

function example(schema: z.core.$ZodType, path: readonly PropertyKey[]): string {
  const found = schemaAt(schema, path);
  const meta = found ? z.globalRegistry.get(found) : undefined;
  const [first] = Array.isArray(meta?.examples) ? meta.examples : [];
  return first === undefined ? "" : JSON.stringify(first);
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  const names: Record<string, string> = {
    object: "a map",
    string: "a text",
    number: "a number",
    boolean: "true or false",
  };
  return names[typeof value] ?? typeof value;
}

const EXPECTED: Record<string, string> = {
  object: "a map (field: value)",
  array: "a list",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

type Issue = z.core.$ZodIssue;

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (here, step) => (typeof here === "object" && here !== null ? Reflect.get(here, step) : undefined),
    value,
  );
}

function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const here = schemaAt(schema, path);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unknownKeys(issue: Issue & { code: "unrecognized_keys" }, schema: z.core.$ZodType, source: Source): Mistake[] {
  return issue.keys.map((key) => {
    const known = knownKeys(schema, issue.path);
    const meant = didYouMean(key, known);
    const write = meant
      ? `Did you mean "${meant}"?`
      : known.length > 0
        ? `Known here: ${known.join(", ")}.`
        : "Remove it.";
    const path = [...issue.path, key];
    return mistake(source.atKey(path), fieldName(path), "Unknown key.", write);
  });
}

function words(issue: Issue, schema: z.core.$ZodType, source: Source): { wrong: string; write: string } {
  const value = valueAt(source.value, issue.path);
  const model = example(schema, issue.path);
  const like = model ? `For example ${model}.` : "See footprint schema.";
  if (value === undefined) return { wrong: "This field is missing.", write: `Add it. ${like}` };
  if (issue.code === "invalid_type") {
    const expected = EXPECTED[issue.expected] ?? issue.expected;
    const wrong = `Must be ${expected}, is ${kindOf(value)}${typeof value === "object" ? "" : ` (${JSON.stringify(value)})`}.`;
    const quoted =
      issue.expected === "string" && typeof value !== "object" ? `Write it in quotes: "${String(value)}".` : like;
    return { wrong, write: quoted };
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const meant = typeof value === "string" ? didYouMean(value, values) : undefined;
    return {
      wrong: `${JSON.stringify(value)} is not one of ${values.join(", ")}.`,
      write: meant ? `Did you mean "${meant}"?` : `Write one of them.`,
    };
  }
  if (issue.code === "too_small") {
    const list = issue.origin === "array" || issue.origin === "string";
    return list
      ? { wrong: "It is empty.", write: like }
      : { wrong: `${String(value)} is too small: at least ${issue.minimum}.`, write: like };
  }
  if (issue.code === "too_big") return { wrong: `${String(value)} is too big: at most ${issue.maximum}.`, write: like };
  if (issue.code === "invalid_union") {
    const discriminator = "discriminator" in issue ? String(issue.discriminator) : "";
    return {
      wrong: `This is none of the forms that it can have${discriminator ? ` (${discriminator})` : ""}.`,
      write: like,
    };
  }
  return { wrong: issue.message, write: like };
}

function toMistakes(issue: Issue, schema: z.core.$ZodType, source: Source): Mistake[] {
  if (issue.code === "unrecognized_keys") return unknownKeys(issue, schema, source);
  const field = fieldName(issue.path) || source.file;
  if (issue.code === "custom") {
    const write = typeof issue.params?.write === "string" ? issue.params.write : "";
    return [mistake(source.at(issue.path), field, issue.message, write)];
  }
  const { wrong, write } = words(issue, schema, source);
  return [mistake(source.at(issue.path), field, wrong, write)];
}

/** Checks a file's data against its schema; every mistake is reported, unknown keys included. */
export function validate<T extends z.ZodType>(
  schema: T,
  source: Source,
): { value: z.output<T> | undefined; mistakes: Mistake[] } {
  const result = schema.safeParse(source.value);
  if (result.success) return { value: result.data, mistakes: [] };
  return { value: undefined, mistakes: result.error.issues.flatMap((issue) => toMistakes(issue, schema, source)) };
}
