import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Plan } from "../../../plan/plan";
import { at } from "../../../plan/vocabulary";
import { Container } from "../container/container";
import { objectsIn } from "../databases";
import { type Ground, imageFor, USERS, userFiles } from "../images";
import { expanded, podsOf, type RenderedPod, variables } from "../pods/rendered";
import { mountableIn, prepareVolumes } from "../pods/volumes";
import { type Secrets, secretValues } from "../secrets";

/*
 * Passes the mounted files of every Synapse pod through Synapse's own loader, with the pod's own command line, after
 * its own init containers, as its own user. One process for all: importing Synapse takes longer than loading.
 */

/** What Synapse's loader said about one pod; no problem where it took the configuration. */
const loaded = z.strictObject({ name: z.string(), problem: z.string().nullable() });
export type Loaded = z.output<typeof loaded>;

/** In the loader's container: all pods' trees, and the link to the one that is looked at. */
const TREES = "/pods";
const CURRENT = "/pod/current";

/** Every pod of a plan that runs Synapse, those that autoscaling may add included. */
export function synapsePods(plan: Plan): RenderedPod[] {
  const image = plan.facts.images.synapse.reference;
  return plan.objects
    .filter(({ object }) => object.kind === "StatefulSet")
    .flatMap((planned) => {
      const { name, namespace = "" } = planned.object.metadata;
      const scaled = objectsIn(plan, namespace, "HorizontalPodAutoscaler").find(
        ({ object }) => at(object, "spec", "scaleTargetRef", "name") === name,
      );
      return podsOf(planned, scaled === undefined ? undefined : Number(at(scaled.object, "spec", "maxReplicas")));
    })
    .filter(({ description }) => description.containers.some((container) => container.image === image));
}

/** A pod as load.py takes it. */
interface Laid {
  readonly name: string;
  readonly tree: string;
  readonly inits: readonly (readonly string[])[];
  readonly module: string;
  readonly arguments: readonly string[];
  /** Where its volumes are mounted. */
  readonly paths: readonly string[];
}

/** Lays out what a pod mounts, below a folder that stands for its root. */
function layOut(plan: Plan, pod: RenderedPod, secrets: Secrets, trees: string): Laid {
  const { initContainers, containers } = pod.description;
  const name = `${pod.namespace}.${pod.name}`;
  const folder = join(trees, name);
  const [main] = containers;
  if (main === undefined) throw new Error(`${name} has no container.`);
  const volumes = prepareVolumes(
    pod,
    join(folder, "volumes"),
    mountableIn(plan, pod.namespace, secrets, join(folder, "claims"), join(folder, "node")),
  );
  const mounts = new Map(
    [...initContainers, main].flatMap(({ volumeMounts }) => volumeMounts.map((each) => [each.mountPath, each.name])),
  );
  for (const [path, volume] of mounts) {
    const link = join(folder, "root", path);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync((volumes.get(volume) ?? "").replace(trees, TREES), link);
  }
  const env = variables(pod, main, "");
  const words = (each: typeof main) => [...each.command, ...each.args].map((text) => expanded(text, env));
  const [python, option, module = "", ...rest] = words(main);
  if (python !== "python" || option !== "-m") throw new Error(`${name} starts no module of Python.`);
  return {
    name,
    tree: `${TREES}/${name}/root`,
    inits: initContainers.map(words),
    module,
    arguments: rest,
    paths: [...mounts.keys()],
  };
}

/** One process of the loader, for these pods. */
async function loadPart(ground: Ground, plan: Plan, laid: readonly Laid[], trees: string): Promise<Loaded[]> {
  const folder = mkdtempSync(join(ground.scratch, "loader-"));
  const uid = USERS.synapse ?? 0;
  const ownFolder = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path);
    chownSync(path, uid, uid);
    return path;
  };
  const image = imageFor(ground, plan, plan.facts.images.synapse.reference);
  // A pod's /tmp is its own volume, in which the loader leaves nothing.
  const paths = new Set(laid.flatMap((each) => each.paths).filter((path) => path !== "/tmp"));
  const output = await Container.once(
    ground.root,
    {
      name: "loader",
      hostname: "loader",
      network: undefined,
      command: ["python", "/loader/load.py"],
      env: { PATH: image.path, ...image.env },
      mounts: [
        ...image.mounts,
        ...userFiles(ownFolder("etc")),
        { from: __dirname, to: "/loader", writable: false },
        { from: trees, to: TREES, writable: true },
        { from: ownFolder("pod"), to: dirname(CURRENT), writable: true },
        { from: ownFolder("tmp"), to: "/tmp", writable: true },
      ],
      uid,
      gid: uid,
      groups: [],
      folder: undefined,
      links: Object.fromEntries([...paths].map((path) => [path, `${CURRENT}${path}`])),
    },
    JSON.stringify(laid),
  );
  return output
    .trim()
    .split("\n")
    .map((line) => loaded.parse(JSON.parse(line)));
}

/** Loads the configurations of all Synapse pods of a plan, on every core. */
export async function loadAll(ground: Ground, plan: Plan): Promise<Loaded[]> {
  const trees = mkdtempSync(join(ground.scratch, "trees-"));
  // Whose files these are is the pods' own users' matter.
  chmodSync(trees, 0o755);
  const secrets = new Map<string, Secrets>();
  const laid = synapsePods(plan).map((pod) => {
    const known = secrets.get(pod.namespace) ?? secretValues(plan, pod.namespace, "");
    secrets.set(pod.namespace, known);
    return layOut(plan, pod, known, trees);
  });
  const cores = Math.min(availableParallelism(), laid.length);
  const parts = Array.from({ length: cores }, (_, core) => laid.filter((__, index) => index % cores === core));
  const all = await Promise.all(parts.map((part) => loadPart(ground, plan, part, trees)));
  rmSync(trees, { recursive: true });
  return all.flat();
}
