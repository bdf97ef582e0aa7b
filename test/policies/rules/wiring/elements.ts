import { at, list } from "../../../../plan/vocabulary";
import type { Path } from "../../change";

/** Where the element of a list stands that has a member of this value; throws where there is none. */
export function elementOf(object: object, path: Path, member: string, value: string): Path {
  const index = list(at(object, ...path)).findIndex((each) => at(each, member) === value);
  if (index < 0) throw new Error(`${path.join(".")} has no ${member} ${value}`);
  return [...path, index];
}
