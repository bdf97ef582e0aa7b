import { z } from "zod";
import { secretMount, systemValues } from "../values";

export const accountExpiryValues = systemValues.omit({ filesChecksum: true }).extend({
  /** Five-field cron, in UTC. */
  schedule: z.string(),
  /** Seconds that a run may take, and that its traces are kept. */
  deadlineSeconds: z.number().int().min(1),
  keptSeconds: z.number().int().min(0),
  configPath: z.string(),
  secretMount,
});

export type AccountExpiryValues = z.output<typeof accountExpiryValues>;
