import { PATHS, STATISTICS_FILE } from "./places";

/**
 * More files of the queue than this, and it falls behind: one is written, one is read, and a burst may fill a third.
 * Assumption.
 */
const QUEUE_FILES = 3;

const shell = (script: string) => ["sh", "-c", script];

/**
 * Whether it wrote its figures since it was asked last; emptied each time, so that the file stays small. It makes the file
 * with its first figures: who asks before that learns nothing yet.
 */
export function liveness(): string[] {
  return shell(`test ! -e ${STATISTICS_FILE} || { test -s ${STATISTICS_FILE} && : > ${STATISTICS_FILE}; }`);
}

/**
 * Whether a connection to the store is open and little waits for it. Nobody sends it requests: this is how monitoring
 * sees, in the DaemonSet's own state, that a node's logs do not arrive.
 */
export function readiness(port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  // Second address with the store's port, and state 01, established.
  const connected = `grep -qE '^ *[0-9]+: [0-9A-F]+:[0-9A-F]{4} [0-9A-F]+:${hex} 01 ' /proc/net/tcp`;
  const waiting = `set -- ${PATHS.state}/pods.0*; test $# -le ${QUEUE_FILES}`;
  return shell(`${connected} && { ${waiting}; }`);
}
