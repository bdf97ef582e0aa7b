import { z } from "zod";
import { secretMount } from "../homeserver/values";
import { labels, networkPolicy, resources } from "../values";

export const accountExpiryValues = z.strictObject({
  labels,
  selector: labels,
  image: z.string(),
  serviceAccount: z.string(),
  resources,
  nodeSelector: labels,
  priorityClass: z.string(),
  /** Five-field cron, in UTC. */
  schedule: z.string(),
  /** Seconds that a run may take, and that its traces are kept. */
  deadlineSeconds: z.number().int().min(1),
  keptSeconds: z.number().int().min(0),
  files: z.record(z.string(), z.string()),
  configPath: z.string(),
  secretMount,
  networkPolicy,
});

export type AccountExpiryValues = z.output<typeof accountExpiryValues>;
