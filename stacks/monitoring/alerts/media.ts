import { hours, PER_SHARD, type RuleGroup, WHOSE } from "../rules";

/** Hours: the copy runs each evening, and may take half a day. Assumption. */
const COPY_HOURS = 36;

/** Hours: files are moved every hour, so several passes failed. Assumption. */
const UPKEEP_HOURS = 6;

/** Seconds without the mark that is written every ten: restores are measured by it. Assumption. */
const MARKER_SECONDS = 600;

/** The media store, the shards' own files, and their copy. */
export const MEDIA_RULES: RuleGroup = {
  name: "media",
  system: "media-store",
  alerts: [
    {
      alert: "MediaStoreUnavailable",
      severity: "critical",
      expr: "max by (namespace) (cluster_available) == 0",
      for: "2m",
      summary: "The media store answers nobody",
      description:
        "No node in {{ $labels.namespace }} sees a quorum of every file: nothing older than three weeks is shown.",
      runbook: "media-store-node-lost",
    },
    {
      alert: "MediaStoreNodeMissing",
      severity: "warning",
      expr: "max by (namespace) (cluster_storage_nodes - cluster_storage_nodes_ok) > 0",
      for: "15m",
      summary: "A node of the media store is missing",
      description:
        "A node of the layout is not connected in {{ $labels.namespace }}: another lost zone refuses uploads.",
      runbook: "media-store-node-lost",
    },
    {
      alert: "MediaStoreBlocksMissing",
      severity: "critical",
      expr: "max by (namespace, pod) (block_resync_errored_blocks) > 0",
      for: "1h",
      summary: "The media store cannot read parts of files",
      description:
        "{{ $labels.pod }} has tried for an hour to get parts of files that it should hold: they may be lost.",
      runbook: "media-store-node-lost",
    },
    {
      alert: "MediaCopyOld",
      severity: "warning",
      expr:
        'time() - (kube_cronjob_status_last_successful_time{cronjob="media-copy"} or ' +
        `kube_cronjob_created{cronjob="media-copy"}) ${WHOSE} > ${hours(COPY_HOURS)}`,
      for: "1h",
      summary: "The copy of files on the second site is old",
      description: `No copy succeeded for ${COPY_HOURS} hours; one that found a wave of deletions refuses, by intent.`,
      runbook: "backup-not-arriving",
    },
    {
      alert: "MediaUpkeepStopped",
      severity: "warning",
      expr: `time() - max by (${PER_SHARD}) (tchap_media_upkeep_success_timestamp_seconds) > ${hours(UPKEEP_HOURS)}`,
      for: "15m",
      summary: "Files of {{ $labels.shard }} are not moved to the media store",
      description: `No pass of upkeep succeeded in {{ $labels.namespace }} for ${UPKEEP_HOURS} hours: the local volume fills.`,
      runbook: "disk-full",
    },
    {
      alert: "MediaDiffers",
      severity: "warning",
      expr: `max by (${PER_SHARD}) (tchap_media_mismatched_files) > 0`,
      for: "3h",
      summary: "Files of {{ $labels.shard }} and of the media store differ",
      description: "The media store holds files of {{ $labels.namespace }} with another size; the local ones are kept.",
      runbook: "disk-full",
    },
    {
      alert: "MarkerMissing",
      severity: "warning",
      expr: `time() - max by (${PER_SHARD}) (tchap_marker_timestamp_seconds) > ${MARKER_SECONDS}`,
      for: "10m",
      summary: "The mark of {{ $labels.shard }} is not written",
      description: "Upkeep writes no mark into the database of {{ $labels.namespace }}: restores cannot be measured.",
      runbook: "backup-not-arriving",
    },
  ],
};
