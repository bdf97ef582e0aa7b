import { z } from "zod";
import { clusterValues } from "../postgres/values";
import { secretMount, systemValues } from "../values";

export const restoreDrillValues = systemValues.omit({ files: true, filesChecksum: true }).extend({
  /** The database that it makes, and the name of its file. */
  cluster: clusterValues,
  clusterFile: z.string(),
  /** Its settings, ready-made, and the name of their file. */
  settings: z.string(),
  settingsFile: z.string(),
  configPath: z.string(),
  secretMounts: z.array(secretMount),
  /** Seconds that a run may take, that it has to clean up when it is stopped, and that its traces are kept. */
  deadlineSeconds: z.number().int().min(1),
  graceSeconds: z.number().int().min(1),
  keptSeconds: z.number().int().min(0),
});

export type RestoreDrillValues = z.output<typeof restoreDrillValues>;
