import { hours, type RuleGroup, WHOSE } from "../rules";
import { SCRAPED } from "../scraped";

/** Restarts in an hour: a crash loop, not a roll-out. Assumption. */
const RESTARTS = 3;

/** Share of a volume that is left. Assumption: days, since volumes hold months. */
const VOLUME_LEFT = 0.15;

/** Seconds that a node's clock may be off: logs of several nodes stop being told in order, and tokens end early. */
const CLOCK_SECONDS = 0.5;

/** Hours: the job runs each night. */
const EXPIRY_HOURS = 36;

/** Nodes whose collector is not ready, which it is only while the store takes what it sends; all, where none is wanted. */
const COLLECTORS_LATE =
  '(kube_daemonset_status_desired_number_scheduled{daemonset="log-collector"} - ' +
  'kube_daemonset_status_number_ready{daemonset="log-collector"} > 0 or ' +
  `kube_daemonset_status_desired_number_scheduled{daemonset="log-collector"} == 0) ${WHOSE}`;

/** Rules about whatever runs, by the figures of Kubernetes, of the nodes and of Prometheus itself. */
export const CLUSTER_RULES: RuleGroup = {
  name: "cluster",
  alerts: [
    {
      alert: "PodRestarts",
      severity: "warning",
      expr: `sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total[1h])) ${WHOSE} > ${RESTARTS}`,
      for: "5m",
      summary: "{{ $labels.pod }} keeps restarting",
      description:
        "Container {{ $labels.container }} of {{ $labels.pod }} in {{ $labels.namespace }} restarts again and again.",
      runbook: "pod-not-running",
    },
    {
      alert: "PodNotReady",
      severity: "warning",
      // A finished pod of a Job is not ready either.
      expr:
        'max by (namespace, pod) (kube_pod_status_ready{condition="true"} == 0 and on (namespace, pod) ' +
        `kube_pod_status_phase{phase=~"Pending|Running|Unknown"} == 1) ${WHOSE} == 0`,
      for: "15m",
      summary: "{{ $labels.pod }} is not ready",
      description: "{{ $labels.pod }} in {{ $labels.namespace }} has not been ready for a quarter of an hour.",
      runbook: "pod-not-running",
    },
    {
      alert: "VolumeFills",
      severity: "warning",
      expr: `kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes ${WHOSE} < ${VOLUME_LEFT}`,
      for: "30m",
      summary: "{{ $labels.persistentvolumeclaim }} in {{ $labels.namespace }} is nearly full",
      description:
        "Less than a seventh of the volume {{ $labels.persistentvolumeclaim }} in {{ $labels.namespace }} is left.",
      runbook: "disk-full",
    },
    {
      alert: "AccountExpiryStopped",
      severity: "warning",
      expr:
        'time() - (kube_cronjob_status_last_successful_time{cronjob="account-expiry"} or ' +
        `kube_cronjob_created{cronjob="account-expiry"}) ${WHOSE} > ${hours(EXPIRY_HOURS)}`,
      for: "1h",
      summary: "Accounts of {{ $labels.shard }} no longer expire",
      description: `The nightly job of {{ $labels.namespace }} has not succeeded for ${EXPIRY_HOURS} hours.`,
      runbook: "account-expiry-stopped",
    },
    {
      alert: "LogsFallBehind",
      severity: "warning",
      expr: COLLECTORS_LATE,
      for: "15m",
      summary: "Logs of a node do not arrive",
      description:
        "The log collector in {{ $labels.namespace }} is missing on a node, or its store does not take what it sends.",
      runbook: "logs-not-arriving",
    },
    {
      alert: "LogsAreLostSoon",
      severity: "critical",
      expr: COLLECTORS_LATE,
      for: "4h",
      summary: "Logs of a node are lost soon",
      description: "Logs of a node have not arrived for four hours: its queue fills, and then they are lost.",
      runbook: "logs-not-arriving",
    },
    {
      alert: "ClockWrong",
      severity: "warning",
      expr: `abs(node_timex_offset_seconds) > ${CLOCK_SECONDS} or node_timex_sync_status == 0`,
      for: "15m",
      summary: "The clock of {{ $labels.instance }} is wrong",
      description:
        "The clock of node {{ $labels.instance }} is off or follows no time server: logs and tokens depend on it.",
      runbook: "logs-not-arriving",
    },
    {
      alert: "TargetDown",
      severity: "warning",
      expr: `up{system=~"${SCRAPED.map(({ system }) => system).join("|")}"} == 0`,
      for: "10m",
      summary: "{{ $labels.pod }} shows no figures",
      description:
        "Prometheus cannot read the figures of {{ $labels.system }}, pod {{ $labels.pod }} in {{ $labels.namespace }}.",
      runbook: "monitoring-blind",
    },
    {
      alert: "SystemNotScraped",
      severity: "critical",
      expr: "tchap:system:info unless on (namespace, system) up",
      for: "10m",
      summary: "Nothing is known of {{ $labels.system }} in {{ $labels.namespace }}",
      description:
        "{{ $labels.system }} in {{ $labels.namespace }} is declared and not scraped: its alerts cannot fire.",
      runbook: "monitoring-blind",
    },
  ],
};
