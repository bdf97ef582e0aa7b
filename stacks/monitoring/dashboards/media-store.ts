import { curve, type Dashboard, figure } from "./dashboard";

const STORE = 'system="media-store"';

/** Garage, and what shards keep of their own. */
export const MEDIA_STORE_DASHBOARD: Dashboard = {
  uid: "tchap-media-store",
  title: "Tchap: files",
  perShard: false,
  panels: [
    figure("Store answers", { unit: "short" }, { expr: "max(cluster_available)", legend: "" }),
    figure("All nodes connected", { unit: "short" }, { expr: "min(cluster_healthy)", legend: "" }),
    figure(
      "Nodes missing",
      { unit: "short", red: 1 },
      { expr: "max(cluster_storage_nodes - cluster_storage_nodes_ok)", legend: "" },
    ),
    figure(
      "Parts that cannot be read",
      { unit: "short", red: 1 },
      { expr: "max(block_resync_errored_blocks)", legend: "" },
    ),
    curve(
      "Disk, what is left",
      { unit: "percentunit" },
      { expr: "garage_local_disk_avail / garage_local_disk_total", legend: "{{pod}} {{volume}}" },
    ),
    curve("Parts to be moved or copied", { unit: "short" }, { expr: "block_resync_queue_length", legend: "{{pod}}" }),
    curve(
      "Requests, a second",
      { unit: "reqps" },
      { expr: `sum by (api_endpoint) (rate(api_s3_request_counter{${STORE}}[5m]))`, legend: "{{api_endpoint}}" },
    ),
    curve(
      "Errors, a second",
      { unit: "reqps" },
      { expr: `sum by (status_code) (rate(api_s3_error_counter{${STORE}}[5m]))`, legend: "{{status_code}}" },
    ),
    curve(
      "Files on the shards' own volumes",
      { unit: "bytes" },
      { expr: "tchap_media_local_bytes", legend: "{{shard}}" },
    ),
    curve(
      "Since files were moved to the store",
      { unit: "s" },
      { expr: "time() - tchap_media_upkeep_success_timestamp_seconds", legend: "{{shard}}" },
    ),
    curve(
      "Content scanner, scans a second",
      { unit: "reqps" },
      { expr: "sum by (shard, outcome) (rate(content_scanner_scans_total[5m]))", legend: "{{shard}} {{outcome}}" },
    ),
    curve(
      "Signatures of the antivirus, age",
      { unit: "s" },
      { expr: "time() - min by (shard) (content_scanner_signatures_timestamp_seconds)", legend: "{{shard}}" },
    ),
  ],
};
