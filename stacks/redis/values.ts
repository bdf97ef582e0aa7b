import { z } from "zod";
import { networkPolicy, systemValues } from "../values";

export const redisValues = systemValues.extend({
  port: z.number().int(),
  /** The access list: the Secret's key, and the folder that it is mounted in. */
  accessList: z.strictObject({ secretName: z.string(), key: z.string(), folder: z.string() }),
  networkPolicy: networkPolicy.pick({ ingress: true }),
});

export type RedisValues = z.output<typeof redisValues>;
