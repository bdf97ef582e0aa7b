import { z } from "zod";
import { resources, systemValues } from "../values";

export const antivirusValues = z.strictObject({
  antivirus: systemValues.extend({
    replicas: z.number().int().min(2),
    port: z.number().int(),
    paths: z.strictObject({ config: z.string(), signatures: z.string(), temporary: z.string() }),
    /** What fetches signatures, beside what scans. */
    updater: z.strictObject({ resources }),
    /** Room for signatures, on the node's disk; and for what is being scanned, in memory. */
    sizes: z.strictObject({ signatures: z.string(), temporary: z.string() }),
  }),
});

export type AntivirusValues = z.output<typeof antivirusValues>;
