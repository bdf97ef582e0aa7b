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

/** A Secret mounted as files: these keys and no other. */
export const secretMount = z.strictObject({
  volume: z.string(),
  secretName: z.string(),
  path: z.string(),
  keys: z.array(z.string()).min(1),
});

export type SecretMount = z.output<typeof secretMount>;

/** The way out, for those who use it: the border's proxy, and what is asked directly. */
export const proxy = z.strictObject({ url: z.string(), except: z.string() });

/** Files of the configuration by name, ready-made. */
export const files = z.record(z.string(), z.string());

/** What the values of every system with pods of one kind hold; each adds its own. */
export const systemValues = z.strictObject({
  labels,
  selector: labels,
  image: z.string(),
  serviceAccount: z.string(),
  resources,
  nodeSelector: labels,
  priorityClass: z.string(),
  files,
  /** Changes with the files, so that a changed file replaces the pods. */
  filesChecksum: z.string(),
  networkPolicy,
});
