import type { Plan } from "../../../plan/plan";
import { at, list } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";
import {
  judgedAt,
  MAIN_APPLICATION,
  type OwnFile,
  ownFile,
  POD_NAME,
  type SynapseProcess,
  synapseProcesses,
} from "./processes";
import { type SecretSettings, secretSettings } from "./secret-settings";

/** What a process' own file may set: its name, application, listeners and log; all else is every process' alike. */
const OWN_SETTINGS = ["worker_app", "worker_name", "worker_listeners", "worker_log_config"];

/** True when a container knows its pod's name by the variable, from Kubernetes itself. */
function knowsPodName(container: unknown): boolean {
  const [only, ...others] = list(at(container, "env")).filter((each) => at(each, "name") === "POD_NAME");
  return others.length === 0 && at(only, "valueFrom", "fieldRef", "fieldPath") === "metadata.name";
}

/** What is wrong with a file that one pod reads beside the judged one. */
function ownFileFaults({ application }: SynapseProcess, { file, config }: OwnFile, pod: string | undefined): string[] {
  if (file === undefined) return ["is in no ConfigMap of the plan"];
  const names = typeof config === "object" && config !== null ? Object.keys(config) : ["what is no YAML"];
  const [app, name] = [at(config, "worker_app"), at(config, "worker_name")];
  return [
    ...names.filter((each) => !OWN_SETTINGS.includes(each)).map((each) => `sets ${each}`),
    ...(app === application ? [] : [`is for ${String(app)}, not for ${application}`]),
    ...(pod !== undefined && name === pod ? [] : [`names ${String(name)}, not its pod ${pod ?? "of whatever name"}`]),
  ];
}

/** What is wrong with one file of a command line that is not the judged one. */
function otherFileFaults(
  plan: Plan,
  process: SynapseProcess,
  written: string,
  secret: SecretSettings | undefined,
): string[] {
  const { container, pods } = process;
  if (secret !== undefined) return secret.faults.map((fault) => `reads ${written}, which ${fault}`);
  const rest = written.split(POD_NAME).join("");
  if (rest.includes("$(") || (rest !== written && !(knowsPodName(container) && pods !== undefined)))
    return [`reads ${written}, whose variable cannot be told`];
  return (pods ?? [undefined]).flatMap((pod) => {
    const own = ownFile(plan, process, written, pod);
    return ownFileFaults(process, own, pod).map((fault) => `reads ${own.path}, which ${fault}`);
  });
}

/** What is wrong with how one container starts Synapse. */
function faults(plan: Plan, process: SynapseProcess): string[] {
  const { workload, container, application, files, strange } = process;
  if (application === undefined) return ["starts the image of Synapse by a command whose configuration cannot be told"];
  const judged = files.filter((path) => judgedAt(plan, workload, container, path) !== undefined);
  const others = files.filter((path) => !judged.includes(path));
  const settings = others.map((path) => ({ path, secret: secretSettings(plan, process, path) }));
  const secret = settings.filter((each) => each.secret !== undefined);
  const own = others.length - secret.length;
  const due = application === MAIN_APPLICATION ? 0 : 1;
  return [
    ...strange.map((word) => `is given ${word} on its command line`),
    ...(judged.length === 1 ? [] : [`reads ${judged.length} configurations of a homeserver, not one`]),
    // Later files win: the blocks with secrets are those of the judged file, with more in them.
    ...(judged[0] === files[0] ? [] : ["reads other files before the judged one"]),
    ...(secret.length > 1 ? [`reads ${secret.length} files of secret settings, not one`] : []),
    ...(own === due ? [] : [`reads ${own} files of its own beside the judged one, not ${due}`]),
    ...settings.flatMap(({ path, secret }) => otherFileFaults(plan, process, path, secret)),
  ];
}

export default planRule({
  id: "SYN-20",
  title: {
    fr: "Synapse ne lit que la configuration jugée",
    en: "Synapse reads the configuration that was judged, and no other setting",
  },
  why: "Un second fichier, un autre nom de fichier ou une option de la ligne de commande l'emporte sur tous les réglages jugés. Règle propre au procédé.",
  remedy:
    "Démarrez synapse.app.* avec -c et le homeserver.yaml monté, puis les réglages secrets écrits par tchap_synapse.secret_settings et, pour un worker, son propre fichier de worker_*.",
  severity: "critical",
  controls: ["PSSIE:EXP-CONFIG", "PSSIE:EXP-DOC-CONFIG", "PSSIE:EXP-CI-LTA", "own"],
  waivable: false,
  looksAt:
    "the command line of every container that runs Synapse, for every pod that it may become, the files that it names, and what writes them",
  check: (plan) => {
    const running = synapseProcesses(plan);
    return {
      looked: plannedOf(running.map(({ workload }) => workload)),
      findings: running.flatMap((process) =>
        faults(plan, process).map((message) => remark(process.workload.planned, "containers[].args", `${message}.`)),
      ),
    };
  },
});
