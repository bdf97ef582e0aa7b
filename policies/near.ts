import { closest, distance } from "fastest-levenshtein";

/** Letters in which a name that was meant may differ from the one that was written: ids are short. */
const LIKE = 4;

/** The known name that was probably meant; undefined where none is near. */
export function near(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found = closest(name, [...known]);
  return distance(name, found) <= LIKE ? found : undefined;
}
