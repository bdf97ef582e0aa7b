type Indexable = Readonly<Record<string | number, unknown>>;

function isIndexable(value: unknown): value is Indexable {
  return typeof value === "object" && value !== null;
}

/** A value at a path of nested data; undefined where the path ends early. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const step of path) {
    if (!isIndexable(here)) return undefined;
    here = here[step];
  }
  return here;
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

const NOTHING: readonly never[] = [];

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NOTHING;
}

function isText(entry: readonly [string, unknown]): entry is [string, string] {
  return typeof entry[1] === "string";
}

/** The members of an object that are text, as labels and the data of a ConfigMap are. */
export function textsByName(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(isText));
}
