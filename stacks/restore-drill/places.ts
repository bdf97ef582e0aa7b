/** Name of the system: of its CronJob, ConfigMap, account and pods. */
export const RESTORE_DRILL = "restore-drill";

/** ConfigMap in which a drill leaves its result. */
export const RESULT = "restore-drill-result";

/** Where the chart mounts things in its pods; the settings name the same paths. */
export const PATHS = {
  config: "/etc/restore-drill",
  database: "/run/secrets/restore-database",
  mediaStoreKey: "/run/secrets/media-store-key",
} as const;

/** Files of its ConfigMap. */
export const FILES = { cluster: "cluster.json", settings: "drill.json" } as const;
