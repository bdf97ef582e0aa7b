import { once, oncePerText, onceWith } from "../../../plan/once";
import type { Plan } from "../../../plan/plan";
import { podNames } from "../../../plan/pod-count";
import { at, list, synapseYaml, texts, type Workload, workloads } from "../../../plan/vocabulary";
import { type DeclaredFile, isWithin, type Mount, mountAt, mountsOf } from "./mounts";
import { ownSpace } from "./space";

/** A path that something names, and what names it. */
export interface NamedPath {
  readonly path: string;
  readonly by: string;
}

/** One container, what is mounted in it, and every path that its process is told of. */
export interface Reads {
  readonly workload: Workload;
  readonly container: unknown;
  readonly mounts: readonly Mount[];
  /** Its command, arguments and environment. */
  readonly words: readonly string[];
  readonly named: readonly NamedPath[];
}

/** Folders in which nothing of an image is configured: what is named there has to be mounted. */
const FOLDERS = ["etc", "run", "media", "tmp", "var", "data", "srv", "mnt"];

/** What images themselves bring below /etc. */
const OF_IMAGES =
  /^\/etc\/(ssl|pki|ca-certificates|passwd|group|hosts|hostname|resolv\.conf|nsswitch\.conf|localtime|mime\.types)(\/|$)/;

/** A path that begins a word: no part of a URL, of a regular expression or of a longer path. */
const PATH = new RegExp(String.raw`(?<![\w./~^*?)\]+-])/(?:${FOLDERS.join("|")})(?![\w-])(?:/[\w.@+-]+)*`, "g");

