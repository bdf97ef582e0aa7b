import { once } from "../once";
import type { Plan, PlannedObject } from "../plan";

const byKind = once((plan: Plan): ReadonlyMap<string, readonly PlannedObject[]> => {
  const kinds = new Map<string, PlannedObject[]>();
  for (const planned of plan.objects) {
    const same = kinds.get(planned.object.kind);
    if (same === undefined) kinds.set(planned.object.kind, [planned]);
    else same.push(planned);
  }
  return kinds;
});

export function ofKind(plan: Plan, kind: string): readonly PlannedObject[] {
  return byKind(plan).get(kind) ?? [];
}
