import type { Plan, PlannedObject } from "../plan/plan";
import { allDatabases, at, list, workloads } from "../plan/vocabulary";

/** An image that the plan would run or mount. */
export interface ImageUse {
  readonly planned: PlannedObject;
  readonly field: string;
  readonly image: unknown;
}

/** Every image: of containers, of image volumes, of PostgreSQL and of its extensions. */
export function imageUses(plan: Plan): ImageUse[] {
  const ofPods = workloads(plan).flatMap(({ planned, pod, containers }) => [
    ...containers.map((container, index) => ({
      planned,
      field: `containers[${index}].image`,
      image: at(container, "image"),
    })),
    ...list(at(pod, "volumes")).flatMap((volume, index) => {
      const image = at(volume, "image");
      return image === undefined ? [] : [{ planned, field: `volumes[${index}].image`, image: at(image, "reference") }];
    }),
  ]);
  const ofDatabases = allDatabases(plan).flatMap((planned) => [
    { planned, field: "spec.imageName", image: at(planned.object, "spec", "imageName") },
    ...list(at(planned.object, "spec", "postgresql", "extensions")).map((extension, index) => ({
      planned,
      field: `spec.postgresql.extensions[${index}]`,
      image: at(extension, "image", "reference"),
    })),
  ]);
  return [...ofPods, ...ofDatabases];
}
