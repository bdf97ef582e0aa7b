import { A, type Cases, HOUR, OF_A, type Series, since, still, WHOSE_A, whose } from "./case";

const DAY = 24 * HOUR;
const POD = 'namespace="tchap-a",pod="router-0"';

const restarts = (perHour: number): Series => ({
  ...WHOSE_A,
  [`kube_pod_container_status_restarts_total{${POD},container="haproxy"}`]: `0+${perHour / 60}x240`,
});

const ready = (is: number, phase: string): Series => ({
  ...WHOSE_A,
  [`kube_pod_status_ready{${POD},condition="true"}`]: still(is),
  [`kube_pod_status_phase{${POD},phase="${phase}"}`]: still(1),
});

const volume = (left: number, namespace = "tchap-a"): Series => {
  const labels = `{namespace="${namespace}",persistentvolumeclaim="media"}`;
  return {
    ...WHOSE_A,
    [`kubelet_volume_stats_available_bytes${labels}`]: still(left),
    [`kubelet_volume_stats_capacity_bytes${labels}`]: still(100),
  };
};

/** Of its making alone, where it never succeeded. */
const nightly = (made: number, succeeded?: number): Series => ({
  ...WHOSE_A,
  'kube_cronjob_created{namespace="tchap-a",cronjob="account-expiry"}': since(made),
  ...(succeeded === undefined
    ? {}
    : {
        'kube_cronjob_status_last_successful_time{namespace="tchap-a",cronjob="account-expiry"}': since(succeeded),
      }),
});

const collectors = (readyOnes: number, wanted = 9): Series => ({
  ...whose("tchap-log-collector"),
  'kube_daemonset_status_desired_number_scheduled{namespace="tchap-log-collector",daemonset="log-collector"}':
    still(wanted),
  'kube_daemonset_status_number_ready{namespace="tchap-log-collector",daemonset="log-collector"}': still(readyOnes),
});

const clock = (offset: number, follows: number): Series => ({
  'node_timex_offset_seconds{instance="data-1"}': still(offset),
  'node_timex_sync_status{instance="data-1"}': still(follows),
});

const target = (up: number): Series => ({
  [`up{${A},pod="router-0",system="router"}`]: still(up),
  // Of somebody else.
  'up{namespace="elsewhere",pod="other"}': still(0),
});

const declared: Series = {
  [`tchap:system:info{${A},system="router"}`]: still(1),
  [`tchap:system:info{${A},system="homeserver"}`]: still(1),
};

const relays = (up: number): Series =>
  Object.fromEntries(
    [0, 1, 2].map((number) => [
      `up{namespace="tchap-turn",pod="turn-${number}",system="turn"}`,
      still(number < up ? 1 : 0),
    ]),
  );

const allocations = (udp: number): Series => ({
  'turn_total_allocations{namespace="tchap-turn",pod="turn-0",type="UDP"}': still(udp),
  'turn_total_allocations{namespace="tchap-turn",pod="turn-0",type="TLS/TCP"}': still(1),
});

/** What a relay of prod may have taken so that two others could carry its calls: two thirds. */
export const relayCases = (totalQuota: number): Cases => ({
  RelayFull: {
    fires: allocations(Math.floor((totalQuota * 2) / 3)),
    labels: { namespace: "tchap-turn", pod: "turn-0" },
    silent: allocations(Math.floor((totalQuota * 2) / 3) - 1),
  },
  RelayMissing: { fires: relays(2), labels: {}, silent: relays(3) },
});

export const CLUSTER_CASES: Cases = {
  PodRestarts: {
    fires: restarts(6),
    labels: { ...OF_A, pod: "router-0", container: "haproxy" },
    silent: restarts(2),
    at: "2h",
  },
  PodNotReady: {
    fires: ready(0, "Running"),
    labels: { ...OF_A, pod: "router-0" },
    // A Job's pod that is done.
    silent: ready(0, "Succeeded"),
  },
  VolumeFills: {
    fires: volume(14),
    labels: { ...OF_A, persistentvolumeclaim: "media" },
    silent: { ...volume(16), ...volume(1, "elsewhere") },
  },
  AccountExpiryStopped: {
    fires: nightly(36 * HOUR),
    labels: { ...OF_A, cronjob: "account-expiry" },
    silent: nightly(100 * HOUR, 10 * HOUR),
    at: "3h",
  },
  LogsFallBehind: {
    fires: collectors(8),
    labels: { namespace: "tchap-log-collector", daemonset: "log-collector" },
    silent: collectors(9),
  },
  LogsAreLostSoon: {
    // Nobody collects.
    fires: collectors(0, 0),
    labels: { namespace: "tchap-log-collector", daemonset: "log-collector" },
    silent: collectors(9),
    at: "5h",
    every: "5m",
  },
  ClockWrong: { fires: clock(-0.6, 1), labels: { instance: "data-1" }, silent: clock(0.1, 1) },
  TargetDown: {
    fires: target(0),
    labels: { ...OF_A, pod: "router-0", system: "router" },
    silent: target(1),
  },
  SystemNotScraped: {
    fires: { ...declared, ...target(1) },
    labels: { ...OF_A, system: "homeserver" },
    silent: { ...declared, ...target(0), [`up{${A},pod="homeserver-0",system="homeserver"}`]: still(0) },
  },
  ConventionEnds: {
    fires: { 'tchap:convention:end_timestamp_seconds{perimeter="p"}': still(90 * DAY) },
    labels: { perimeter: "p" },
    silent: { 'tchap:convention:end_timestamp_seconds{perimeter="p"}': still(91 * DAY) },
  },
  HomologationEnds: {
    fires: { "tchap:homologation:end_timestamp_seconds": still(180 * DAY) },
    labels: {},
    silent: { "tchap:homologation:end_timestamp_seconds": still(181 * DAY) },
  },
  WaiverEnds: {
    fires: { 'tchap:waiver:end_timestamp_seconds{rule="CAP-01",scope="education"}': still(30 * DAY) },
    labels: { rule: "CAP-01", scope: "education" },
    silent: { 'tchap:waiver:end_timestamp_seconds{rule="CAP-01",scope="education"}': still(31 * DAY) },
  },
};
