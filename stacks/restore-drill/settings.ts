import type { Fleet, Shard } from "../../fleet/fleet";
import { MEDIA_STORE_ENDPOINT, MEDIA_STORE_REGION } from "../media-store/places";
import { DATABASE, PORTS } from "../postgres/places";
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
}

/** Media files that a drill compares: with one in twenty lost, two drills in three notice. Assumption. */
const MEDIA_SAMPLE = 20;

/** A drill goes on for half as long again as it may, so that what is too slow is measured. Assumption. */
const PATIENCE = 1.5;

/** Seconds beyond its deadline in which a drill removes what it made. */
const CLEANING_SECONDS = 2400;

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
  };
}

/** Seconds after which Kubernetes ends a drill that did not end itself. */
export function drillDeadline(settings: Pick<DrillSettings, "deadlineSeconds">): number {
  return settings.deadlineSeconds + CLEANING_SECONDS;
}
