import { z } from "zod";
import { resources, secretMount, systemValues } from "../values";

export const identityServerValues = z.strictObject({
  server: systemValues.extend({
    configPath: z.string(),
    /** Files of its own; each container is given those that it reads and no other. */
    configFiles: z.array(z.string()).min(1),
    port: z.number().int(),
    dataPath: z.string(),
    volume: z.strictObject({ name: z.string(), class: z.string(), size: z.string() }),
    /** The configuration with its secrets, put together before the server starts. */
    secretConfig: z.strictObject({
      path: z.string(),
      /** Name of the file that is completed, and where the server finds it. */
      source: z.string(),
      file: z.string(),
      args: z.array(z.string()).min(1),
      mounts: z.array(secretMount).min(1),
    }),
    /** What puts that together, restores an empty volume and copies the database while the server runs. */
    operations: z.strictObject({ image: z.string(), resources }),
    backup: z.strictObject({
      file: z.string(),
      restoreArgs: z.array(z.string()).min(1),
      runArgs: z.array(z.string()).min(1),
      workPath: z.string(),
      workSize: z.string(),
      metricsPort: z.number().int(),
      mounts: z.array(secretMount).min(1),
    }),
  }),
});

export type IdentityServerValues = z.output<typeof identityServerValues>;
