import { z } from "zod";
import { labels, networkPolicy, resources } from "../values";

export const routerValues = z.strictObject({
  labels,
  selector: labels,
  image: z.string(),
  serviceAccount: z.string(),
  replicas: z.number().int().min(1),
  resources,
  nodeSelector: labels,
  priorityClass: z.string(),
  /** Files of the configuration, by name, ready-made. */
  files: z.record(z.string(), z.string()),
  filesChecksum: z.string(),
  folder: z.string(),
  ports: z.strictObject({ public: z.number().int(), metrics: z.number().int() }),
  /** How long the pod waits before it stops, until nobody sends to it any more, and how long it may take in all. */
  seconds: z.strictObject({ drain: z.number().int(), stop: z.number().int() }),
  networkPolicy,
});

export type RouterValues = z.output<typeof routerValues>;
