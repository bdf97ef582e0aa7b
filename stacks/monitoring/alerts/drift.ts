import { hours, type RuleGroup } from "../rules";

/** Four of the hourly comparisons: one that came in the middle of a deploy is no alarm. Assumption. */
const STALE_HOURS = 4;

/** Whether the cluster is what the plan says, and whether anybody knows. */
export const DRIFT_RULES: RuleGroup = {
  name: "drift",
  system: "drift",
  alerts: [
    {
      alert: "DriftFound",
      severity: "warning",
      expr: "max by (drift) (tchap_drift_objects) > 0",
      // Two comparisons: a deploy may be under way during one.
      for: "90m",
      summary: "Objects of the cluster are {{ $labels.drift }}",
      description: "Somebody or something changed the cluster beside a deploy: objects are {{ $labels.drift }}.",
      runbook: "drift-found",
    },
    {
      alert: "DriftUnknown",
      severity: "warning",
      expr: `time() - max(tchap_drift_timestamp_seconds) > ${hours(STALE_HOURS)}`,
      for: "15m",
      summary: "Nobody knows whether the cluster is as planned",
      description: `No comparison of the cluster with its plan has ended for ${STALE_HOURS} hours, or none ever did; one runs every hour.`,
      runbook: "drift-found",
    },
    {
      alert: "DriftPartlyUnknown",
      severity: "warning",
      expr: "max(tchap_drift_not_compared) > 0",
      for: "90m",
      summary: "A part of the cluster is not compared with its plan",
      description: "The comparison could not read what it asked for: a role or a kind of object is missing.",
      runbook: "drift-found",
    },
  ],
};
