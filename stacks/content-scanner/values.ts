import { z } from "zod";
import { secretMount, systemValues } from "../values";

export const contentScannerValues = systemValues.extend({
  replicas: z.number().int().min(2),
  ports: z.strictObject({ scan: z.number().int(), metrics: z.number().int() }),
  configPath: z.string(),
  /** The volume of files that are being scanned, in memory. */
  scanned: z.strictObject({ path: z.string(), size: z.string() }),
  secretMounts: z.array(secretMount).min(1),
  /** How long a pod may take to stop: until what it was asked is answered. */
  stopSeconds: z.number().int(),
});

export type ContentScannerValues = z.output<typeof contentScannerValues>;
