import { z } from "zod";
import { labels, networkPolicy, resources } from "../values";

const volume = z.strictObject({ size: z.string(), class: z.string() });

/** How the database comes to be; exactly one of the two. */
const origin = z.strictObject({
  /** A new one, and the statements that are run in it once. */
  new: z.strictObject({ statements: z.array(z.string()) }).optional(),
  /** From the archive of this name in the backup store, up to an instant or to its end. */
  archive: z
    .strictObject({
      name: z.string(),
      at: z.string().optional(),
      /** Secret that holds the owner's password; absent: the operator makes one. */
      ownerSecret: z.string().optional(),
    })
    .optional(),
});

export const clusterValues = z.strictObject({
  name: z.string(),
  labels,
  image: z.string(),
  instances: z.number().int().min(1),
  /** Absent where an instance is alone. */
  synchronousStandbys: z.number().int().min(1).optional(),
  database: z.string(),
  owner: z.string(),
  origin,
  /** A second role, and the Secret that holds its password; absent where it is as it was restored. */
  authentication: z.strictObject({ role: z.string(), secretName: z.string() }).optional(),
  /** Name under which it archives; absent where it does not. */
  archive: z.string().optional(),
  /** The object that describes its backup store. */
  backupStore: z.string(),
  parameters: z.record(z.string(), z.string()),
  access: z.array(z.string()),
  lease: z.strictObject({
    durationSeconds: z.number().int(),
    renewSeconds: z.number().int(),
    retrySeconds: z.number().int(),
  }),
  isolation: z.strictObject({ connectMilliseconds: z.number().int(), requestMilliseconds: z.number().int() }),
  shutdown: z.strictObject({
    smartSeconds: z.number().int(),
    stopSeconds: z.number().int(),
    switchoverSeconds: z.number().int(),
    startSeconds: z.number().int(),
  }),
  resources,
  storage: volume,
  walStorage: volume,
  nodeSelector: labels,
  priorityClass: z.string(),
});

export type ClusterValues = z.output<typeof clusterValues>;

const backupStoreValues = z.strictObject({
  name: z.string(),
  destination: z.string(),
  endpoint: z.string(),
  /** Secret that holds its credentials, and in which of its keys each half is. */
  credentials: z.strictObject({ secretName: z.string(), idIn: z.string(), keyIn: z.string() }),
  /** Absent where the key may only read. */
  retention: z.string().optional(),
  encryption: z.string(),
  log: z.strictObject({ compression: z.string(), parallel: z.number().int().min(1) }),
  data: z.strictObject({ compression: z.string(), parallel: z.number().int().min(1) }),
  environment: z.record(z.string(), z.string()),
  resources,
});

export type BackupStoreValues = z.output<typeof backupStoreValues>;

/** What every namespace has that PostgreSQL may run in, whoever makes its Cluster. */
export const postgresValues = z.strictObject({
  name: z.string(),
  labels,
  backupStore: backupStoreValues,
  networkPolicy,
});

export type PostgresValues = z.output<typeof postgresValues>;

/** A Cluster that this release holds. */
export const databaseValues = z.strictObject({
  cluster: clusterValues,
  /** A second database with an owner of the same name; absent where the restored one has it. */
  authentication: z.strictObject({ database: z.string() }).optional(),
  /** Daily base backup: six fields, seconds first; absent where nothing is archived. */
  schedule: z.string().optional(),
});

export type DatabaseValues = z.output<typeof databaseValues>;
