import { type Fleet, liveShards } from "../../../fleet/fleet";
import { days, type RuleGroup } from "../rules";

/** Twice a round through all shards: one failed or held week is no alarm. Assumption. */
const ROUNDS = 2;

/** Whether each shard is known to come back. */
export function restoreDrillRules(fleet: Fleet): RuleGroup {
  const { drillEveryDays } = fleet.restore;
  const roundDays = drillEveryDays * liveShards(fleet).length;
  return {
    name: "restore-drills",
    system: "restore-drills",
    alerts: [
      {
        alert: "RestoreDrillFailed",
        severity: "critical",
        expr: "max by (shard) (tchap_restore_drill_success) == 0",
        for: "0m",
        summary: "The restore drill of {{ $labels.shard }} failed",
        description:
          "It is not known that shard {{ $labels.shard }} can be restored: treat it as one without a backup.",
        runbook: "restore-drill-failed",
      },
      {
        alert: "RestoreDrillOld",
        severity: "warning",
        expr: `time() - max by (shard) (tchap_restore_drill_timestamp_seconds > 0) > ${days(ROUNDS * roundDays)}`,
        for: "1h",
        summary: "{{ $labels.shard }} was not restored for long",
        description: `The last drill of shard {{ $labels.shard }} is older than ${ROUNDS * roundDays} days, twice a round of all shards.`,
        runbook: "restore-drill-failed",
      },
      {
        alert: "RestoreDrillsStopped",
        severity: "warning",
        expr: `time() - max(tchap_restore_drill_timestamp_seconds) > ${days(ROUNDS * drillEveryDays)}`,
        for: "1d",
        summary: "No restore drill ends any more",
        description: `No drill of any shard ended for ${ROUNDS * drillEveryDays} days; one is due every ${drillEveryDays}.`,
        runbook: "restore-drill-failed",
      },
      {
        alert: "RestoreDrillsHeld",
        severity: "warning",
        expr: "max by (namespace) (tchap_restore_drills_held) == 1",
        for: "6h",
        summary: "Restore drills wait for a shard that cannot be looked at",
        description:
          "{{ $labels.namespace }} starts no drill: a declared shard is not deployed, or its namespace refuses.",
        runbook: "restore-drill-failed",
      },
    ],
  };
}
