import type { Plan } from "../../../plan/plan";
import { at, homeservers, list, synapseYaml, texts, type Workload, workloads } from "../../../plan/vocabulary";
import { mountedFile } from "../../mounted";
import { planRule, remark } from "../../rule";

/** Flags that change nothing of what the files say. */
const FLAGS = ["--no-secrets-in-config"];

/** Kinds whose containers stay: one of Synapse's image is a homeserver, whatever its command says. */
const SERVING = ["Deployment", "StatefulSet", "DaemonSet"];

function wordsOf(container: unknown): string[] {
  return [...texts(at(container, "command")), ...texts(at(container, "args"))];
}

function startsSynapse(word: string): boolean {
  return word.includes("synapse.app");
}

/** The files that Synapse's command line names, and what else it sets. */
function commandLine(words: readonly string[]): { files: string[]; strange: string[] } {
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

/** What is wrong with how one container starts Synapse. */
function faults(plan: Plan, workload: Workload, container: unknown): string[] {
  const words = wordsOf(container);
  const start = words.findIndex((word) => /^synapse\.app\.\w+$/.test(word));
  if (start < 0) return ["starts the image of Synapse by a command whose configuration cannot be told"];
  const { files, strange } = commandLine(words.slice(start + 1));
  const judged = homeservers(plan);
  const found = files.map((path) => ({ path, file: mountedFile(plan, workload, container, path) }));
  const isJudged = (file: (typeof found)[number]["file"]) =>
    judged.some((each) => each.planned === file?.planned && each.file === file.file);
  const own = found.filter(({ file }) => isJudged(file));
  const others = found.flatMap(({ path, file }) => {
    if (isJudged(file)) return [];
    if (file === undefined) return [`reads ${path}, which is in no ConfigMap of the plan`];
    const config = synapseYaml(file.text);
    const names = typeof config === "object" && config !== null ? Object.keys(config) : ["what is no YAML"];
    return names.filter((name) => !name.startsWith("worker_")).map((name) => `reads ${path}, which sets ${name}`);
  });
  return [
    ...strange.map((word) => `is given ${word} on its command line`),
    ...(own.length === 1 ? [] : [`reads ${own.length} configurations of a homeserver, not one`]),
    ...others,
  ];
}

export default planRule({
  id: "SYN-20",
  title: {
    fr: "Synapse ne lit que la configuration jugée",
    en: "Synapse reads the configuration that was judged, and no other setting",
  },
  why: "Un second fichier, un autre nom de fichier ou une option de la ligne de commande l'emporte sur tous les réglages jugés. Règle propre au procédé.",
  remedy: "Démarrez synapse.app.* avec -c et le homeserver.yaml monté ; un fichier de plus ne règle que des worker_*.",
  severity: "critical",
  controls: ["own"],
  waivable: false,
  looksAt: "the command line of every container that runs Synapse, and the ConfigMaps that it mounts",
  check: (plan) => {
    const { reference } = plan.facts.images.synapse;
    const running = workloads(plan).flatMap((workload) =>
      workload.containers
        .filter((container) => {
          const serves = SERVING.includes(workload.planned.object.kind);
          const isMain = list(at(workload.pod, "containers")).includes(container);
          return (serves && isMain && at(container, "image") === reference) || wordsOf(container).some(startsSynapse);
        })
        .map((container) => ({ workload, container })),
    );
    return {
      looked: running.length,
      findings: running.flatMap(({ workload, container }) =>
        faults(plan, workload, container).map((message) =>
          remark(workload.planned, "containers[].args", `${message}.`),
        ),
      ),
    };
  },
});
