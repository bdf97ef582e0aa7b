import { PARAMETERS } from "../../../fleet/capacity/parameters";
import { curve, type Dashboard, figure } from "./dashboard";

const DAY = 24 * 3600;

/** Every shard side by side: who is in trouble, who is near its limit, what ends soon. */
export const FLEET_OVERVIEW: Dashboard = {
  uid: "tchap-fleet",
  title: "Tchap: all shards",
  perShard: false,
  panels: [
    figure(
      "Public checks that fail",
      { unit: "short", red: 1 },
      { expr: "count(probe_success == 0) or vector(0)", legend: "" },
    ),
    figure(
      "Shards without a database that writes",
      { unit: "short", red: 1 },
      {
        expr: 'count(tchap:system:info{system="postgres"} unless on (namespace) (cnpg_pg_replication_in_recovery == 0)) or vector(0)',
        legend: "",
      },
    ),
    figure(
      "Pods without figures",
      { unit: "short", red: 1 },
      { expr: 'count(up{system!=""} == 0) or vector(0)', legend: "" },
    ),
    figure(
      "Oldest base backup",
      { unit: "s", red: 1.5 * DAY },
      {
        expr: "max(time() - max by (shard) (barman_cloud_cloudnative_pg_io_last_available_backup_timestamp))",
        legend: "",
      },
    ),
    curve(
      "Events persisted, a second",
      { unit: "eps", red: PARAMETERS.eventsAlarm.value },
      { expr: "tchap:events_persisted:rate5m", legend: "{{shard}}" },
    ),
    curve("Message accepted, nine of ten", { unit: "s" }, { expr: "tchap:send:p90_seconds", legend: "{{shard}}" }),
    curve(
      "Answers that are errors",
      { unit: "percentunit" },
      { expr: "tchap:router_errors:share5m", legend: "{{shard}}" },
    ),
    curve(
      "Events that wait for other shards",
      { unit: "short" },
      { expr: "tchap:federation_pending:events", legend: "{{shard}}" },
    ),
    curve(
      "Volumes, what is left",
      { unit: "percentunit" },
      {
        expr: "bottomk(10, kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes * on (namespace) group_left tchap:namespace:info)",
        legend: "{{namespace}} {{persistentvolumeclaim}}",
      },
    ),
    curve(
      "Conventions, days that are left",
      { unit: "short" },
      { expr: `bottomk(5, (tchap:convention:end_timestamp_seconds - time()) / ${DAY})`, legend: "{{perimeter}}" },
    ),
    curve(
      "Certificates, days that are left",
      { unit: "short" },
      {
        expr: `bottomk(5, (min by (instance) (probe_ssl_earliest_cert_expiry) - time()) / ${DAY})`,
        legend: "{{instance}}",
      },
    ),
    curve(
      "Restore drills, days since",
      { unit: "short" },
      { expr: `(time() - (tchap_restore_drill_timestamp_seconds > 0)) / ${DAY}`, legend: "{{shard}}" },
    ),
  ],
};
