import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, databases, ofKind } from "../../../plan/vocabulary";
import { BARMAN_PLUGIN } from "../../archives";
import { against, planRule, remark } from "../../rule";
import { startsOf } from "./schedule";

const WINDOW_MINUTES = 10;

/** Databases that may begin their backup within the same window: beyond, they read and send at once. Assumption. */
const togetherMost = (databases: number) => Math.max(3, Math.ceil(databases / 10));

function faults({ object: { spec } }: PlannedObject): { field: string; message: string }[] {
  const [method, plugin, suspend] = [at(spec, "method"), at(spec, "pluginConfiguration", "name"), at(spec, "suspend")];
  const target = at(spec, "target") ?? "prefer-standby";
  return [
    ...(method === "plugin" && plugin === BARMAN_PLUGIN
      ? []
      : [
          {
            field: "spec.method",
            message: `is by ${String(method)} ${String(plugin ?? "")}, not by ${BARMAN_PLUGIN}.`,
          },
        ]),
    ...(suspend === undefined || suspend === false ? [] : [{ field: "spec.suspend", message: "is suspended." }]),
    ...(target === "prefer-standby"
      ? []
      : [{ field: "spec.target", message: `is of the ${String(target)}, which serves meanwhile.` }]),
    ...(startsOf(at(spec, "schedule")) === undefined
      ? [{ field: "spec.schedule", message: `${String(at(spec, "schedule"))} is no six fields that begin every day.` }]
      : []),
  ];
}

/** Seconds of a time as PostgreSQL reads it, without unit or with one; undefined for what never comes. */
function seconds(time: unknown): number | undefined {
  const [, count, unit = "s"] = /^(\d+)(s|min|h|d)?$/.exec(String(time)) ?? [];
  const factor = { s: 1, min: 60, h: 3600, d: 86_400 }[unit];
  return count === undefined || factor === undefined || Number(count) === 0 ? undefined : Number(count) * factor;
}

/** Databases whose newest may be on this site alone for longer than the declared objective. */
function late(plan: Plan): { planned: PlannedObject; message: string }[] {
  const most = plan.facts.restore.rpoMinutes * 60;
  return databases(plan).flatMap((planned) => {
    const written = at(planned.object, "spec", "postgresql", "parameters", "archive_timeout");
    const due = seconds(written);
    const message = `archives after ${String(written)}; ${most} s are the objective.`;
    return due !== undefined && due <= most ? [] : [{ planned, message }];
  });
}

/** Backups that begin with too many others, by the windows of a day. */
function crowded(backups: readonly PlannedObject[]): PlannedObject[] {
  const windows = new Map<number, PlannedObject[]>();
  for (const planned of backups)
    for (const minute of startsOf(at(planned.object, "spec", "schedule")) ?? []) {
      const window = Math.floor(minute / WINDOW_MINUTES);
      windows.set(window, [...(windows.get(window) ?? []), planned]);
    }
  return [...windows.values()].flatMap((all) => all.slice(togetherMost(backups.length)));
}

export default planRule({
  id: "BCK-01",
  title: {
    fr: "Chaque base est sauvegardée chaque jour, à son heure, et son journal part dans l'objectif",
    en: "Every database has a base backup every day, at a time of its own, and its log leaves within the objective",
  },
  why: "Une restauration rejoue tout le journal depuis la dernière sauvegarde ; un programme suspendu, ou mal lu (six champs), ne se remarque que le jour du sinistre.",
  remedy:
    "Le ScheduledBackup vient de stacks/postgres/backups.ts : method plugin, suspend false, six champs, les secondes d'abord.",
  severity: "critical",
  controls: ["SNC:12.5.a", "SNC:17.6.a"],
  looksAt:
    "every PostgreSQL cluster against the ScheduledBackups of its namespace, when they begin, and how late its log leaves against the declared objective",
  check: (plan) => {
    const backups = ofKind(plan, "ScheduledBackup");
    const wrong = backups.flatMap((planned) =>
      faults(planned).map(({ field, message }) => remark(planned, field, message)),
    );
    const without = databases(plan)
      .filter(
        ({ object }) =>
          !backups.some(
            ({ object: { metadata, spec } }) =>
              metadata.namespace === object.metadata.namespace && at(spec, "cluster", "name") === object.metadata.name,
          ),
      )
      .map((planned) => remark(planned, "ScheduledBackup", "is backed up by nothing."));
    const together = crowded(backups).map((planned) =>
      remark(
        planned,
        "spec.schedule",
        `begins in the same ${WINDOW_MINUTES} minutes as ${togetherMost(backups.length)} others.`,
      ),
    );
    const slow = late(plan).map(({ planned, message }) =>
      remark(planned, "spec.postgresql.parameters.archive_timeout", message),
    );
    return {
      looked: against(databases(plan), ...backups),
      findings: [...wrong, ...without, ...together, ...slow],
    };
  },
});
