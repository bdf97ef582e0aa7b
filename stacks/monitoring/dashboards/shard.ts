import { CHOSEN, curve, type Dashboard } from "./dashboard";

/** One shard, or some: what its agents feel, and which process it comes from. */
export const SHARD: Dashboard = {
  uid: "tchap-shard",
  title: "Tchap: a shard",
  perShard: true,
  panels: [
    curve(
      "Events persisted, a second",
      { unit: "eps" },
      { expr: `tchap:events_persisted:rate5m{${CHOSEN}}`, legend: "{{shard}}" },
    ),
    curve(
      "Requests, a second, by answer",
      { unit: "reqps" },
      {
        expr: `sum by (shard, code) (rate(haproxy_frontend_http_responses_total{system="router",proxy="public",${CHOSEN}}[5m]))`,
        legend: "{{shard}} {{code}}",
      },
    ),
    curve(
      "What agents wait for, nine of ten",
      { unit: "s" },
      { expr: `tchap:send:p90_seconds{${CHOSEN}}`, legend: "{{shard}} message accepted" },
      { expr: `tchap:first_sync:p90_seconds{${CHOSEN}}`, legend: "{{shard}} first sync" },
      { expr: `tchap:sliding_sync:p90_seconds{${CHOSEN}}`, legend: "{{shard}} sliding sync" },
    ),
    curve(
      "Refused as too many",
      { unit: "percentunit" },
      { expr: `tchap:too_many_requests:share5m{${CHOSEN}}`, legend: "{{shard}}" },
    ),
    curve(
      "Processes, cores",
      { unit: "short" },
      {
        expr: `rate(process_cpu_seconds_total{system="homeserver",container="synapse",${CHOSEN}}[5m])`,
        legend: "{{pod}}",
      },
    ),
    curve(
      "Processes, memory",
      { unit: "bytes" },
      { expr: `process_resident_memory_bytes{system="homeserver",container="synapse",${CHOSEN}}`, legend: "{{pod}}" },
    ),
    curve(
      "Wait for a database connection, nine of ten",
      { unit: "s" },
      {
        expr: `histogram_quantile(0.9, sum by (pod, le) (rate(synapse_storage_schedule_time_bucket{${CHOSEN}}[5m])))`,
        legend: "{{pod}}",
      },
    ),
    curve(
      "Connections of clients",
      { unit: "short" },
      {
        expr: `sum by (shard) (haproxy_frontend_current_sessions{system="router",proxy="public",${CHOSEN}})`,
        legend: "{{shard}}",
      },
    ),
    curve(
      "Requests that wait in the router",
      { unit: "short" },
      {
        expr: `sum by (shard, proxy) (haproxy_backend_current_queue{system="router",${CHOSEN}}) > 0`,
        legend: "{{shard}} {{proxy}}",
      },
    ),
    curve(
      "Mean answer, by role",
      { unit: "s" },
      {
        expr: `max by (shard, proxy) (haproxy_backend_response_time_average_seconds{system="router",${CHOSEN}})`,
        legend: "{{shard}} {{proxy}}",
      },
    ),
  ],
};
