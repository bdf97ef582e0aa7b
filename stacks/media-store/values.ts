import { z } from "zod";
import { podMonitor } from "../monitoring/values";
import { files, labels, networkPolicy, proxy, secretMount, systemValues } from "../values";

const ports = z.strictObject({ s3: z.number().int(), rpc: z.number().int(), admin: z.number().int() });

/** The nodes of one zone, each a StatefulSet of one pod with volumes of its own. */
export const mediaStoreZoneValues = z.strictObject({
  zone: systemValues.omit({ selector: true, networkPolicy: true }).extend({
    /** Name of the release and of its ConfigMap, and the zone that its pods may run in. */
    name: z.string(),
    zone: z.string(),
    /** Pods that are kept on different hosts where possible: every node of the store. */
    spreadOver: labels,
    storageClass: z.string(),
    configPath: z.string(),
    service: z.string(),
    ports,
    nodes: z
      .array(
        z.strictObject({
          name: z.string(),
          labels,
          selector: labels,
          volumes: z
            .array(z.strictObject({ name: z.string(), claim: z.string(), path: z.string(), size: z.string() }))
            .min(2),
        }),
      )
      .min(1),
    secretMounts: z.array(secretMount).min(1),
  }),
});

export type MediaStoreZoneValues = z.output<typeof mediaStoreZoneValues>["zone"];

/** What belongs to all nodes. */
const store = z.strictObject({ labels, selector: labels, nodesService: z.string(), ports, networkPolicy });

export type StoreValues = z.output<typeof store>;

/** A program that runs to its end, from a ConfigMap of its own. */
const task = systemValues.omit({ filesChecksum: true }).extend({
  configPath: z.string(),
  args: z.array(z.string()).min(1),
  secretMounts: z.array(secretMount).min(1),
  /** Seconds that a run may take. */
  deadlineSeconds: z.number().int().min(1),
});

const setup = task.extend({
  /** Name of the Job and of its ConfigMap: another for other settings, since a Job cannot be changed. */
  job: z.string(),
  connect: z.strictObject({
    /** Five-field cron, in UTC. */
    schedule: z.string(),
    files,
    args: z.array(z.string()).min(1),
    secretMounts: z.array(secretMount).min(1),
    deadlineSeconds: z.number().int().min(1),
  }),
});

export type SetupValues = z.output<typeof setup>;

const copy = task.extend({
  schedule: z.string(),
  /** Seconds that the traces of a run are kept. */
  keptSeconds: z.number().int().min(0),
  proxy,
});

export type CopyValues = z.output<typeof copy>;

export const mediaStoreValues = z.strictObject({ store, setup, copy, monitoring: z.strictObject({ podMonitor }) });

export type MediaStoreValues = z.output<typeof mediaStoreValues>;
