/** Series of one component: their names, and where they were read. */
export interface Component {
  /** Repository, release and files in which each name stands. */
  readonly source: string;
  /** Who has it scraped: a PodMonitor of ours, or the platform's own Prometheus. */
  readonly by: "us" | "platform";
  readonly names: readonly string[];
}

/**
 * Every series that an alert or a dashboard may name; what a component does not show is no alert. A counter of Python's
 * client ends in `_total`, a histogram is named by the parts that are asked.
 */
export const KNOWN_METRICS = {
  prometheus: { source: "Prometheus itself, documentation, jobs and instances", by: "us", names: ["up"] },
  synapse: {
    source:
      "element-hq/synapse 1.163: synapse/storage/databases/main/{events,event_federation}.py, http/request_metrics.py, " +
      "handlers/sliding_sync/__init__.py, federation/sender/{__init__,per_destination_queue}.py, push/{httppusher,pusherpool}.py, " +
      "storage/database.py; process_* by prometheus_client",
    by: "us",
    names: [
      "synapse_storage_events_persisted_events_total",
      "synapse_http_server_response_time_seconds_bucket",
      "synapse_http_server_responses_total",
      "synapse_sliding_sync_processing_time_bucket",
      "synapse_storage_schedule_time_bucket",
      "synapse_federation_transaction_queue_pending_pdus",
      "synapse_federation_transaction_queue_pending_destinations",
      // In milliseconds, both, whatever the second one's own description says: time_msec() less a time in milliseconds.
      "synapse_event_processing_lag",
      "synapse_federation_server_oldest_inbound_pdu_in_staging",
      "synapse_http_httppusher_http_pushes_failed_total",
      "synapse_http_httppusher_http_pushes_processed_total",
      "synapse_pushers",
      "process_cpu_seconds_total",
      "process_resident_memory_bytes",
    ],
  },
  upkeep: {
    source: "images/synapse/tchap_operations/upkeep.py",
    by: "us",
    names: [
      "tchap_marker_timestamp_seconds",
      "tchap_media_upkeep_success_timestamp_seconds",
      "tchap_media_local_bytes",
      "tchap_media_mismatched_files",
    ],
  },
  restoreDrills: {
    source: "images/synapse/tchap_operations/drill_schedule.py",
    by: "us",
    names: [
      "tchap_restore_drill_success",
      "tchap_restore_drill_rto_seconds",
      "tchap_restore_drill_rpo_seconds",
      "tchap_restore_drill_timestamp_seconds",
      "tchap_restore_drills_held",
    ],
  },
  drift: {
    source: "stacks/drift/figures.ts",
    by: "us",
    names: ["tchap_drift_objects", "tchap_drift_not_compared", "tchap_drift_timestamp_seconds"],
  },
  identityServer: {
    source: "images/synapse/tchap_operations/bindings_backup.py",
    by: "us",
    names: ["tchap_bindings_backup_success_timestamp_seconds"],
  },
  postgres: {
    source:
      "cloudnative-pg/cloudnative-pg 1.30: pkg/management/postgres/webserver/metricserver/pg_collector.go, " +
      "config/manager/default-monitoring.yaml (each name is cnpg_<query>_<column>)",
    by: "us",
    names: [
      "cnpg_collector_up",
      "cnpg_collector_pg_wal_archive_status",
      "cnpg_pg_replication_in_recovery",
      "cnpg_pg_replication_lag",
      "cnpg_pg_replication_streaming_replicas",
      "cnpg_pg_stat_archiver_failed_count",
      "cnpg_pg_stat_archiver_seconds_since_last_archival",
      "cnpg_backends_total",
      "cnpg_backends_max_tx_duration_seconds",
      "cnpg_pg_settings_setting",
      "cnpg_pg_database_size_bytes",
      "cnpg_pg_database_xid_age",
      "cnpg_pg_stat_database_xact_commit",
    ],
  },
  backups: {
    source: "cloudnative-pg/plugin-barman-cloud 0.15: internal/cnpgi/instance/metrics.go",
    by: "us",
    names: ["barman_cloud_cloudnative_pg_io_last_available_backup_timestamp"],
  },
  haproxy: {
    source: "haproxy 2.6 and later: addons/promex/README, shown by a running one",
    by: "us",
    names: [
      "haproxy_frontend_http_responses_total",
      "haproxy_backend_http_responses_total",
      "haproxy_frontend_current_sessions",
      "haproxy_backend_response_time_average_seconds",
      "haproxy_backend_agg_server_status",
      "haproxy_backend_current_queue",
    ],
  },
  mediaStore: {
    source:
      "deuxfleurs-org/garage 2.5: src/rpc/system_metrics.rs, src/block/metrics.rs, src/api/common/generic_server.rs",
    by: "us",
    names: [
      "cluster_available",
      "cluster_healthy",
      "cluster_storage_nodes",
      "cluster_storage_nodes_ok",
      "garage_local_disk_avail",
      "garage_local_disk_total",
      "block_resync_errored_blocks",
      "block_resync_queue_length",
      "api_s3_request_counter",
      "api_s3_error_counter",
    ],
  },
  pushGateway: {
    source: "element-hq/sygnal 0.17: sygnal/{apnspushkin,gcmpushkin,http,notifications}.py",
    by: "us",
    names: [
      "sygnal_notifications_received_total",
      "sygnal_pushgateway_status_codes_total",
      "sygnal_apns_status_codes_total",
      "sygnal_gcm_status_codes_total",
      "sygnal_active_apns_requests",
      "sygnal_active_gcm_requests",
      "sygnal_pending_gcm_requests",
      "sygnal_inflight_request_limit_drop_total",
    ],
  },
  contentScanner: {
    source: "stacks/content-scanner and what runs in its pods",
    by: "us",
    names: [
      "content_scanner_scans_total",
      "content_scanner_antivirus_up",
      "content_scanner_signatures_timestamp_seconds",
    ],
  },
  turn: {
    source: "coturn/coturn 4.6 and later: src/apps/relay/prom_server.c; traffic is counted when a session ends",
    by: "us",
    names: ["turn_total_allocations", "turn_total_traffic_sentb", "turn_total_traffic_rcvb"],
  },
  syntheticChecks: {
    source: "prometheus/blackbox_exporter 0.23 and later: prober/{handler,http,tcp}.go",
    by: "us",
    names: ["probe_success", "probe_duration_seconds", "probe_ssl_earliest_cert_expiry"],
  },
  certificates: {
    source: "cert-manager/cert-manager 1.19: internal/collectors/certificate_collector.go",
    by: "us",
    names: ["certmanager_certificate_ready_status"],
  },
  kubernetes: {
    source: "kubernetes/kube-state-metrics 2.17: docs/metrics/{workload,cluster}/*.md",
    by: "platform",
    names: [
      "kube_pod_container_status_restarts_total",
      "kube_pod_status_ready",
      "kube_pod_status_phase",
      "kube_cronjob_status_last_successful_time",
      "kube_cronjob_created",
      "kube_daemonset_status_desired_number_scheduled",
      "kube_daemonset_status_number_ready",
    ],
  },
  volumes: {
    source: "kubernetes/kubernetes 1.34: pkg/kubelet/metrics/collectors/volume_stats.go",
    by: "platform",
    names: ["kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes"],
  },
  nodes: {
    source: "prometheus/node_exporter 1.9: collector/timex.go",
    by: "platform",
    names: ["node_timex_offset_seconds", "node_timex_sync_status"],
  },
} as const satisfies Readonly<Record<string, Component>>;
