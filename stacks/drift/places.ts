/** Name of the system: of its release, CronJob, ConfigMap, account and roles. */
export const DRIFT = "drift";

/** Name of what shows what the comparison found. */
export const DRIFT_METRICS = "drift-metrics";

/** ConfigMap, in its own namespace, in which a comparison leaves its figures. */
export const RESULT = "drift-result";

/** Key of the figures in it, and so the file's name where it is mounted. */
export const FIGURES = "figures.txt";

/** File of its settings: which perimeters run, where their files are, and the environment's other files. */
export const SETTINGS_FILE = "drift.json";

/** ConfigMap, in a perimeter's first namespace, that holds the perimeter's file. */
export const PERIMETER_FILE = "perimeter-file";

/** Key of the file in it. */
export const PERIMETER_KEY = "perimeter.yaml";

export const METRICS_PORT = 9103;

/** Where the chart mounts things. */
export const PATHS = { config: "/etc/drift", result: "/run/drift" } as const;
