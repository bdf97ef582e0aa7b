import { once, oncePerText } from "../plan/once";
import type { Plan, PlannedObject } from "../plan/plan";
import { at, fileOf, list, ofKind, type Workload } from "../plan/vocabulary";

/** The mount of a container's that a path lies in. */
export interface Mount {
  readonly mount: unknown;
  /** Its mountPath, without a slash at the end. */
  readonly from: string;
  /** The pod's volume; undefined when the pod has none of that name. */
  readonly volume: unknown;
  /** What remains of the path within the mount; empty for the mount itself. */
  readonly rest: string;
}

/** A file that a container finds at a path, from a ConfigMap of the plan. */
export interface MountedFile {
  readonly planned: PlannedObject;
  /** Its name in the ConfigMap. */
  readonly file: string;
  readonly text: string;
}

/** ConfigMaps by namespace and name. */
const configMaps = once(
  (plan: Plan): ReadonlyMap<string, PlannedObject> =>
    new Map(
      ofKind(plan, "ConfigMap").map((each) => [`${each.object.metadata.namespace}/${each.object.metadata.name}`, each]),
    ),
);

/** Paths of one container whose mounts are kept: more than any names. */
const MOST_PATHS = 256;

type MountPoint = Pick<Mount, "mount" | "from">;

const mountPoints = once((container: object): readonly MountPoint[] =>
  list(at(container, "volumeMounts")).flatMap((mount) => [
    { mount, from: String(at(mount, "mountPath")).replace(/\/$/, "") },
  ]),
);

const innermost = once((pod: object) =>
  once((container: object) =>
    oncePerText((path): Mount | undefined => {
      const above = mountPoints(container).filter(
        ({ from }) => path.startsWith(from) && (path.length === from.length || path[from.length] === "/"),
      );
      const [nearest] = above.sort((a, b) => b.from.length - a.from.length);
      if (nearest === undefined) return undefined;
      const volume = list(at(pod, "volumes")).find((each) => at(each, "name") === at(nearest.mount, "name"));
      return { ...nearest, volume, rest: path.slice(nearest.from.length + 1) };
    }, MOST_PATHS),
  ),
);

/** The innermost mount that a path lies in; undefined when it lies in none. */
export function mountAt(pod: unknown, container: unknown, path: string): Mount | undefined {
  const isRead = typeof pod === "object" && pod !== null && typeof container === "object" && container !== null;
  return isRead ? innermost(pod)(container)(path) : undefined;
}

/** What a container finds at a path; undefined when that is in no ConfigMap of the plan. */
export function mountedFile(
  plan: Plan,
  { planned, pod }: Pick<Workload, "planned" | "pod">,
  container: unknown,
  path: string,
): MountedFile | undefined {
  const nearest = mountAt(pod, container, path);
  if (nearest === undefined) return undefined;
  const { mount, volume, rest } = nearest;
  const parts = [at(mount, "subPath"), rest].filter((part) => typeof part === "string");
  const within = parts.filter((part) => part !== "").join("/");
  const items = list(at(volume, "configMap", "items"));
  const item = items.find((each) => at(each, "path") === within);
  const key = items.length === 0 ? within : at(item, "key");
  const name = at(volume, "configMap", "name");
  const source = configMaps(plan).get(`${planned.object.metadata.namespace}/${String(name)}`);
  if (source === undefined) return undefined;
  const text = typeof key === "string" ? fileOf(source, key) : undefined;
  return typeof key !== "string" || text === undefined ? undefined : { planned: source, file: key, text };
}
