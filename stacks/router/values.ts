import { z } from "zod";
import { systemValues } from "../values";

export const routerValues = systemValues.extend({
  replicas: z.number().int().min(1),
  folder: z.string(),
  ports: z.strictObject({ public: z.number().int(), federation: z.number().int(), metrics: z.number().int() }),
  /** How long the pod waits before it stops, until nobody sends to it any more, and how long it may take in all. */
  seconds: z.strictObject({ drain: z.number().int(), stop: z.number().int() }),
});

export type RouterValues = z.output<typeof routerValues>;
