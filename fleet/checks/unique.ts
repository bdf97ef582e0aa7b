import type { Found } from "../load/collect";
import { fieldName, type Mistake, mistake, positionText } from "../mistakes";

/** One mistake for each value that stood earlier, naming both places. */
export function duplicates(found: readonly Found<string>[], what: string, write: string): Mistake[] {
  const first = new Map<string, Found<string>>();
  return found.flatMap((each) => {
    const earlier = first.get(each.value);
    if (earlier === undefined) {
      first.set(each.value, each);
      return [];
    }
    const place = positionText(earlier.source.at(earlier.path));
    const wrong = `${what} ${each.value} is already taken at ${place}.`;
    return [mistake(each.source.at(each.path), fieldName(each.path), wrong, write)];
  });
}
