/** Name of the system: of its release, Deployment, ConfigMap and account. */
export const RESTORE_DRILLS = "restore-drills";

export const METRICS_PORT = 9102;

/** Where the chart mounts its settings. */
export const CONFIG_PATH = "/etc/restore-drills";
