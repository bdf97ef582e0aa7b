import type { KubernetesObject, Plan } from "../../../../plan/plan";
import { at, list } from "../../../../plan/vocabulary";
import { objectAt, type Path, type Place } from "../../change";
import { POD } from "../../places";

/** A member of one of a pod's lists by its name, and the object to change it in; throws when there is none. */
export function namedIn(
  plan: Plan,
  place: Place,
  members: "initContainers" | "containers" | "volumes",
  name: string,
): { readonly object: KubernetesObject; readonly path: Path } {
  const object = objectAt(plan, place);
  const index = list(at(object, ...POD, members)).findIndex((each) => at(each, "name") === name);
  if (index < 0) throw new Error(`${place.object} has no ${members} of name ${name}`);
  return { object, path: [...POD, members, index] };
}
