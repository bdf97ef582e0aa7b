import { z } from "zod";
import { labels, systemValues } from "../values";

const relabeling = z.strictObject({
  action: z.enum(["drop", "replace"]).optional(),
  sourceLabels: z.array(z.string()).optional(),
  regex: z.string().optional(),
  targetLabel: z.string().optional(),
  replacement: z.string().optional(),
});

const endpoint = z.strictObject({
  port: z.string(),
  path: z.string(),
  interval: z.string(),
  scrapeTimeout: z.string(),
  /** Figures that carry another's namespace keep it. */
  honorLabels: z.boolean().optional(),
  authorization: z
    .strictObject({ type: z.literal("Bearer"), credentials: z.strictObject({ name: z.string(), key: z.string() }) })
    .optional(),
  relabelings: z.array(relabeling),
});

/** A PodMonitor of the Prometheus operator (monitoring.coreos.com/v1). */
export const podMonitor = z.strictObject({
  name: z.string(),
  spec: z.strictObject({
    namespaceSelector: z.strictObject({ any: z.literal(true).optional(), matchNames: z.array(z.string()).optional() }),
    selector: z.strictObject({
      matchLabels: labels,
      matchExpressions: z.array(z.strictObject({ key: z.string(), operator: z.literal("Exists") })).optional(),
    }),
    podMetricsEndpoints: z.array(endpoint).min(1),
  }),
});

export type PodMonitor = z.output<typeof podMonitor>;

const ruleGroup = z.strictObject({
  name: z.string(),
  recordings: z.array(z.strictObject({ record: z.string(), expr: z.string(), labels: labels.optional() })),
  alerts: z.array(
    z.strictObject({
      alert: z.string(),
      expr: z.string(),
      for: z.string(),
      labels,
      annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
    }),
  ),
});

/** A Probe of the Prometheus operator: one check of some addresses. */
const probe = z.strictObject({
  name: z.string(),
  spec: z.strictObject({
    jobName: z.string(),
    interval: z.string(),
    scrapeTimeout: z.string(),
    module: z.string(),
    prober: z.strictObject({ url: z.string(), path: z.literal("/probe") }),
    targets: z.strictObject({ staticConfig: z.strictObject({ static: z.array(z.string()).min(1), labels }) }),
  }),
});

export type ProbeValues = z.output<typeof probe>;

export const monitoringValues = z.strictObject({
  monitoring: z.strictObject({
    labels,
    podMonitors: z.array(podMonitor),
    rules: z.array(ruleGroup),
    dashboards: z.array(z.strictObject({ name: z.string(), file: z.string(), content: z.string() })),
  }),
  syntheticChecks: systemValues.extend({
    replicas: z.number().int().min(1),
    port: z.number().int(),
    configPath: z.string(),
    probes: z.array(probe),
  }),
});

export type MonitoringValues = z.output<typeof monitoringValues>;
export type RuleGroupValues = z.output<typeof ruleGroup>;
