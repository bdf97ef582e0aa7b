import { z } from "zod";
import { labels, networkPolicy, resources } from "../values";

export const redisValues = z.strictObject({
  labels,
  selector: labels,
  image: z.string(),
  serviceAccount: z.string(),
  resources,
  nodeSelector: labels,
  priorityClass: z.string(),
  files: z.record(z.string(), z.string()),
  filesChecksum: z.string(),
  port: z.number().int(),
  /** The access list: the Secret's key, and the folder that it is mounted in. */
  accessList: z.strictObject({ secretName: z.string(), key: z.string(), folder: z.string() }),
  networkPolicy: networkPolicy.pick({ ingress: true }),
});

export type RedisValues = z.output<typeof redisValues>;
