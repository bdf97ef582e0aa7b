import { policies } from "../../../plan/network/reach";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, list, ofKind, texts, writtenDatabases } from "../../../plan/vocabulary";
import { archivesOf, liveShards, recoveredFrom, storeNamed } from "../../archives";
import { bucketKeys, storeSettings } from "../../media-store";
import { mountedFile } from "../../mounted";
import { type Program, programs } from "../../operations";
import {
  plannedOf,
  planRule,
  type Remark,
  remark,
  remarkAtEnvironment,
  remarkAtShard,
  subjectAtShard,
} from "../../rule";
import { isolationFaults } from "./isolation";

type Shard = ReturnType<typeof liveShards>[number];

/** A week: longer without a restore, nobody knows whether one works. */
const LEAST_OFTEN_SECONDS = 7 * 24 * 3600;

interface Fault {
  readonly planned: PlannedObject;
  readonly field: string;
  readonly message: string;
}

const inNamespace = (namespace: string) => (planned: PlannedObject) => planned.object.metadata.namespace === namespace;

/** What is wrong with the database that a drill makes: alone, of its shard's archive, writing to none. */
function databaseFaults(plan: Plan, shard: Shard, planned: PlannedObject): string[] {
  const { object } = planned;
  const from = recoveredFrom(object);
  const store = storeNamed(plan, shard.restoreNamespace, from?.store);
  const path = at(store?.object.spec, "configuration", "destinationPath");
  const endpoint = at(store?.object.spec, "configuration", "endpointURL");
  const isArchiving =
    archivesOf(object).length > 0 ||
    list(at(object.spec, "plugins")).length > 0 ||
    at(object.spec, "backup") !== undefined;
  return [
    ...(from?.serverName === shard.archive ? [] : [`is restored from ${String(from?.serverName ?? "nothing")}`]),
    ...(path === `s3://${shard.stateful.backupBucket}/` && endpoint === plan.facts.backup.endpoint
      ? []
      : [`reads ${String(path ?? "no store")}, not its shard's backups`]),
    ...(isArchiving ? ["archives, beside the database that it is a copy of"] : []),
    // What a store forgets by this would be gone for the live database too.
    ...(at(store?.object.spec, "retentionPolicy") === undefined ? [] : ["would remove old backups"]),
  ];
}

/** A number of at least another. */
function isAtLeast(value: unknown, least: number): boolean {
  return typeof value === "number" && value >= least;
}

/** What is wrong with what a drill is told. */
function settingsFaults(plan: Plan, shard: Shard, { settings, workload, container }: Program): string[] {
  const { restore } = plan.facts;
  const rtoSeconds = restore.rtoMinutes * 60;
  const due: readonly [string, unknown, unknown][] = [
    ["shard", at(settings, "shard"), shard.name],
    ["rtoSeconds", at(settings, "rtoSeconds"), rtoSeconds],
    ["rpoSeconds", at(settings, "rpoSeconds"), restore.rpoMinutes * 60],
    ["media.bucket", at(settings, "media", "bucket"), shard.stateful.mediaBucket],
    ["database.sslMode", at(settings, "database", "sslMode"), "verify-full"],
  ];
  const sample = at(settings, "media", "sample");
  const ends: readonly [string, unknown][] = [
    ["deadlineSeconds", at(settings, "deadlineSeconds")],
    // Kubernetes' own; it sets none by itself.
    [
      "activeDeadlineSeconds",
      at(workload.planned.object, "spec", "jobTemplate", "spec", "activeDeadlineSeconds") ?? rtoSeconds,
    ],
  ];
  const file = mountedFile(plan, workload, container, String(at(settings, "clusterFile")));
  const written = writtenDatabases(plan).filter(inNamespace(shard.restoreNamespace));
  return [
    ...due
      .filter(([, found, wanted]) => found !== wanted)
      .map(([name, found, wanted]) => `is told ${name} ${String(found)}, declared ${String(wanted)}`),
    ...(isAtLeast(sample, 1) ? [] : [`compares ${String(sample ?? "no")} files of media`]),
    // Given up before the objective, it would measure nothing.
    ...ends
      .filter(([, found]) => !isAtLeast(found, rtoSeconds))
      .map(([name, found]) => `gives up by ${name} ${String(found)}, before the objective of ${rtoSeconds} s`),
    ...(file !== undefined && written.length === 1 && written[0]?.template === file.planned.template
      ? []
      : [`makes a database that is none, or not the only one, of ${String(at(settings, "clusterFile"))}`]),
  ];
}

/** A key of the media store that only reads one shard's bucket. */
function hasReadingKey(plan: Plan, { stateful }: Shard): boolean {
  return storeSettings(plan)
    .flatMap(bucketKeys)
    .some(({ bucket, write }) => bucket === stateful.mediaBucket && !write);
}

function drillFaults(plan: Plan, shard: Shard, space: PlannedObject): Fault[] {
  const [drill, ...others] = programs(plan, "restore_drill").filter(({ workload }) =>
    inNamespace(shard.restoreNamespace)(workload.planned),
  );
  if (drill === undefined || others.length > 0 || drill.workload.planned.object.kind !== "CronJob")
    return [{ planned: space, field: "CronJob", message: "has not exactly one drill to be started." }];
  const { planned } = drill.workload;
  const { spec } = planned.object;
  const own = (message: string, field = "spec"): Fault => ({ planned, field, message });
  return [
    ...(at(spec, "suspend") === true ? [] : [own("starts by itself, at the same time as others.", "spec.suspend")]),
    ...settingsFaults(plan, shard, drill).map((fault) => own(`${fault}.`, "drill.json")),
    ...writtenDatabases(plan)
      .filter(inNamespace(shard.restoreNamespace))
      .flatMap((database) =>
        databaseFaults(plan, shard, database).map((fault) => ({
          planned: database,
          field: "spec",
          message: `${fault}.`,
        })),
      ),
    ...(hasReadingKey(plan, shard) ? [] : [own("has no key that only reads its shard's media.")]),
  ];
}

