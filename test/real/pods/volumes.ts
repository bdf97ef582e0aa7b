import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "../../../plan/plan";
import { filesOf } from "../../../plan/vocabulary";
import { objectsIn } from "../databases";
import type { RenderedPod } from "./rendered";
import type { Item, Volume } from "./spec";

type Files = ReadonlyMap<string, string>;

/** What a namespace holds that pods mount. */
export interface Mountable {
  readonly configMap: (name: string) => Files;
  readonly secret: (name: string) => Files;
  /** Folder of a volume claim; the same for every pod that names it. */
  readonly claim: (name: string) => string;
  /** Folder of the node; the same for every pod that names it. */
  readonly host: (path: string) => string;
}

/** What a namespace of the plan holds; volume claims and the node's own folders are folders below one each. */
export function mountableIn(
  plan: Plan,
  namespace: string,
  secrets: ReadonlyMap<string, Files>,
  claims: string,
  node: string,
): Mountable {
  const rendered = (kind: string, name: string) => {
    const found = objectsIn(plan, namespace, kind).find(({ object }) => object.metadata.name === name);
    if (found === undefined) throw new Error(`no ${kind} ${namespace}/${name}.`);
    return found;
  };
  return {
    configMap: (name) => new Map(filesOf(rendered("ConfigMap", name))),
    secret: (name) => {
      const found = secrets.get(name);
      if (found === undefined) throw new Error(`no Secret ${namespace}/${name}.`);
      return found;
    },
    host: (path) => join(node, path),
    claim: (name) => join(claims, rendered("PersistentVolumeClaim", name).object.metadata.name),
  };
}

function chosen(
  what: string,
  files: Files,
  items: readonly Item[] | undefined,
): { path: string; content: string; mode?: number }[] {
  if (items === undefined) return [...files].map(([path, content]) => ({ path, content }));
  return items.map(({ key, path, mode }) => {
    const content = files.get(key);
    if (content === undefined) throw new Error(`${what} has no key ${key}.`);
    return { path, content, ...(mode === undefined ? {} : { mode }) };
  });
}

function writeFiles(folder: string, files: ReturnType<typeof chosen>, defaultMode: number, group: number | undefined) {
  mkdirSync(folder, { recursive: true });
  for (const { path, content, mode } of files) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, content);
    // A kubelet lets the pod's group read what is mounted, and nobody write it.
    if (group !== undefined) chownSync(to, 0, group);
    chmodSync(to, (mode ?? defaultMode) | (group === undefined ? 0 : 0o440));
  }
}

function emptyFolder(folder: string, group: number | undefined): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  if (group !== undefined) chownSync(folder, 0, group);
  chmodSync(folder, group === undefined ? 0o777 : 0o2777);
}

function prepareVolume(volume: Volume, folder: string, group: number | undefined, mountable: Mountable): string {
  const { configMap, secret, projected, emptyDir, hostPath, persistentVolumeClaim } = volume;
  if (configMap) {
    const files = chosen(`ConfigMap ${configMap.name}`, mountable.configMap(configMap.name), configMap.items);
    writeFiles(folder, files, configMap.defaultMode, group);
    return folder;
  }
  if (secret) {
    const files = chosen(`Secret ${secret.secretName}`, mountable.secret(secret.secretName), secret.items);
    writeFiles(folder, files, secret.defaultMode, group);
    return folder;
  }
  if (projected) {
    const files = projected.sources.flatMap((source) => [
      ...(source.configMap
        ? chosen(
            `ConfigMap ${source.configMap.name}`,
            mountable.configMap(source.configMap.name),
            source.configMap.items,
          )
        : []),
      ...(source.secret
        ? chosen(`Secret ${source.secret.name}`, mountable.secret(source.secret.name), source.secret.items)
        : []),
    ]);
    writeFiles(folder, files, projected.defaultMode, group);
    return folder;
  }
  if (persistentVolumeClaim) {
    const claim = mountable.claim(persistentVolumeClaim.claimName);
    mkdirSync(claim, { recursive: true });
    if (group !== undefined) chownSync(claim, 0, group);
    chmodSync(claim, 0o2775);
    return claim;
  }
  if (hostPath) {
    const path = mountable.host(hostPath.path);
    mkdirSync(path, { recursive: true });
    return path;
  }
  if (emptyDir) {
    emptyFolder(folder, group);
    return folder;
  }
  throw new Error(`the volume ${volume.name} is of no kind that the test knows.`);
}

/** Lays a pod's volumes out below a folder, owned and readable as a kubelet would; their paths by volume. */
export function prepareVolumes(pod: RenderedPod, folder: string, mountable: Mountable): ReadonlyMap<string, string> {
  const { volumes, securityContext } = pod.description;
  return new Map(
    volumes.map((volume) => [
      volume.name,
      prepareVolume(volume, join(folder, volume.name), securityContext.fsGroup, mountable),
    ]),
  );
}
