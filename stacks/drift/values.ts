import { z } from "zod";
import { files, systemValues } from "../values";

const common = systemValues.omit({ files: true, filesChecksum: true });

export const driftValues = z.strictObject({
  drift: common.extend({
    environment: z.string(),
    /** Five-field cron, in UTC. */
    schedule: z.string(),
    /** Seconds that a comparison may take, and that its traces are kept. */
    deadlineSeconds: z.number().int().min(1),
    keptSeconds: z.number().int().min(0),
    configPath: z.string(),
    files,
    /** ConfigMap of the figures, the file in it, and what that says before the first comparison. */
    result: z.strictObject({ name: z.string(), file: z.string(), content: z.string() }),
  }),
  metrics: common.extend({ port: z.number().int(), resultPath: z.string(), figures: z.string() }),
});

export type DriftValues = z.output<typeof driftValues>;