/** What goes on with a sign that stands for more than itself: the path is then that of the folder before it. */
const PATTERN = /^\/?[$*?{[]/;

const pathsIn = oncePerText((text): readonly string[] => {
  const plain = text.replace(/\b(?:file|unix):\/\/(?=\/)/g, "");
  return [...plain.matchAll(PATH)]
    .map(({ 0: path, index }) => {
      const rest = plain.slice(index + path.length, index + path.length + 2);
      return PATTERN.test(rest) && !rest.startsWith("/") ? path.slice(0, path.lastIndexOf("/")) : path;
    })
    .filter((path) => path !== "" && !OF_IMAGES.test(path));
});

/** Lines that are comments in YAML, HAProxy's, Squid's and Redis' files alike name nothing. */
function withoutComments(text: string): string {
  return text.replace(/^\s*#.*$/gm, "");
}

/**
 * Command, arguments and environment as pods have them, each word once, a pod's own name put in; unknown variables stay
 * as written.
 */
function wordsOf(container: unknown, pods: readonly (string | undefined)[]): string[] {
  const variables = list(at(container, "env")).map((each) => {
    const value = at(each, "value");
    const isName = at(each, "valueFrom", "fieldRef", "fieldPath") === "metadata.name";
    return { name: String(at(each, "name")), value: typeof value === "string" ? value : undefined, isName };
  });
  const handlers = ["livenessProbe", "readinessProbe", "startupProbe"].map((name) => at(container, name));
  const hooks = ["postStart", "preStop"].map((name) => at(container, "lifecycle", name));
  const called = [...handlers, ...hooks].flatMap((each) => texts(at(each, "exec", "command")));
  const command = [...texts(at(container, "command")), ...texts(at(container, "args")), ...called];
  const words = new Set<string>();
  for (const [index, pod] of pods.entries()) {
    const known = new Map(variables.map(({ name, value, isName }) => [name, value ?? (isName ? pod : undefined)]));
    const expanded = (word: string) => word.replace(/\$\((\w+)\)/g, (whole, name: string) => known.get(name) ?? whole);
    const values = variables.flatMap(({ value, isName }) => value ?? (isName ? (pod ?? []) : []));
    for (const word of [...command, ...values])
      if (word.includes("$(")) words.add(expanded(word));
      // All pods have the same words but for their own names.
      else if (index === 0 || word === pod) words.add(word);
  }
  return [...words];
}

const wordsByPods = once((container: object) =>
  oncePerText((names): readonly string[] => wordsOf(container, names === "" ? [undefined] : names.split(" ")), 16),
);

/** Every text of a container that can name a file or a host, over all its pods. */
export function allWordsOf(plan: Plan, workload: Workload, container: unknown): readonly string[] {
  if (typeof container !== "object" || container === null) return [];
  return wordsByPods(container)((podNames(plan, workload) ?? []).join(" "));
}

const SERVES_MEDIA = "synapse.app.media_repository";

/** Paths that a file names; many processes read the same. */
const names = oncePerText((text) => pathsIn(withoutComments(text)));

/** Synapse reads `media_store_path` only where it serves media (synapse/config/repository.py, 1.163). */
const namesWithoutMedia = oncePerText((text) => {
  const config = text.includes("enable_media_repo") ? synapseYaml(text) : undefined;
  const isOff = at(config, "server_name") !== undefined && at(config, "enable_media_repo") === false;
  return isOff ? pathsIn(withoutComments(text).replace(/^media_store_path:.*$/m, "")) : names(text);
});

function namesIn(words: readonly string[], { text = "" }: DeclaredFile): readonly string[] {
  return words.includes(SERVES_MEDIA) ? names(text) : namesWithoutMedia(text);
}

/** Files that a path stands for: itself, or all of a folder that is given as a whole. */
export function filesAt(mounts: readonly Mount[], path: string): DeclaredFile[] {
  return (mountAt(mounts, path)?.files ?? []).filter((file) => isWithin(file.path, path));
}

const ownPaths = (words: readonly string[]): NamedPath[] =>
  words.flatMap((word) => pathsIn(word).map((path) => ({ path, by: "its command or environment" })));

/** Programs that do what a file says. */
const SHELLS = ["sh", "/bin/sh", "bash", "/bin/bash"];

/** Words that a program is given as its configuration: it reads what that names, where others only write or copy it. */
const configurations = (words: readonly string[]) =>
  words.filter((_, index) => ["--config", ...SHELLS].includes(words[index - 1] ?? ""));

/** Programs of ours that write a file anew with secrets in it: their words are the file's path, the new one's, and more. */
const COMPLETING = ["tchap_synapse.secret_settings", "tchap_operations.identity_configuration"];

/** Files of a pod that its init containers complete with secrets: what is known of each is what it is made from. */
function completedFiles(plan: Plan, workload: Workload): DeclaredFile[] {
  return list(at(workload.pod, "initContainers")).flatMap((container) => {
    const words = allWordsOf(plan, workload, container);
    const program = words.findIndex((word) => COMPLETING.includes(word));
    const [from, to] = words.slice(program + 1);
    if (program < 0 || from === undefined || to === undefined) return [];
    return filesAt(mountsOf(plan, workload, container), from).map((file) => ({ ...file, path: to }));
  });
}

/** Paths that words name, and those that the files behind them name in turn. */
function followed(
  mounts: readonly Mount[],
  words: readonly string[],
  completed: readonly DeclaredFile[] = [],
): NamedPath[] {
  const named = ownPaths(words);
  const opened = new Set<string>();
  // Grows while it is walked: each file that is named may name others.
  for (const { path } of named)
    for (const file of [...filesAt(mounts, path), ...completed.filter((each) => each.path === path)]) {
      if (opened.has(file.path)) continue;
      opened.add(file.path);
      for (const each of namesIn(words, file)) named.push({ path: each, by: file.path });
    }
  return named;
}

function readPod(plan: Plan, workload: Workload): Reads[] {
  const inits = list(at(workload.pod, "initContainers"));
  const completed = completedFiles(plan, workload);
  return workload.containers.map((container) => {
    const mounts = mountsOf(plan, workload, container);
    const words = allWordsOf(plan, workload, container);
    const isInit = inits.includes(container) && at(container, "restartPolicy") !== "Always";
    // An init container is judged by its own words: it prepares files for others.
    const named = isInit
      ? [...ownPaths(words), ...followed(mounts, configurations(words))]
      : followed(mounts, words, completed);
    return { workload, container, mounts, words, named };
  });
}

const readOnce = onceWith<Workload, readonly Reads[]>();

/** What the containers of each pod read. */
export const readsOf = once((plan: Plan): readonly (readonly Reads[])[] =>
  workloads(plan).map((workload) => {
    const { configMapsByName } = ownSpace(plan, workload.planned);
    const parts = [plan.facts.secrets, podNames(plan, workload)?.join(" "), ...configMapsByName.values()];
    return readOnce(workload, parts, () => readPod(plan, workload));
  }),
);