/** Whether an account may start Jobs in a namespace. */
function mayStart(plan: Plan, namespace: string, { workload }: Program): boolean {
  const [account, home] = [at(workload.pod, "serviceAccountName"), workload.planned.object.metadata.namespace];
  const roles = ofKind(plan, "RoleBinding")
    .filter(inNamespace(namespace))
    .filter(({ object }) =>
      list(at(object, "subjects")).some((each) => at(each, "name") === account && at(each, "namespace") === home),
    )
    .map(({ object }) => at(object, "roleRef", "name"));
  return ofKind(plan, "Role")
    .filter(inNamespace(namespace))
    .filter(({ object }) => roles.includes(object.metadata.name))
    .flatMap(({ object }) => list(at(object, "rules")))
    .some((rule) => texts(at(rule, "resources")).includes("jobs") && texts(at(rule, "verbs")).includes("create"));
}

/** What is wrong with what starts drills: every shard in its turn, often enough. */
function scheduleFaults(plan: Plan, schedule: Program): Fault[] {
  const { planned } = schedule.workload;
  const every = at(schedule.settings, "everySeconds");
  const most = Math.min(LEAST_OFTEN_SECONDS, plan.facts.restore.drillEveryDays * 24 * 3600);
  const listed = list(at(schedule.settings, "shards")).map(
    (each) => `${String(at(each, "shard"))} in ${String(at(each, "namespace"))}`,
  );
  const due = liveShards(plan);
  const names = due.map(({ name, restoreNamespace }) => `${name} in ${restoreNamespace}`);
  const say = (field: string, message: string): Fault => ({ planned, field, message });
  return [
    ...(typeof every === "number" && every > 0 && every <= most
      ? []
      : [say("everySeconds", `starts a drill every ${String(every)} s; ${most} are the most.`)]),
    ...names.filter((each) => !listed.includes(each)).map((each) => say("shards", `never drills ${each}.`)),
    ...listed
      .filter((each) => !names.includes(each))
      .map((each) => say("shards", `drills ${each}, which is nobody's.`)),
    ...due
      .filter(({ restoreNamespace }) => !mayStart(plan, restoreNamespace, schedule))
      .map(({ restoreNamespace }) => say("serviceAccountName", `may not start a drill in ${restoreNamespace}.`)),
  ];
}

export default planRule({
  id: "BCK-04",
  title: {
    fr: "Chaque serveur est restauré à blanc, à l'écart, à son tour",
    en: "Every shard is restored as an exercise, apart, in its turn, against the declared objectives",
  },
  why: "Une sauvegarde jamais restaurée n'en est pas une. L'exercice ne doit rien pouvoir abîmer : ni archive, ni clé qui écrit, ni chemin vers ce qui tourne.",
  remedy:
    "L'exercice vient de stacks/restore-drill et de stacks/restore-drills : rétablissez-le pour le serveur nommé, suspendu, isolé, avec les seuils d'environment.yaml.",
  severity: "high",
  controls: ["SNC:12.5.c", "PSSIE:PCA-EXERC", "PSSIE:PCA-PROC", "SNC:14.7.b", "SNC:17.2.a", "SNC:17.3.a"],
  looksAt:
    "the namespace of restores of each shard that runs: its suspended drill, what it is told, the database that it makes, its network policies; and what starts drills",
  check: (plan) => {
    const shards = liveShards(plan);
    const restores = new Set<string | undefined>(shards.map(({ restoreNamespace }) => restoreNamespace));
    const spaces = ofKind(plan, "Namespace");
    const schedules = programs(plan, "drill_schedule");
    const [schedule] = schedules;
    const ofShards = shards.flatMap((shard): Remark[] => {
      const space = spaces.find(({ object }) => object.metadata.name === shard.restoreNamespace);
      if (space === undefined)
        return [
          remarkAtShard(
            plan,
            shard,
            "restoreNamespace",
            `has no namespace ${shard.restoreNamespace} to be restored in.`,
          ),
        ];
      return [...drillFaults(plan, shard, space), ...isolationFaults(plan, shard.restoreNamespace)].map(
        ({ planned, field, message }) => remark(planned, field, message),
      );
    });
    const none: Remark = remarkAtEnvironment(
      plan,
      "restore drills",
      "restore",
      `are started by ${schedules.length} programs, not one.`,
    );
    const ofSchedule =
      schedule === undefined || schedules.length > 1
        ? [none]
        : scheduleFaults(plan, schedule).map(({ planned, field, message }) => remark(planned, field, message));
    const inRestores = [...writtenDatabases(plan), ...plannedOf(policies(plan))].filter(({ object }) =>
      restores.has(object.metadata.namespace),
    );
    return {
      looked: [
        ...shards.map((shard) => subjectAtShard(plan, shard)),
        ...spaces.filter(({ object }) => restores.has(object.metadata.name)),
        ...plannedOf([...programs(plan, "restore_drill"), ...schedules].map(({ workload }) => workload)),
        ...inRestores,
      ],
      findings: [...ofShards, ...ofSchedule],
    };
  },
});
