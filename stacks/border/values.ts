import { z } from "zod";
import { labels, networkPolicy, resources } from "../values";

export const borderValues = z.strictObject({
  border: z.strictObject({
    labels,
    selector: labels,
    image: z.string(),
    serviceAccount: z.string(),
    replicas: z.number().int().min(1),
    resources,
    nodeSelector: labels,
    priorityClass: z.string(),
    files: z.record(z.string(), z.string()),
    filesChecksum: z.string(),
    port: z.number().int(),
    networkPolicy,
  }),
});

export type BorderValues = z.output<typeof borderValues>;
