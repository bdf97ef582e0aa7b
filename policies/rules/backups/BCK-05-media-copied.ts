import type { Plan } from "../../../plan/plan";
import { at, list, podSpec, texts, type Workload, workloads } from "../../../plan/vocabulary";
import { liveShards } from "../../archives";
import { mountAt, mountedFile } from "../../mounted";
import {
  against,
  plannedOf,
  planRule,
  type Remark,
  remark,
  remarkAtEnvironment,
  subjectAtEnvironment,
} from "../../rule";
import { cronStartsOf } from "./schedule";

/** Files that one run may delete on the other site: a run that would delete more is a mistake, or worse. Assumption. */
const MOST_DELETIONS = 10_000;

type Remotes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** rclone's configuration: sections of settings (rclone.org/docs, configuration file). */
function readRemotes(text: string): Remotes {
  const remotes = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const line of text.split("\n").map((each) => each.trim())) {
    const name = /^\[(.+)\]$/.exec(line)?.[1];
    const [, key, value] = /^([^#;=\s]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      section = new Map();
      remotes.set(name, section);
    } else if (key !== undefined && value !== undefined) section.set(key, value);
  }
  return remotes;
}

interface Copier {
  readonly workload: Workload;
  readonly container: unknown;
}

/** Where a folder of a combined remote leads to: a remote, and a bucket of it. */
function upstreams(remotes: Remotes, name: string): ReadonlyMap<string, readonly [string, string]> {
  const written = remotes.get(name)?.get("upstreams") ?? "";
  return new Map(
    written.split(/\s+/).flatMap((each): [string, readonly [string, string]][] => {
      const [, folder, remote, bucket] = /^([^=]+)=([^:]+):(.+)$/.exec(each) ?? [];
      return folder === undefined || remote === undefined || bucket === undefined ? [] : [[folder, [remote, bucket]]];
    }),
  );
}

function remoteOf(word: string | undefined): string {
  return /^([^:]+):$/.exec(word ?? "")?.[1] ?? "";
}

/** The Secret that a remote's key is in. */
function secretOf({ workload, container }: Copier, remote: ReadonlyMap<string, string> | undefined): unknown {
  const mount = mountAt(workload.pod, container, remote?.get("shared_credentials_file") ?? "");
  return at(mount?.volume, "secret", "secretName");
}

/**
 * Whether the same run without doing anything comes first, and keeps it from starting where it fails: by itself rclone
 * deletes up to its limit before it gives up (rclone.org/docs, --max-delete).
 */
function isRehearsed(plan: Plan, { workload }: Copier, words: readonly string[]): boolean {
  return list(at(workload.pod, "initContainers")).some((container) => {
    const all = texts(at(container, "args"));
    const isSame = words.every((word, index) => all[index] === word);
    const isRclone = at(container, "image") === plan.facts.images.rclone.reference;
    return isRclone && isSame && all.includes("--dry-run") && at(container, "restartPolicy") === undefined;
  });
}

/** What is wrong with what a run copies, from where to where. */
function copyFaults(plan: Plan, copier: Copier, remotes: Remotes, words: readonly string[]): string[] {
  const [command, from, to] = words;
  const [sources, targets] = [upstreams(remotes, remoteOf(from)), upstreams(remotes, remoteOf(to))];
  const { endpoint, bucketPrefix } = plan.facts.mediaCopy;
  const ofShards = liveShards(plan).flatMap(({ name, stateful }) => {
    const [source, target] = [sources.get(name), targets.get(name)];
    const isRight = source?.[1] === stateful.mediaBucket && target?.[1] === `${bucketPrefix}-${name}`;
    const isElsewhere = remotes.get(target?.[0] ?? "")?.get("endpoint") === endpoint;
    return isRight && isElsewhere ? [] : [`does not copy the media of ${name} to the second site`];
  });
  const used = (all: typeof sources) => new Set([...all.values()].map(([remote]) => remote));
  const keys = [...used(sources), ...used(targets)].map((remote) => secretOf(copier, remotes.get(remote)));
  const deletions = Number(words[words.indexOf("--max-delete") + 1]);
  const isBounded = words.includes("--max-delete") && deletions >= 0 && deletions <= MOST_DELETIONS;
  return [
    ...ofShards,
    ...(command === "copy" || (command === "sync" && isBounded && isRehearsed(plan, copier, words))
      ? []
      : [`runs ${String(command)} without bounding, before it starts, how much it deletes on the other site`]),
    ...(keys.includes(undefined) || new Set(keys).size < keys.length
      ? ["has not a key from a Secret for each of both sites"]
      : []),
  ];
}

function faults(plan: Plan, copier: Copier): string[] {
  const { workload, container } = copier;
  const { kind, spec } = workload.planned.object;
  const words = texts(at(container, "args"));
  const path = words[words.indexOf("--config") + 1] ?? "";
  const file = mountedFile(plan, workload, container, path);
  return [
    ...(kind === "CronJob" && cronStartsOf(at(spec, "schedule")) !== undefined && at(spec, "suspend") !== true
      ? []
      : ["does not run every day"]),
    ...(at(spec, "concurrencyPolicy") === "Forbid" ? [] : ["may run beside itself"]),
    ...(file === undefined
      ? ["reads no configuration of the plan"]
      : copyFaults(plan, copier, readRemotes(file.text), words)),
  ];
}

export default planRule({
  id: "BCK-05",
  title: {
    fr: "Les médias de chaque serveur sont copiés chaque nuit sur un second site",
    en: "Every shard's media are copied to a second site every day, with another key",
  },
  why: "Trois copies sur un même site partent avec lui. La copie suit les suppressions : sans borne, une erreur l'efface la nuit suivante.",
  remedy:
    "Rétablissez stacks/media-store/media-copy.ts : chaque seau, le second site d'environment.yaml, sync avec --max-delete.",
  severity: "high",
  controls: ["PSSIE:PCA-SAUVE", "SNC:12.5.d", "SNC:12.5.a", "SNC:17.6.a"],
  looksAt: "what runs rclone: when, from which buckets to which of the second site, with which keys, deleting how much",
  check: (plan) => {
    const copiers = workloads(plan).flatMap((workload) =>
      list(at(podSpec(workload.planned.object), "containers"))
        .filter((container) => at(container, "image") === plan.facts.images.rclone.reference)
        .map((container) => ({ workload, container })),
    );
    const none: Remark = remarkAtEnvironment(
      plan,
      "media copy",
      "mediaCopy",
      `is made by ${copiers.length} programs, not one.`,
    );
    return {
      looked: against(plannedOf(copiers.map(({ workload }) => workload)), subjectAtEnvironment(plan, "media copy")),
      findings: [
        ...(copiers.length === 1 ? [] : [none]),
        ...copiers.flatMap((copier) =>
          faults(plan, copier).map((fault) => remark(copier.workload.planned, "containers[].args", `${fault}.`)),
        ),
      ],
    };
  },
});
