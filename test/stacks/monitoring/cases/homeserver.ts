import { A, type Cases, growing, OF_A, type Series, still } from "./case";

/** A histogram whose requests all take less than one bound and more than the one below: 60 a minute. */
function taking(series: string, labels: string, bounds: readonly string[], within: string): Series {
  const reached = bounds.indexOf(within);
  return Object.fromEntries(
    bounds.map((le, index) => [`${series}{${labels},le="${le}"}`, growing(index >= reached ? 60 : 0)]),
  );
}

const BOUNDS = ["0.5", "1.0", "2.5", "5.0", "30.0", "60.0", "+Inf"];
const RESPONSE = "synapse_http_server_response_time_seconds_bucket";
const sends = (within: string) =>
  taking(RESPONSE, `${A},pod="creator-0",servlet="RoomSendEventRestServlet",code="200"`, BOUNDS, within);
const syncs = (within: string) =>
  taking(RESPONSE, `${A},pod="sync-0",servlet="SyncRestServlet",tag="sync_v2:initial_sync"`, BOUNDS, within);
const slidingSyncs = (within: string) =>
  taking("synapse_sliding_sync_processing_time_bucket", `${A},pod="sync-0",initial="True"`, BOUNDS, within);

/** Two writers, so many events a minute each. */
const persisted = (perMinute: number): Series => ({
  [`synapse_storage_events_persisted_events_total{${A},pod="events-0"}`]: growing(perMinute),
  [`synapse_storage_events_persisted_events_total{${A},pod="events-1"}`]: growing(perMinute),
});

const pending = (events: number): Series => ({
  [`synapse_federation_transaction_queue_pending_pdus{${A},pod="federation-sender-0"}`]: still(events),
  [`synapse_federation_transaction_queue_pending_pdus{${A},pod="federation-sender-1"}`]: still(events),
});

const pushes = (failed: number): Series => ({
  [`synapse_http_httppusher_http_pushes_failed_total{${A},pod="pusher-0"}`]: growing(failed),
  [`synapse_http_httppusher_http_pushes_processed_total{${A},pod="pusher-0"}`]: growing(100 - failed),
});

const staged = (milliseconds: number): Series => ({
  [`synapse_federation_server_oldest_inbound_pdu_in_staging{${A},pod="homeserver-0"}`]: still(milliseconds),
});

export const HOMESERVER_CASES: Cases = {
  // 2 × 1230 a minute are 41 a second, 2 × 1170 are 39.
  ShardAbovePlannedLoad: { fires: persisted(1230), labels: OF_A, silent: persisted(1170) },
  ShardAboveAlarmLoad: { fires: persisted(1830), labels: OF_A, silent: persisted(1770) },
  SyncSlow: {
    fires: { ...slidingSyncs("5.0"), ...syncs("30.0") },
    labels: OF_A,
    silent: { ...slidingSyncs("1.0"), ...syncs("30.0") },
  },
  SendSlow: { fires: sends("5.0"), labels: OF_A, silent: sends("1.0") },
  FederationSendsLate: { fires: pending(501), labels: OF_A, silent: pending(500) },
  FederationReceivesLate: { fires: staged(300_001), labels: OF_A, silent: staged(60_000) },
  PushesFail: { fires: pushes(11), labels: OF_A, silent: pushes(9) },
};
