import { z } from "zod";
import { secretMount, systemValues } from "../values";

export const logCollectorValues = z.strictObject({
  collector: systemValues.omit({ nodeSelector: true }).extend({
    poolLabel: z.string(),
    configPath: z.string(),
    configFile: z.string(),
    podsPath: z.string(),
    statePath: z.string(),
    /** Folder of the node, which outlives the pods. */
    stateFolder: z.string(),
    runPath: z.string(),
    secret: secretMount,
    liveness: z.array(z.string()).min(1),
    livenessSeconds: z.number().int(),
    readiness: z.array(z.string()).min(1),
  }),
});

export type LogCollectorValues = z.output<typeof logCollectorValues>;
