import type { Fleet, Shard } from "../../fleet/fleet";
import { MEDIA_STORE_ENDPOINT, MEDIA_STORE_REGION } from "../media-store/places";
import { DATABASE, PORTS } from "../postgres/places";
import { SHUTDOWN } from "../postgres/timings";
import { FILES, PATHS } from "./places";

/** What `tchap_operations.restore_drill` reads, by its own names. */
interface DrillSettings {
  shard: string;
  clusterFile: string;
  database: {
    host: string;
    port: number;
    user: string;
    database: string;
    passwordFile: string;
    sslMode: "verify-full";
    /** Secret of the authority that signs the restored database's certificate: made with it, so not to be mounted. */
    caSecret: string;
  };
  media: { endpoint: string; region: string; bucket: string; credentialsFile: string; sample: number };
  /** Seconds that a restore may take, and by which its newest may be older than its end. */
  rtoSeconds: number;
  rpoSeconds: number;
  /** Seconds after which a drill gives up. */
  deadlineSeconds: number;
  /** Seconds in which what a drill made must be gone. */
  cleanUpSeconds: number;
}

/** Media files that a drill compares: with one in twenty lost, two drills in three notice. Assumption. */
const MEDIA_SAMPLE = 20;

/** A drill goes on for half as long again as it may, so that what is too slow is measured. Assumption. */
const PATIENCE = 1.5;

/** Seconds to remove a database: its one instance may take the whole stop delay, then its volumes go. Assumption. */
const CLEAN_UP_SECONDS = SHUTDOWN.stopSeconds + 100;

/** Seconds to keep the result before the database is removed, and again when it could not be. Assumption. */
const RESULT_SECONDS = 60;

/** Seconds beyond a drill's deadline for its checks, which read the whole database's indexes. Assumption. */
const CHECKS_SECONDS = 1000;

export function drillSettings({ restore }: Fleet, shard: Shard): DrillSettings {
  const cluster = shard.stateful.database;
  const rtoSeconds = restore.rtoMinutes * 60;
  return {
    shard: shard.name,
    clusterFile: `${PATHS.config}/${FILES.cluster}`,
    database: {
      host: `${cluster}-rw`,
      port: PORTS.database,
      user: DATABASE,
      database: DATABASE,
      passwordFile: `${PATHS.database}/password`,
      sslMode: "verify-full",
      caSecret: `${cluster}-ca`,
    },
    media: {
      endpoint: MEDIA_STORE_ENDPOINT,
      region: MEDIA_STORE_REGION,
      bucket: shard.stateful.mediaBucket,
      credentialsFile: `${PATHS.mediaStoreKey}/credentials`,
      sample: MEDIA_SAMPLE,
    },
    rtoSeconds,
    rpoSeconds: restore.rpoMinutes * 60,
    deadlineSeconds: rtoSeconds * PATIENCE,
    cleanUpSeconds: CLEAN_UP_SECONDS,
  };
}

/** Seconds that a drill which is told to stop has until it is killed, and leaves its database to the next one. */
export function drillGrace({ cleanUpSeconds }: Pick<DrillSettings, "cleanUpSeconds">): number {
  return cleanUpSeconds + RESULT_SECONDS;
}

/** Seconds after which Kubernetes ends a drill that did not end itself: it may have removed an earlier one's first. */
export function drillDeadline(settings: Pick<DrillSettings, "deadlineSeconds" | "cleanUpSeconds">): number {
  return settings.cleanUpSeconds + settings.deadlineSeconds + CHECKS_SECONDS + drillGrace(settings);
}
