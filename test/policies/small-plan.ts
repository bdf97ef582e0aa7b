import type { Fleet, Perimeter } from "../../fleet/fleet";
import type { JsonObject, KubernetesObject, Plan, PlannedObject, Unrendered } from "../../plan/plan";
import { tenantOf } from "../../plan/plan";
import { FLEET } from "./small-fleet";
import { at, PERIMETERS } from "./small-perimeters";

/** What a small plan holds beside its fleet; the stack of an object goes by its namespace, as in a real plan. */
export interface Parts {
  readonly facts?: Partial<Fleet>;
  readonly objects?: readonly (KubernetesObject | PlannedObject)[];
  /** Terraform JSON by stack. */
  readonly terraform?: Readonly<Record<string, JsonObject>>;
  readonly unrendered?: readonly Unrendered[];
}

function isPlanned(each: KubernetesObject | PlannedObject): each is PlannedObject {
  return "object" in each && "stack" in each;
}

/** A plan of a few objects. */
export function smallPlan({ facts = {}, objects = [], terraform = {}, unrendered = [] }: Parts): Plan {
  const fleet: Fleet = { ...FLEET, ...facts };
  const planned = (object: KubernetesObject): PlannedObject => {
    const tenant = tenantOf(fleet, object);
    const stack = tenant?.stack ?? `${fleet.environment}-platform`;
    return { object, stack, release: "terraform", template: "", perimeter: tenant?.perimeter, at };
  };
  return {
    facts: fleet,
    terraform: Object.entries(terraform).map(([name, json]) => ({ name, terraform: json, text: JSON.stringify(json) })),
    objects: objects.map((each) => (isPlanned(each) ? each : planned(each))),
    unrendered,
  };
}

/** An object of another stack or release than its namespace's. */
export function plannedIn(stack: string, object: KubernetesObject, release = "terraform"): PlannedObject {
  return { object, stack, release, template: "", perimeter: undefined, at };
}

/** The small fleet's perimeters, the first changed. */
export function withFirst(change: Partial<Perimeter>): { perimeters: readonly Perimeter[] } {
  const [first, ...others] = PERIMETERS;
  return { perimeters: first === undefined ? [] : [{ ...first, ...change }, ...others] };
}

/** The small fleet with its first perimeter alone. */
export const ALONE: { perimeters: readonly Perimeter[] } = { perimeters: PERIMETERS.slice(0, 1) };

export const LOCKED_IMAGE = FLEET.images.synapse.reference;
export const GARAGE_IMAGE = FLEET.images.garage.reference;
export const RCLONE_IMAGE = FLEET.images.rclone.reference;
