import { z } from "zod";
import { proxy, secretMount, systemValues } from "../values";

export const authenticationValues = systemValues.extend({
  replicas: z.number().int().min(1),
  surge: z.number().int().min(1),
  configPath: z.string(),
  secretMounts: z.array(secretMount).min(1),
  proxy,
  ports: z.strictObject({ web: z.number().int(), admin: z.number().int(), metrics: z.number().int() }),
});

export type AuthenticationValues = z.output<typeof authenticationValues>;
