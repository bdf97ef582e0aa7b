import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { fieldName, type Mistake, mistake } from "../mistakes";
import { valueAt } from "./collect";
import type { Source } from "./source";

/** The nearest of the known words, when it is near enough to be what was meant. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  // Accents count for nothing: référent is the commonest slip.
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const plainKnown = known.map(plain);
  const nearest = closest(plain(word), plainKnown);
  return distance(plain(word), nearest) <= Math.max(2, Math.floor(word.length / 3))
    ? known[plainKnown.indexOf(nearest)]
    : undefined;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional) inner = inner.unwrap();
  return inner;
}

/** What a schema says of what is inside a value: an optional's own, and of several forms the one that is written. */
function inside(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodDiscriminatedUnion)) return inner;
  const key = inner.def.discriminator;
  const chosen = inner.options.find(
    (option) => option instanceof z.ZodObject && option.shape[key]?.safeParse(valueAt(value, [key])).success === true,
  );
  return chosen ?? inner;
}

/** The schema of the field at a path of a file's data; undefined where the path leaves it. */
function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[], data: unknown): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>((outer, step, depth) => {
    const here = outer && inside(outer, valueAt(data, path.slice(0, depth)));
    if (here instanceof z.ZodObject) return here.shape[String(step)];
    return here instanceof z.ZodArray ? here.element : undefined;
  }, schema);
}

function example(schema: z.core.$ZodType, path: readonly PropertyKey[], data: unknown): string {
  const found = schemaAt(schema, path, data);
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

function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[], data: unknown): string[] {
  const found = schemaAt(schema, path, data);
  const here = found && inside(found, valueAt(data, path));
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unknownKeys(issue: Issue & { code: "unrecognized_keys" }, schema: z.core.$ZodType, source: Source): Mistake[] {
  const known = knownKeys(schema, issue.path, source.value);
  return issue.keys.map((key) => {
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

/** Words for a value of another kind than its field has. */
function otherKind(expected: string, value: unknown, written: string, like: string): { wrong: string; write: string } {
  const said = typeof value === "object" ? "" : ` (${JSON.stringify(value)})`;
  const wrong = `Must be ${EXPECTED[expected] ?? expected}, is ${kindOf(value)}${said}.`;
  if (expected === "string" && typeof value !== "object") return { wrong, write: `Write it in quotes: "${written}".` };
  const digits = typeof value === "string" ? value.replace(/\s/gu, "") : "";
  if (expected === "number" && /^\d+(\.\d+)?$/.test(digits)) return { wrong, write: `Write the number: ${digits}` };
  return { wrong, write: like };
}

function oneOf(value: unknown, values: readonly string[]): { wrong: string; write: string } {
  if (value === undefined) return { wrong: "This field is missing.", write: `Write one of ${values.join(", ")}.` };
  const meant = typeof value === "string" ? didYouMean(value, values) : undefined;
  return {
    wrong: `${JSON.stringify(value)} is not one of ${values.join(", ")}.`,
    write: meant ? `Did you mean "${meant}"?` : "Write one of them.",
  };
}

function words(issue: Issue, schema: z.core.$ZodType, source: Source): { wrong: string; write: string } {
  const value = valueAt(source.value, issue.path);
  const model = example(schema, issue.path, source.value);
  const like = model ? `For example ${model}.` : "See footprint schema.";
  if (issue.code === "invalid_union" && "options" in issue && issue.options)
    return oneOf(value, issue.options.map(String));
  if (value === undefined) return { wrong: "This field is missing.", write: `Add it. ${like}` };
  if (issue.code === "invalid_type")
    return otherKind(issue.expected, value, source.written(issue.path) ?? String(value), like);
  if (issue.code === "invalid_value") return oneOf(value, issue.values.map(String));
  if (issue.code === "too_small") {
    const list = issue.origin === "array" || issue.origin === "string";
    return list
      ? { wrong: "It is empty.", write: like }
      : { wrong: `${String(value)} is too small: at least ${issue.minimum}.`, write: like };
  }
  if (issue.code === "too_big") return { wrong: `${String(value)} is too big: at most ${issue.maximum}.`, write: like };
  if (issue.code === "invalid_union") return { wrong: "This is none of the forms that it can have.", write: like };
  return { wrong: issue.message, write: like };
}

/** A number beyond what a computer counts exactly is beyond its field's own bound too; that one is said. */
function unsafeToo(issue: Issue, issues: readonly Issue[]): boolean {
  const field = fieldName(issue.path);
  const bounds = issues.filter((each) => each.code === issue.code && fieldName(each.path) === field);
  return (issue.code === "too_big" || issue.code === "too_small") && issue.origin === "int" && bounds.length > 1;
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
  const { issues } = result.error;
  const said = issues.filter((issue) => !unsafeToo(issue, issues));
  return { value: undefined, mistakes: said.flatMap((issue) => toMistakes(issue, schema, source)) };
}
