import { z } from "zod";
import { labels, networkPolicy, resources } from "../values";

/** A Secret mounted as files: these keys and no other. */
const secretMount = z.strictObject({
  volume: z.string(),
  secretName: z.string(),
  path: z.string(),
  keys: z.array(z.string()).min(1),
});

export const homeserverValues = z.strictObject({
  labels,
  selector: labels,
  image: z.string(),
  serviceAccount: z.string(),
  resources,
  nodeSelector: labels,
  priorityClass: z.string(),
  /** Files of the configuration, by name, ready-made. */
  files: z.record(z.string(), z.string()),
  /** Changes with the files, so that a changed file replaces the pod. */
  filesChecksum: z.string(),
  configPath: z.string(),
  mediaPath: z.string(),
  mediaClaim: z.string(),
  secretMounts: z.array(secretMount).min(1),
  /** The database's password file: the Secret's key, where it is mounted, and where it is copied for libpq. */
  passfile: z.strictObject({ mount: secretMount, from: z.string(), to: z.string(), directory: z.string() }),
  proxy: z.strictObject({ url: z.string(), except: z.string() }),
  ports: z.strictObject({ client: z.number().int(), metrics: z.number().int() }),
  networkPolicy,
});

export type HomeserverValues = z.output<typeof homeserverValues>;

export const mediaVolumeValues = z.strictObject({ name: z.string(), labels, size: z.string(), class: z.string() });

export type MediaVolumeValues = z.output<typeof mediaVolumeValues>;
