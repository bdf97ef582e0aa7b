import { z } from "zod";

/*
 * Types of the values that charts take. The same schemas make each chart's values.schema.json, so that Helm refuses an
 * unknown or missing value too.
 */

export const labels = z.record(z.string(), z.string());

export const resources = z.strictObject({
  requests: z.strictObject({ cpu: z.string(), memory: z.string() }),
  limits: z.strictObject({ cpu: z.string(), memory: z.string() }),
});

const selector = z.strictObject({ matchLabels: labels });

/** Which pods an allowed flow comes from or goes to; the namespace is the pod's own unless named. */
const peer = z.strictObject({
  podSelector: selector.optional(),
  namespaceSelector: selector.optional(),
  ipBlock: z.strictObject({ cidr: z.string(), except: z.array(z.string()).optional() }).optional(),
});

const flow = z.strictObject({ peers: z.array(peer).min(1), ports: z.array(z.number().int()).min(1) });

export const networkPolicy = z.strictObject({ ingress: z.array(flow), egress: z.array(flow) });

export type Flow = z.output<typeof flow>;
