import type { Plan } from "../../../plan/plan";
import { at, list } from "../../../plan/vocabulary";
import { type Mount, mountAt } from "../../mounted";
import { judgedAt, type SynapseProcess, wordsOf } from "./processes";

/*
 * Settings whose value is a secret and for which Synapse has no path option. A container that runs first copies the
 * blocks that hold them from the judged configuration, puts the values in from mounted Secrets and writes the result
 * into a volume of the pod: everything of it is judged but the values.
 */

const PROGRAM = "python -m tchap_synapse.secret_settings";

/** Secrets without a path option (Synapse manual); every other setting must stand in the judged file. */
const LEAVES = ["email.smtp_pass", "password_config.pepper"];

/** Members of the writing container: none that changes what its program is or does (env, workingDir, restartPolicy). */
const MEMBERS = ["name", "image", "imagePullPolicy", "command", "args", "resources", "securityContext", "volumeMounts"];

/** Where it may mount things: nowhere that could hide the program itself. */
const PLACES = /^\/(?:etc|run)\//;

/** The settings that a second configuration file brings, and what is wrong with how it comes to be. */
export interface SecretSettings {
  readonly leaves: readonly string[];
  readonly faults: readonly string[];
}

function mountsOf(container: unknown, volume: unknown): unknown[] {
  return list(at(container, "volumeMounts")).filter((mount) => at(mount, "name") === at(volume, "name"));
}

/** A plain file in a mount of a whole volume: its path means the same wherever the volume is mounted alike. */
function isWhole({ mount, rest }: Mount): boolean {
  const part = at(mount, "subPath") ?? at(mount, "subPathExpr");
  return part === undefined && /^[\w-][\w.-]*$/.test(rest);
}

function writerFaults(plan: Plan, { workload, container, files }: SynapseProcess, writer: unknown, path: string) {
  const words = wordsOf(writer);
  const [judged, written, ...leaves] = words.slice(3);
  const read = judgedAt(plan, workload, container, files[0]);
  const [here, there] = [mountAt(workload.pod, container, path), mountAt(workload.pod, writer, path)];
  const secrets = leaves.map((leaf) => /^([^=]*)=(.*)$/s.exec(leaf)?.slice(1) ?? [leaf, ""]);
  const unknown = secrets.flatMap(([leaf = "", file = ""]) => {
    const mount = mountAt(workload.pod, writer, file);
    const isSecret = mount !== undefined && isWhole(mount) && at(mount.volume, "secret") !== undefined;
    if (!LEAVES.includes(leaf)) return [`is written with ${leaf}, which may stand in the judged file only`];
    return isSecret ? [] : [`is written with ${leaf} from ${file}, which is in no Secret`];
  });
  const members = typeof writer === "object" && writer !== null ? Object.keys(writer) : [];
  const places = list(at(writer, "volumeMounts")).map((mount) => String(at(mount, "mountPath")));
  const faults = [
    ...(at(writer, "image") === plan.facts.images.synapse.reference
      ? []
      : ["is written by another image than Synapse's"]),
    ...(words.slice(0, 3).join(" ") === PROGRAM ? [] : [`is not written by ${PROGRAM}`]),
    ...(read !== undefined && judgedAt(plan, workload, writer, judged) === read
      ? []
      : ["is not made of the judged file"]),
    ...(written === path && here?.from === there?.from ? [] : ["is not where its container writes"]),
    ...members.filter((each) => !MEMBERS.includes(each)).map((each) => `is written by a container with ${each}`),
    ...places.filter((each) => !PLACES.test(`${each}/`)).map((each) => `is written by a container that mounts ${each}`),
    ...unknown,
  ];
  return { leaves: secrets.flatMap(([leaf = ""]) => leaf), faults };
}

/** How a configuration file in a volume that the pod makes itself is written; undefined for files from elsewhere. */
export function secretSettings(plan: Plan, process: SynapseProcess, path: string): SecretSettings | undefined {
  const { pod, containers } = process.workload;
  const mounted = mountAt(pod, process.container, path);
  if (mounted === undefined || at(mounted.volume, "emptyDir") === undefined) return undefined;
  const writers = containers.filter((each) =>
    mountsOf(each, mounted.volume).some((mount) => at(mount, "readOnly") !== true),
  );
  const own = writers.includes(process.container) ? ["can be written by Synapse's own container"] : [];
  const whole = isWhole(mounted) ? [] : ["is no plain file of its volume"];
  const [writer, ...others] = writers.filter((each) => each !== process.container);
  if (writer === undefined || others.length > 0 || !list(at(pod, "initContainers")).includes(writer)) {
    return { leaves: [], faults: [...own, ...whole, "is not written by exactly one container that runs first"] };
  }
  const { leaves, faults } = writerFaults(plan, process, writer, path);
  return { leaves, faults: [...own, ...whole, ...faults] };
}
