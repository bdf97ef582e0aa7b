import { z } from "zod";
import { secretMount } from "../homeserver/values";
import { labels, networkPolicy, resources } from "../values";

export const authenticationValues = z.strictObject({
  labels,
  selector: labels,
  image: z.string(),
  serviceAccount: z.string(),
  replicas: z.number().int().min(1),
  surge: z.number().int().min(1),
  resources,
  nodeSelector: labels,
  priorityClass: z.string(),
  files: z.record(z.string(), z.string()),
  /** Changes with the files, so that a changed file replaces the pods. */
  filesChecksum: z.string(),
  configPath: z.string(),
  secretMounts: z.array(secretMount).min(1),
  proxy: z.strictObject({ url: z.string(), except: z.string() }),
  ports: z.strictObject({ web: z.number().int(), admin: z.number().int(), metrics: z.number().int() }),
  networkPolicy,
});

export type AuthenticationValues = z.output<typeof authenticationValues>;
