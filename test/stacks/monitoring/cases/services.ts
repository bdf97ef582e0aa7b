import { type Cases, growing, HOUR, type Series, since, still } from "./case";

const copied = (secondsAgo: number): Series => ({
  'tchap_bindings_backup_success_timestamp_seconds{namespace="tchap-identity-server",pod="identity-server-0"}':
    since(secondsAgo),
});

const DAY = 24 * HOUR;
const drill = (name: string, shard: string) =>
  `tchap_restore_drill_${name}{namespace="tchap-restore-drills",shard="${shard}"}`;

/** Two shards' last drills; steps are days, and time goes on while they stay. */
const drilled = (a: number, b: number): Series => ({
  [drill("timestamp_seconds", "a")]: `${a}+0x400`,
  [drill("timestamp_seconds", "b")]: `${b}+0x400`,
});

const held = (is: number): Series => ({
  'tchap_restore_drills_held{namespace="tchap-restore-drills"}': `${is}+0x1000`,
});

const drifted = (kind: string) => `tchap_drift_objects{namespace="tchap-drift",drift="${kind}"}`;

const compared = (secondsAgo: number, unread: number): Series => ({
  'tchap_drift_timestamp_seconds{namespace="tchap-drift"}': since(secondsAgo),
  'tchap_drift_not_compared{namespace="tchap-drift"}': still(unread),
});

const gateway = (labels: string) => `{namespace="tchap-push-gateway",pod="push-gateway-0",${labels}}`;

/** A hundred answers of each provider a minute; of devices that are gone as well, which are nobody's fault. */
const providers = (refused: number): Series => ({
  [`sygnal_apns_status_codes_total${gateway('pushkin="ios",code="200"')}`]: growing(70 - refused),
  [`sygnal_apns_status_codes_total${gateway('pushkin="ios",code="410"')}`]: growing(30),
  [`sygnal_apns_status_codes_total${gateway('pushkin="ios",code="403"')}`]: growing(refused),
  [`sygnal_gcm_status_codes_total${gateway('pushkin="android",code="200"')}`]: growing(70),
  [`sygnal_gcm_status_codes_total${gateway('pushkin="android",code="404"')}`]: growing(30),
});

const failing = (perMinute: number): Series => ({
  [`sygnal_pushgateway_status_codes_total${gateway('code="200"')}`]: growing(100 - perMinute),
  [`sygnal_pushgateway_status_codes_total${gateway('code="502"')}`]: growing(perMinute),
});

const underWay = (requests: number): Series => ({
  [`sygnal_active_apns_requests${gateway('container="sygnal"')}`]: still(10),
  [`sygnal_active_gcm_requests${gateway('container="sygnal"')}`]: still(20),
  [`sygnal_pending_gcm_requests${gateway('container="sygnal"')}`]: still(requests - 20),
});

const dropped = (perMinute: number): Series => ({
  [`sygnal_inflight_request_limit_drop_total${gateway('pushkin="android"')}`]: growing(perMinute),
});

export const SERVICE_CASES: Cases = {
  BindingsBackupOld: {
    fires: copied(2 * HOUR),
    labels: { namespace: "tchap-identity-server" },
    silent: copied(HOUR),
  },
  RestoreDrillFailed: {
    fires: { [drill("success", "a")]: still(0), [drill("success", "b")]: still(1) },
    labels: { shard: "a" },
    silent: { [drill("success", "a")]: still(1), [drill("success", "b")]: still(1) },
  },
  // Prod has 17 shards and a drill a week: 238 days. One that never was is told by the next one.
  RestoreDrillOld: {
    fires: drilled(1, 300 * DAY),
    labels: { shard: "a" },
    silent: drilled(0, 300 * DAY),
    at: "300d",
    every: "1d",
  },
  RestoreDrillsStopped: {
    fires: drilled(-13 * DAY, -20 * DAY),
    labels: {},
    silent: drilled(-11 * DAY, -40 * DAY),
    at: "3d",
    every: "1d",
  },
  RestoreDrillsHeld: { fires: held(1), labels: { namespace: "tchap-restore-drills" }, silent: held(0), at: "8h" },
  DriftFound: {
    fires: { [drifted("changed")]: still(2), [drifted("foreign")]: still(0) },
    labels: { drift: "changed" },
    silent: { [drifted("changed")]: still(0), [drifted("foreign")]: still(0) },
    at: "3h",
  },
  // One that never ended counts from 1970.
  DriftUnknown: {
    fires: compared(5 * HOUR, 0),
    labels: {},
    silent: compared(2 * HOUR, 0),
  },
  DriftPartlyUnknown: { fires: compared(0, 1), labels: {}, silent: compared(0, 0), at: "3h" },
  PushProviderRefuses: {
    fires: providers(11),
    labels: { namespace: "tchap-push-gateway", pushkin: "ios" },
    silent: providers(9),
  },
  PushGatewayFails: { fires: failing(6), labels: { namespace: "tchap-push-gateway" }, silent: failing(4) },
  PushesPileUp: {
    fires: underWay(410),
    labels: { namespace: "tchap-push-gateway", pod: "push-gateway-0", provider: "gcm" },
    silent: underWay(409),
  },
  PushesDropped: {
    fires: dropped(1),
    labels: { namespace: "tchap-push-gateway", pushkin: "android" },
    silent: dropped(0),
  },
};
