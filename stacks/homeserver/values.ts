import { z } from "zod";
import { files, labels, proxy, resources, secretMount, systemValues } from "../values";

/** One StatefulSet: the main process, or all processes of a worker's role. */
const process = z.strictObject({
  name: z.string(),
  labels,
  selector: labels,
  /** Absent where autoscaling decides. */
  replicas: z.number().int().min(1).optional(),
  autoscaling: z.strictObject({ least: z.number().int().min(1), most: z.number().int().min(2) }).optional(),
  /** Several processes: spread over zones, and one at a time is disturbed. */
  spread: z.boolean(),
  command: z.array(z.string()).min(1),
  args: z.array(z.string()),
  resources,
  /** Files of the processes by pod name; absent for the main process, which has none of its own. */
  files: files.optional(),
  /** Changes with the files that this process reads, so that a changed file replaces its pods and no other's. */
  filesChecksum: z.string(),
  ports: z.strictObject({
    client: z.number().int(),
    replication: z.number().int().optional(),
    metrics: z.number().int(),
  }),
  /** Claim of the volume of uploaded files, on the one process that serves media. */
  mediaClaim: z.string().optional(),
});

/** A program of ours in a homeserver's pod, with files and Secrets of its own. */
const program = z.strictObject({
  args: z.array(z.string()).min(1),
  configPath: z.string(),
  files,
  secretMounts: z.array(secretMount).min(1),
});

/** What all pods of the system have alike; its files are those that all processes read. */
export const homeserverValues = systemValues.omit({ resources: true, filesChecksum: true }).extend({
  processes: z.array(process).min(1),
  configPath: z.string(),
  workerConfigPath: z.string(),
  mediaPath: z.string(),
  secretMounts: z.array(secretMount).min(1),
  /** Small containers that prepare files: the same for each. */
  initResources: resources,
  /** The database's password file: the Secret's key, where it is mounted, and where it is copied for libpq. */
  passfile: z.strictObject({ mount: secretMount, from: z.string(), to: z.string(), directory: z.string() }),
  /** Settings whose value is a secret: the command's arguments, and the folder that it writes to. */
  secretSettings: z.strictObject({ args: z.array(z.string()), directory: z.string(), mounts: z.array(secretMount) }),
  proxy,
  /** Beside the process that owns the media volume, and nowhere else. */
  media: z.strictObject({
    /** The key of the shard's bucket, and its file as boto3 is told of it. */
    key: secretMount,
    credentialsFile: z.string(),
    upkeep: program.extend({ port: z.number().int(), resources }),
  }),
  /** What prepares a restored database before any process uses it; absent where the database was never restored. */
  restoreGate: program.optional(),
});

export type HomeserverValues = z.output<typeof homeserverValues>;

export const mediaVolumeValues = z.strictObject({ name: z.string(), labels, size: z.string(), class: z.string() });

export type MediaVolumeValues = z.output<typeof mediaVolumeValues>;
