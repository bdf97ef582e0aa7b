import { type Fleet, MONITORING_NAMESPACE } from "../../fleet/fleet";
import { systemLabels } from "../labels";
import { type Release, TIMEOUT_SECONDS } from "../release";
import { ruleGroups } from "./alerts/alerts";
import { dashboards } from "./dashboards/dashboards";
import { facts } from "./facts";
import { MONITORING, SYNTHETIC_CHECKS } from "./places";
import { podMonitors } from "./pod-monitors";
import type { RuleGroup } from "./rules";
import { CHECKS_NEEDS, syntheticChecks } from "./synthetic-checks";
import type { MonitoringValues, RuleGroupValues } from "./values";

/** A group as the chart takes it: each alert with its environment, its severity and where its page is. */
function written(fleet: Fleet, { name, system, recordings = [], alerts = [] }: RuleGroup): RuleGroupValues {
  const { runbooks } = fleet.monitoring;
  return {
    name,
    recordings: recordings.map(({ record, expr, labels }) =>
      labels === undefined || Object.keys(labels).length === 0
        ? { record, expr }
        : { record, expr, labels: { ...labels } },
    ),
    alerts: alerts.map(({ alert, severity, expr, for: held, summary, description, runbook }) => ({
      alert,
      expr,
      for: held,
      labels: { environment: fleet.environment, severity, ...(system === undefined ? {} : { system }) },
      annotations: { summary, description, runbook_url: `${runbooks}/${runbook}.md` },
    })),
  };
}

/** What the platform's Prometheus and Grafana are told about the footprint, and what asks public hosts for them. */
export function monitoring(fleet: Fleet): Release {
  const groups = [facts(fleet), ...ruleGroups(fleet)];
  const values: MonitoringValues = {
    monitoring: {
      labels: systemLabels(fleet, MONITORING, "backend"),
      podMonitors: podMonitors(fleet),
      rules: groups.map((group) => written(fleet, group)),
      dashboards: dashboards(),
    },
    syntheticChecks: syntheticChecks(fleet),
  };
  return {
    name: MONITORING,
    namespace: MONITORING_NAMESPACE,
    chart: "monitoring",
    values,
    wait: true,
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [CHECKS_NEEDS],
    accounts: [SYNTHETIC_CHECKS],
  };
}
