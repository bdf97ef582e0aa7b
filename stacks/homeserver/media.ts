import type { Shard } from "../../fleet/fleet";
import { MEDIA_STORE_ENDPOINT, MEDIA_STORE_REGION } from "../media-store/places";
import { PATHS, UPKEEP_METRICS_PORT } from "./places";

/** Where Synapse keeps files beside its own volume; no secret: its key is in a mounted file (boto3's own way). */
export interface MediaStorageProvider {
  module: "s3_storage_provider.S3StorageProviderBackend";
  store_local: true;
  store_remote: false;
  store_synchronous: true;
  config: { bucket: string; endpoint_url: string; region_name: string };
}

/**
 * Days without use after which a copy of another shard's file is forgotten. Less than for a shard's own, so that upkeep
 * takes hardly any of them to the store, where Synapse deletes nothing. Assumption.
 */
export const REMOTE_MEDIA_DAYS = 14;

/** Days without use after which a shard's own file is in the store alone; its volume holds a month. Assumption. */
const LOCAL_MEDIA_DAYS = 21;

/** Share of the volume above which what was not used for longest goes earlier: the rest is for a day's uploads. Assumption. */
const VOLUME_SHARE = 0.8;

/** Seconds between two marks in the database: how exactly a restore can tell how much it lost. Assumption. */
const MARKER_SECONDS = 10;

/** An hour, in seconds, between two passes over the volume. Assumption. */
const UPLOAD_SECONDS = 3600;

export function mediaStorageProviders({ stateful }: Shard): MediaStorageProvider[] {
  return [
    {
      module: "s3_storage_provider.S3StorageProviderBackend",
      store_local: true,
      // The other shard has it, in this very store.
      store_remote: false,
      // An upload counts when the store has it: the volume is one, of one zone.
      store_synchronous: true,
      // No prefix, which could never be changed: a bucket is one shard's.
      config: {
        bucket: stateful.mediaBucket,
        endpoint_url: MEDIA_STORE_ENDPOINT,
        region_name: MEDIA_STORE_REGION,
      },
    },
  ];
}

/** What `tchap_operations.upkeep` reads, by its own names. */
interface UpkeepSettings {
  /** A file with the part of homeserver.yaml that says where the database is. */
  homeserverConfig: string;
  mediaPath: string;
  store: { endpoint: string; region: string; bucket: string; credentialsFile: string };
  markerSeconds: number;
  uploadSeconds: number;
  /** Files unused for so long are removed once the store has them, and earlier above so many bytes in all. */
  olderThanDays: number;
  mostBytes: number;
  metricsPort: number;
}

/** Settings of what runs beside the process that owns the volume: bounds the volume, and marks time in the database. */
export function upkeepSettings({ stateful, capacity }: Shard): UpkeepSettings {
  return {
    homeserverConfig: `${PATHS.upkeep}/database.yaml`,
    mediaPath: PATHS.media,
    store: {
      endpoint: MEDIA_STORE_ENDPOINT,
      region: MEDIA_STORE_REGION,
      bucket: stateful.mediaBucket,
      credentialsFile: `${PATHS.mediaStore}/credentials`,
    },
    markerSeconds: MARKER_SECONDS,
    uploadSeconds: UPLOAD_SECONDS,
    olderThanDays: LOCAL_MEDIA_DAYS,
    mostBytes: Math.floor(capacity.mediaGiB * 1024 * VOLUME_SHARE) * 1024 ** 2,
    metricsPort: UPKEEP_METRICS_PORT,
  };
}
