/** Name of the system: of its release, DaemonSet, container and account. */
export const LOG_COLLECTOR = "log-collector";

/** Where the chart mounts things in its pods; the configuration names the same paths. */
export const PATHS = {
  config: "/etc/log-collector",
  /** Where a node keeps what the containers of its pods print. */
  pods: "/var/log/pods",
  /** How far each file was read, and what the store has not taken yet: on the node, since it outlives the pod. */
  state: "/var/lib/log-collector",
  run: "/run/log-collector",
  store: "/run/secrets/store",
} as const;

export const CONFIG_FILE = "rsyslog.conf";

/** Figures of rsyslog itself: a file that it writes to every minute, and that the liveness probe empties. */
export const STATISTICS_FILE = `${PATHS.run}/statistics`;

/** Label of every node that runs pods of ours; its value is the node's pool. */
export const POOL_LABEL = "tchap/pool";
