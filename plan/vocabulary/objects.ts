import { once } from "../once";
import type { Plan, PlannedObject } from "../plan";

/** What is of one kind, by namespace and by name too: looking through all of them would cost shards times shards. */
interface OfKind {
  readonly all: readonly PlannedObject[];
  readonly byNamespace: ReadonlyMap<string | undefined, readonly PlannedObject[]>;
}

const NONE: OfKind = { all: [], byNamespace: new Map() };

/** Lists of what has the same key, in order. */
export function grouped<T, Key>(all: readonly T[], keyOf: (each: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}

const byKind = once((plan: Plan): ReadonlyMap<string, OfKind> => {
  const kinds = grouped(plan.objects, ({ object }) => object.kind);
  return new Map(
    [...kinds].map(([kind, all]) => [
      kind,
      { all, byNamespace: grouped(all, ({ object }) => object.metadata.namespace) },
    ]),
  );
});

export function ofKind(plan: Plan, kind: string): readonly PlannedObject[] {
  return (byKind(plan).get(kind) ?? NONE).all;
}

/** Objects of a kind in one namespace; undefined for those in none. */
export function ofKindIn(plan: Plan, kind: string, namespace: unknown): readonly PlannedObject[] {
  const { byNamespace } = byKind(plan).get(kind) ?? NONE;
  return typeof namespace === "string" || namespace === undefined ? (byNamespace.get(namespace) ?? []) : [];
}

/** The first object of a kind that has a name in a namespace. */
export function objectNamed(plan: Plan, kind: string, namespace: unknown, name: unknown): PlannedObject | undefined {
  return ofKindIn(plan, kind, namespace).find(({ object }) => object.metadata.name === name);
}
