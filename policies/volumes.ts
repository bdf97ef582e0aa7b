import type { PlannedObject } from "../plan/plan";
import { at, list } from "../plan/vocabulary";

/** A volume that would be made, and the storage class that it names. */
export interface Volume {
  readonly planned: PlannedObject;
  readonly field: string;
  readonly storageClass: unknown;
}

export function claimVolume(planned: PlannedObject): Volume {
  return { planned, field: "spec.storageClassName", storageClass: at(planned.object, "spec", "storageClassName") };
}

/** Volumes that each instance of a database has: data, log, tablespaces. */
export function databaseVolumes(planned: PlannedObject): Volume[] {
  const spec = at(planned.object, "spec");
  const storages: [string, unknown][] = [
    ["spec.storage", at(spec, "storage")],
    ["spec.walStorage", at(spec, "walStorage")],
    ...list(at(spec, "tablespaces")).map((each): [string, unknown] => [
      `spec.tablespaces.${String(at(each, "name"))}`,
      at(each, "storage"),
    ]),
  ];
  return storages
    .filter(([field, storage]) => storage !== undefined || field === "spec.storage")
    .map(([field, storage]) => ({
      planned,
      field,
      // The template wins over the shorter form.
      storageClass: at(storage, "pvcTemplate", "storageClassName") ?? at(storage, "storageClass"),
    }));
}
