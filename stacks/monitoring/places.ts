/** Name of the system: of its release, of the rules and of the dashboards. */
export const MONITORING = "monitoring";

/** Asks every public host from inside, as a client would: the blackbox exporter. */
export const SYNTHETIC_CHECKS = "synthetic-checks";

/** Where the exporter is told what to ask, and shows its own figures. */
export const CHECKS_PORT = 9115;

/** Where the chart mounts the exporter's configuration. */
export const CHECKS_PATH = "/etc/synthetic-checks";
