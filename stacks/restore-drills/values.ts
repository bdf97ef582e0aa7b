import { z } from "zod";
import { systemValues } from "../values";

export const restoreDrillsValues = z.strictObject({
  drills: systemValues.extend({ configPath: z.string(), settingsFile: z.string(), metricsPort: z.number().int() }),
});

export type RestoreDrillsValues = z.output<typeof restoreDrillsValues>;
