import type { Plan } from "../../../../plan/plan";
import { changed, objectAt, remove, set } from "../../change";
import { JUSTICE, SHARD_STACKS } from "../../places";
import { factAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";
import { archiving, schedule } from "../archived";

const SCHEDULE = ["spec", "schedule"];

export const good = smallPlan({ objects: [archiving(), schedule] });
export const bad = smallPlan({ objects: [archiving(), changed(schedule, ["spec", "suspend"], true)] });

const at = JUSTICE.backupSchedule;

/** Every backup at the same minute of the night. */
function together(plan: Plan): void {
  for (const { stack, object } of plan.objects)
    if (object.kind === "ScheduledBackup")
      set(
        objectAt(plan, { stack, object: `ScheduledBackup/${object.metadata.namespace}/postgres` }),
        SCHEDULE,
        "0 0 5 * * *",
      );
}

export const mutations: readonly Mutation[] = [
  { name: "no backup", at: JUSTICE.postgres, mutate: (plan) => remove(plan, at) },
  { name: "a backup of another database", ...setAt(at, ["spec", "cluster", "name"], "old"), at: JUSTICE.postgres },
  { name: "suspended", ...setAt(at, ["spec", "suspend"], true) },
  { name: "by the method that goes with the next operator", ...setAt(at, ["spec", "method"], "barmanObjectStore") },
  { name: "by the operator's own default", ...unsetAt(at, ["spec", "method"]) },
  { name: "by a plugin that nobody named", ...unsetAt(at, ["spec", "pluginConfiguration"]) },
  { name: "five fields, which is each hour and not each day", ...setAt(at, SCHEDULE, "6 1 * * *") },
  { name: "once a week", ...setAt(at, SCHEDULE, "0 6 1 * * 0") },
  { name: "once a month", ...setAt(at, SCHEDULE, "0 6 1 1 * *") },
  { name: "every minute of an hour", ...setAt(at, SCHEDULE, "0 * 1 * * *") },
  { name: "at no hour", ...setAt(at, SCHEDULE, "0 6 25 * * *") },
  { name: "a word that nobody documents", ...setAt(at, SCHEDULE, "@daily") },
  { name: "of the primary, which serves meanwhile", ...setAt(at, ["spec", "target"], "primary") },
  {
    name: "a log that leaves after the objective",
    ...setAt(JUSTICE.postgres, ["spec", "postgresql", "parameters", "archive_timeout"], "6min"),
  },
  {
    name: "a log that never leaves by itself",
    ...setAt(JUSTICE.postgres, ["spec", "postgresql", "parameters", "archive_timeout"], "0"),
  },
  {
    name: "a stricter objective",
    ...factAt("restore", ["restore", "rpoMinutes"], 1),
    at: JUSTICE.postgres,
    also: SHARD_STACKS,
  },
  {
    name: "all at once",
    at,
    also: SHARD_STACKS,
    mutate: together,
  },
];
