import { createHash } from "node:crypto";
import type { Fleet, Shard } from "../../fleet/fleet";
import { SHARD_SECRETS } from "../../fleet/secrets";
import { BORDER_PROXY } from "../border/border";
import { guaranteed } from "../needs";
import type { BackupStoreValues } from "./values";

/** Name of the object that describes the backup store; the same in every namespace. */
export const BACKUP_STORE = "postgres-backup";

/** Segments that are sent, or fetched ahead in a recovery, at the same time. Assumption. */
const SEGMENTS = 4;

/** Parts of a base backup that are sent at the same time: Barman's default, each a process of the sidecar's one core. */
const PARTS = 2;

/** Minutes of the night, from 00:00 UTC, over which the shards' base backups begin: five hours. Assumption. */
const NIGHT_MINUTES = 300;

/**
 * When a shard's daily base backup begins, as CloudNativePG takes it: six fields, seconds first. A minute of the night
 * by the shard's name, so that shards do not all read and send at once.
 */
export function backupSchedule(shard: string): string {
  const minute = createHash("sha256").update(`backup ${shard}`).digest().readUInt32BE(0) % NIGHT_MINUTES;
  return `0 ${minute % 60} ${Math.floor(minute / 60)} * * *`;
}

/**
 * Through the border to the store, but straight to the API server: the sidecar's Kubernetes client is written in Go and
 * would send that through the proxy too. Go reads ranges of addresses here, Python, which sends the backups, does not.
 */
function environment({ network, backup }: Fleet): Record<string, string> {
  return {
    AWS_DEFAULT_REGION: backup.region,
    HTTPS_PROXY: BORDER_PROXY.url,
    NO_PROXY: [BORDER_PROXY.except, network.services, network.nodes].join(","),
  };
}

/**
 * A shard's bucket in the store on the other site. Old backups are removed by whoever archives; where the key may only
 * read, for restores, nothing is.
 */
export function backupStore(fleet: Fleet, shard: Shard, access: "archive" | "read"): BackupStoreValues {
  const { name, keys } = SHARD_SECRETS.backupStore;
  return {
    name: BACKUP_STORE,
    destination: `s3://${shard.stateful.backupBucket}/`,
    endpoint: fleet.backup.endpoint,
    credentials: { secretName: name, idIn: keys[0], keyIn: keys[1] },
    ...(access === "archive" ? { retention: `${fleet.backup.retentionDays}d` } : {}),
    // The store encrypts what it keeps. A base backup is packed so that a restore does not wait for its unpacking, which
    // lz4 does faster than a network brings it; segments, of which there are many, so that they are small.
    encryption: "AES256",
    log: { compression: "zstd", parallel: SEGMENTS },
    data: { compression: "lz4", parallel: PARTS },
    environment: environment(fleet),
    resources: guaranteed(shard.capacity.backupSidecar),
  };
}
