import type { Plan, PlannedObject } from "../plan/plan";
import { at, filesOf, list, ofKind, type Workload } from "../plan/vocabulary";

/** A file that a container finds at a path, from a ConfigMap of the plan. */
export interface MountedFile {
  readonly planned: PlannedObject;
  /** Its name in the ConfigMap. */
  readonly file: string;
  readonly text: string;
}

/** What a container finds at a path; undefined when that is in no ConfigMap of the plan. */
export function mountedFile(
  plan: Plan,
  { planned, pod }: Workload,
  container: unknown,
  path: string,
): MountedFile | undefined {
  const mounts = list(at(container, "volumeMounts"))
    .map((mount) => ({ mount, from: String(at(mount, "mountPath")).replace(/\/$/, "") }))
    .filter(({ from }) => path === from || path.startsWith(`${from}/`))
    .sort((a, b) => b.from.length - a.from.length);
  const [nearest] = mounts;
  if (nearest === undefined) return undefined;
  const { mount, from } = nearest;
  const volume = list(at(pod, "volumes")).find((each) => at(each, "name") === at(mount, "name"));
  const parts = [at(mount, "subPath"), path.slice(from.length + 1)].filter((part) => typeof part === "string");
  const within = parts.filter((part) => part !== "").join("/");
  const items = list(at(volume, "configMap", "items"));
  const item = items.find((each) => at(each, "path") === within);
  const key = items.length === 0 ? within : at(item, "key");
  const source = ofKind(plan, "ConfigMap").find(
    ({ object }) =>
      object.metadata.name === at(volume, "configMap", "name") &&
      object.metadata.namespace === planned.object.metadata.namespace,
  );
  if (source === undefined) return undefined;
  const [file, text] = filesOf(source).find(([name]) => name === key) ?? [];
  return file === undefined || text === undefined ? undefined : { planned: source, file, text };
}
