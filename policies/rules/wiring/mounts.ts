import { once } from "../../../plan/once";
import type { Plan } from "../../../plan/plan";
import { at, filesOf, list, type Workload } from "../../../plan/vocabulary";
import { declaredSecret } from "../../secret-references";
import { spaceOf } from "./space";

/** A file that a volume holds by declaration: a key of a ConfigMap or of a Secret. */
export interface DeclaredFile {
  /** Where the container finds it. */
  readonly path: string;
  /** In words: which key of what. */
  readonly source: string;
  readonly secret: boolean;
  /** Undefined for what the plan does not hold, as the content of a Secret. */
  readonly text: string | undefined;
}

/** A volume mounted in a container. */
export interface Mount {
  readonly path: string;
  readonly readOnly: boolean;
  /** Name of the volume within the pod. */
  readonly volume: unknown;
  /** Undefined where processes make the files themselves: emptyDir and claims. */
  readonly files: readonly DeclaredFile[] | undefined;
}

function declared(kind: "ConfigMap" | "Secret", name: unknown, key: string, path: string, text?: string): DeclaredFile {
  return { path, source: `${key} of the ${kind} ${String(name)}`, secret: kind === "Secret", text };
}

/** Files of a ConfigMap by their path in the volume: the items that are named, or all. */
function ofConfigMap(plan: Plan, namespace: string | undefined, source: unknown): DeclaredFile[] {
  const name = at(source, "name");
  const map = spaceOf(plan, namespace).configMapsByName.get(name);
  const texts = new Map(map === undefined ? [] : filesOf(map));
  const items = list(at(source, "items"));
  if (items.length === 0) return [...texts].map(([key, text]) => declared("ConfigMap", name, key, key, text));
  return items.map((item) => {
    const key = String(at(item, "key"));
    return declared("ConfigMap", name, key, String(at(item, "path")), texts.get(key));
  });
}

function ofSecret(plan: Plan, namespace: string | undefined, name: unknown, source: unknown): DeclaredFile[] {
  const items = list(at(source, "items"));
  const known = declaredSecret(plan, namespace, name);
  if (items.length === 0) return (known?.keys ?? []).map((key) => declared("Secret", name, key, key));
  return items.map((item) => declared("Secret", name, String(at(item, "key")), String(at(item, "path"))));
}

function declaredFiles(plan: Plan, namespace: string | undefined, volume: unknown): DeclaredFile[] | undefined {
  const [configMap, secret] = [at(volume, "configMap"), at(volume, "secret")];
  if (configMap !== undefined) return ofConfigMap(plan, namespace, configMap);
  if (secret !== undefined) return ofSecret(plan, namespace, at(secret, "secretName"), secret);
  const sources = at(volume, "projected", "sources");
  if (sources === undefined) return undefined;
  return list(sources).flatMap((each) => [
    ...(at(each, "configMap") === undefined ? [] : ofConfigMap(plan, namespace, at(each, "configMap"))),
    ...(at(each, "secret") === undefined
      ? []
      : ofSecret(plan, namespace, at(each, "secret", "name"), at(each, "secret"))),
  ]);
}

/** Files of each volume of a pod that is named and declared, by name; the first of a name wins. */
const volumesOf = once((plan: Plan) =>
  once(({ planned, pod }: Workload): ReadonlyMap<unknown, readonly DeclaredFile[] | undefined> => {
    const { namespace } = planned.object.metadata;
    const volumes = [...list(at(pod, "volumes"))].reverse();
    return new Map(volumes.map((volume) => [at(volume, "name"), declaredFiles(plan, namespace, volume)]));
  }),
);

/** Every volume that a container mounts, with the files that it holds by declaration. */
export function mountsOf(plan: Plan, workload: Workload, container: unknown): Mount[] {
  return list(at(container, "volumeMounts")).map((mount) => {
    const path = String(at(mount, "mountPath")).replace(/(?<=.)\/$/, "");
    const part = at(mount, "subPath");
    const files = volumesOf(plan)(workload)
      .get(at(mount, "name"))
      ?.flatMap((file) => {
        if (typeof part !== "string" || part === "") return [{ ...file, path: `${path}/${file.path}` }];
        const within = file.path === part ? path : file.path.replace(`${part}/`, `${path}/`);
        return within === file.path ? [] : [{ ...file, path: within }];
      });
    return { path, readOnly: at(mount, "readOnly") === true, volume: at(mount, "name"), files };
  });
}

export function isWithin(path: string, folder: string): boolean {
  return path.startsWith(folder) && (path.length === folder.length || path[folder.length] === "/");
}

/** The mount that decides what a path holds: the nearest above it. */
export function mountAt(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts.reduce<Mount | undefined>(
    (nearest, mount) =>
      isWithin(path, mount.path) && mount.path.length > (nearest?.path.length ?? -1) ? mount : nearest,
    undefined,
  );
}
