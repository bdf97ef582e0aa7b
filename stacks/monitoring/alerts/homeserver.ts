import { PARAMETERS } from "../../../fleet/capacity/parameters";
import { PER_SHARD, type RuleGroup } from "../rules";

const { eventsPlanned, eventsAlarm } = PARAMETERS;

/** Seconds to the answer of a first sync, nine of ten: an agent waits at a new device. Assumption. */
const FIRST_SYNC_SECONDS = 30;
/** Seconds of work, without the wait for something new, of a sliding sync, nine of ten. Assumption. */
const SYNC_SECONDS = 2;
/** Seconds until a message is accepted, nine of ten: beyond it agents send twice. Assumption. */
const SEND_SECONDS = 2;

/** Events that wait for other shards: 25 s of a shard at its planned load. Assumption. */
const EVENTS_WAITING = 25 * eventsPlanned.value;
/** Milliseconds that a received event may wait to be checked. Assumption: five minutes. */
const RECEIVED_MILLISECONDS = 300_000;

/** Share of pushes that the gateway did not take. Assumption. */
const PUSHES_FAILED = 0.1;

const quantile = (series: string, labels: string) =>
  `histogram_quantile(0.9, sum by (${PER_SHARD}, le) (rate(${series}${labels}[10m])))`;

/** Synapse: its load, what agents wait for, and what waits for other shards. */
export const HOMESERVER_RULES: RuleGroup = {
  name: "homeserver",
  system: "homeserver",
  recordings: [
    {
      record: "tchap:events_persisted:rate5m",
      expr: `sum by (${PER_SHARD}) (rate(synapse_storage_events_persisted_events_total[5m]))`,
    },
    {
      record: "tchap:first_sync:p90_seconds",
      expr: quantile(
        "synapse_http_server_response_time_seconds_bucket",
        '{servlet="SyncRestServlet",tag="sync_v2:initial_sync"}',
      ),
    },
    {
      record: "tchap:sliding_sync:p90_seconds",
      // Of first syncs too: its label `initial` says the opposite of its name (sliding_sync/__init__.py, 1.163).
      expr: quantile("synapse_sliding_sync_processing_time_bucket", ""),
    },
    {
      record: "tchap:send:p90_seconds",
      expr: quantile("synapse_http_server_response_time_seconds_bucket", '{servlet="RoomSendEventRestServlet"}'),
    },
    {
      record: "tchap:federation_pending:events",
      expr: `sum by (${PER_SHARD}) (synapse_federation_transaction_queue_pending_pdus)`,
    },
    {
      record: "tchap:pushes_failed:share15m",
      expr:
        `sum by (${PER_SHARD}) (rate(synapse_http_httppusher_http_pushes_failed_total[15m])) / ` +
        `(sum by (${PER_SHARD}) (rate(synapse_http_httppusher_http_pushes_failed_total[15m])) + ` +
        `sum by (${PER_SHARD}) (rate(synapse_http_httppusher_http_pushes_processed_total[15m])))`,
    },
  ],
  alerts: [
    {
      alert: "ShardAbovePlannedLoad",
      severity: "warning",
      expr: `tchap:events_persisted:rate5m > ${eventsPlanned.value}`,
      for: "30m",
      summary: "{{ $labels.shard }} persists more events than one shard is planned for",
      description: `For half an hour shard {{ $labels.shard }} has persisted more than ${eventsPlanned.value} events a second: plan its split.`,
      runbook: "shard-slow",
    },
    {
      alert: "ShardAboveAlarmLoad",
      severity: "critical",
      expr: `tchap:events_persisted:rate5m > ${eventsAlarm.value}`,
      for: "15m",
      summary: "{{ $labels.shard }} persists more events than one shard can follow",
      description: `For a quarter of an hour shard {{ $labels.shard }} has persisted more than ${eventsAlarm.value} events a second: it falls behind.`,
      runbook: "shard-slow",
    },
    {
      alert: "SyncSlow",
      severity: "warning",
      expr: `tchap:first_sync:p90_seconds > ${FIRST_SYNC_SECONDS} or tchap:sliding_sync:p90_seconds > ${SYNC_SECONDS}`,
      for: "15m",
      summary: "Agents of {{ $labels.shard }} wait long for what is new",
      description: `One sync in ten of shard {{ $labels.shard }} takes longer than ${SYNC_SECONDS} s of work, or than ${FIRST_SYNC_SECONDS} s at a new device.`,
      runbook: "shard-slow",
    },
    {
      alert: "SendSlow",
      severity: "critical",
      expr: `tchap:send:p90_seconds > ${SEND_SECONDS}`,
      for: "10m",
      summary: "Messages of {{ $labels.shard }} are accepted late",
      description: `One message in ten of shard {{ $labels.shard }} is accepted later than ${SEND_SECONDS} s after it was sent.`,
      runbook: "shard-slow",
    },
    {
      alert: "FederationSendsLate",
      severity: "warning",
      expr: `tchap:federation_pending:events > ${EVENTS_WAITING}`,
      for: "15m",
      summary: "Other shards get messages of {{ $labels.shard }} late",
      description: `More than ${EVENTS_WAITING} events of shard {{ $labels.shard }} wait to be sent to other shards.`,
      runbook: "federation-late",
    },
    {
      alert: "FederationReceivesLate",
      severity: "warning",
      expr: `max by (${PER_SHARD}) (synapse_federation_server_oldest_inbound_pdu_in_staging) > ${RECEIVED_MILLISECONDS}`,
      for: "15m",
      summary: "{{ $labels.shard }} shows messages of other shards late",
      description:
        "Events that shard {{ $labels.shard }} received have waited for more than five minutes to be checked.",
      runbook: "federation-late",
    },
    {
      alert: "PushesFail",
      severity: "critical",
      expr: `tchap:pushes_failed:share15m > ${PUSHES_FAILED}`,
      for: "15m",
      summary: "Telephones of {{ $labels.shard }} do not ring",
      description: "More than a tenth of the pushes of shard {{ $labels.shard }} do not reach the push gateway.",
      runbook: "push-not-arriving",
    },
  ],
};
