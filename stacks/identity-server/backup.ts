import { bindingsBucket } from "../../fleet/escrow";
import type { Fleet } from "../../fleet/fleet";
import { BORDER_PROXY } from "../border/border";
import { DATABASE_FILE, PATHS, PORTS } from "./places";

/** A quarter of an hour, in seconds: what is lost at most when the volume is. Assumption. */
const EVERY_SECONDS = 900;

/** A day, in seconds, after which a copy is made though nothing changed: its lock in the store ends. */
const AT_LEAST_SECONDS = 86_400;

/** Five minutes, in seconds, for one request of the store: a whole copy is one. Assumption. */
const REQUEST_SECONDS = 300;

/** What `tchap_operations.bindings_backup` reads, by its own names. */
export function backupSettings(fleet: Fleet) {
  const { backup } = fleet;
  return {
    database: DATABASE_FILE,
    workPath: PATHS.work,
    everySeconds: EVERY_SECONDS,
    atLeastSeconds: AT_LEAST_SECONDS,
    metricsPort: PORTS.metrics,
    store: {
      endpoint: backup.endpoint,
      region: backup.region,
      bucket: bindingsBucket(backup),
      prefix: "bindings/",
      credentialsFile: `${PATHS.backupStore}/credentials`,
      proxy: BORDER_PROXY.url,
      requestSeconds: REQUEST_SECONDS,
    },
  };
}
