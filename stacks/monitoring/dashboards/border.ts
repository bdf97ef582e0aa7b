import { curve, type Dashboard } from "./dashboard";

const INBOUND = 'system="border-inbound",proxy="federation"';

/** What goes between shards, and who is turned away. */
export const BORDER_DASHBOARD: Dashboard = {
  uid: "tchap-border",
  title: "Tchap: edge, border, federation",
  perShard: false,
  panels: [
    curve(
      "Public checks",
      { unit: "short" },
      { expr: "min by (check, shard) (probe_success)", legend: "{{shard}} {{check}}" },
    ),
    curve(
      "Time of an answer from outside",
      { unit: "s" },
      { expr: "max by (check) (probe_duration_seconds)", legend: "{{check}}" },
    ),
    curve(
      "Federation received, a second, by answer",
      { unit: "reqps" },
      { expr: `sum by (code) (rate(haproxy_frontend_http_responses_total{${INBOUND}}[5m]))`, legend: "{{code}}" },
    ),
    curve(
      "Turned away at the border, a second",
      { unit: "reqps" },
      { expr: "tchap:border_refusals:rate5m", legend: "refused" },
    ),
    curve(
      "Events that wait for other shards",
      { unit: "short" },
      { expr: "tchap:federation_pending:events", legend: "{{shard}}" },
    ),
    curve(
      "Shards that do not take what is sent",
      { unit: "short" },
      { expr: "sum by (shard) (synapse_federation_transaction_queue_pending_destinations)", legend: "from {{shard}}" },
    ),
    curve(
      "Behind in sending",
      { unit: "ms" },
      { expr: 'max by (shard) (synapse_event_processing_lag{name="federation_sender"})', legend: "{{shard}}" },
    ),
    curve(
      "Oldest received event that is not checked",
      { unit: "ms" },
      { expr: "max by (shard) (synapse_federation_server_oldest_inbound_pdu_in_staging)", legend: "{{shard}}" },
    ),
    curve(
      "Processes that routers reach",
      { unit: "short" },
      {
        expr: 'sum by (shard, proxy) (haproxy_backend_agg_server_status{system="router",state="UP"})',
        legend: "{{shard}} {{proxy}}",
      },
    ),
  ],
};
