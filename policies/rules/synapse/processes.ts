import { once } from "../../../plan/once";
import type { Plan } from "../../../plan/plan";
import { podNames } from "../../../plan/pod-count";
import {
  at,
  configIn,
  grouped,
  type Homeserver,
  homeservers,
  list,
  texts,
  type Workload,
  workloads,
} from "../../../plan/vocabulary";
import { type MountedFile, mountedFile } from "../../mounted";
import { operation } from "../../operations";

/** Kinds whose containers stay: one of Synapse's image is a homeserver, whatever its command says. */
const SERVING = ["Deployment", "StatefulSet", "DaemonSet"];

/** Flags that change nothing of what the files say. */
const FLAGS = ["--no-secrets-in-config"];

/** The application that is a homeserver's main process; every other is a worker's. */
export const MAIN_APPLICATION = "synapse.app.homeserver";

/** A container that runs Synapse. */
export interface SynapseProcess {
  readonly workload: Workload;
  readonly container: unknown;
  /** What it starts, `synapse.app.…`; undefined when the command does not say. */
  readonly application: string | undefined;
  /** Configuration files as its command line names them. */
  readonly files: readonly string[];
  /** What else the command line holds. */
  readonly strange: readonly string[];
  /** Names of all its pods, as far as autoscaling may go; undefined where they are chance's. */
  readonly pods: readonly string[] | undefined;
}

/** The command and arguments of a container. */
export function wordsOf(container: unknown): readonly string[] {
  return typeof container === "object" && container !== null ? words(container) : [];
}

const words = once((container: object) => [...texts(at(container, "command")), ...texts(at(container, "args"))]);

/** The files that Synapse's command line names, and what else it sets. */
function commandLine(words: readonly string[]): Pick<SynapseProcess, "files" | "strange"> {
  const files: string[] = [];
  const strange: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    const joined = /^(?:--config-path=|-c(?=.))(.+)$/.exec(word)?.[1];
    if (joined !== undefined) files.push(joined);
    else if (word === "-c" || word === "--config-path") files.push(words[++index] ?? "");
    else if (!FLAGS.includes(word)) strange.push(word);
  }
  return { files, strange };
}

function isSynapse(plan: Plan, workload: Workload, container: unknown): boolean {
  const serves = SERVING.includes(workload.planned.object.kind);
  const isMain = list(at(workload.pod, "containers")).includes(container);
  // Programs of operations are in the same image, and start no homeserver.
  const ownImage = at(container, "image") === plan.facts.images.synapse.reference && operation(container) === undefined;
  return (serves && isMain && ownImage) || wordsOf(container).some((word) => word.includes("synapse.app"));
}

/** Every container that runs Synapse, whether by its command or, where it stays, by its image alone. */
export const synapseProcesses = once((plan: Plan): readonly SynapseProcess[] => {
  return workloads(plan).flatMap((workload) =>
    workload.containers
      .filter((container) => isSynapse(plan, workload, container))
      .map((container) => {
        const words = wordsOf(container);
        const start = words.findIndex((word) => /^synapse\.app\.\w+$/.test(word));
        return {
          workload,
          container,
          application: words[start],
          ...commandLine(start < 0 ? [] : words.slice(start + 1)),
          pods: podNames(plan, workload),
        };
      }),
  );
});

const serversIn = once((plan: Plan) => grouped(homeservers(plan), ({ planned }) => planned));

/** The judged configuration that a container finds at a path. */
export function judgedAt(
  plan: Plan,
  workload: Workload,
  container: unknown,
  path: string | undefined,
): Homeserver | undefined {
  const file = path === undefined ? undefined : mountedFile(plan, workload, container, path);
  if (file === undefined) return undefined;
  return serversIn(plan)
    .get(file.planned)
    ?.find((each) => each.file === file.file);
}

const processesByNamespace = once((plan: Plan) =>
  grouped(synapseProcesses(plan), ({ workload }) => workload.planned.object.metadata.namespace),
);

/** The processes that run in the namespace of a homeserver's configuration. */
export function processesOf(plan: Plan, { planned }: Homeserver): readonly SynapseProcess[] {
  return processesByNamespace(plan).get(planned.object.metadata.namespace) ?? [];
}

/** Paths of one pod: Kubernetes puts its name in. */
export const POD_NAME = "$(POD_NAME)";

/** The file that one pod reads at a path of its command line, in a ConfigMap. */
export interface OwnFile {
  readonly path: string;
  readonly file: MountedFile | undefined;
  /** Undefined where the file is no YAML, or in no ConfigMap. */
  readonly config: unknown;
}

/** What one pod reads at a path as the command line writes it. */
export function ownFile(
  plan: Plan,
  { workload, container }: SynapseProcess,
  written: string,
  pod: string | undefined,
): OwnFile {
  const path = written.split(POD_NAME).join(pod ?? "");
  const file = mountedFile(plan, workload, container, path);
  return { path, file, config: file === undefined ? undefined : configIn(file.planned, file.file) };
}
