import { z } from "zod";
import { labels, networkPolicy, resources } from "../values";

export const postgresValues = z.strictObject({
  name: z.string(),
  labels,
  image: z.string(),
  instances: z.number().int().min(1),
  synchronousStandbys: z.number().int().min(0),
  database: z.string(),
  owner: z.string(),
  /** A second database with an owner of its own, and the Secret that holds the owner's password. */
  authentication: z.strictObject({ database: z.string(), secretName: z.string() }).optional(),
  parameters: z.record(z.string(), z.string()),
  resources,
  storage: z.strictObject({ size: z.string(), class: z.string() }),
  walStorage: z.strictObject({ size: z.string(), class: z.string() }),
  nodeSelector: labels,
  priorityClass: z.string(),
  networkPolicy,
});

export type PostgresValues = z.output<typeof postgresValues>;
