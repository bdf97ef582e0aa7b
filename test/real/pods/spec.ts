import { z } from "zod";

/*
 * The part of a pod's description that the test carries out. Strict: a field that is neither carried out nor named
 * here as left to Kubernetes makes the test fail, so that nothing is passed over in silence.
 */

/** Left to the cluster: where and how large a pod is, what restarts it, and what it may call there. */
const left = z.unknown().optional();

const port = z.union([z.number().int(), z.string()]);

const probe = z.strictObject({
  httpGet: z.strictObject({ path: z.string(), port, scheme: z.enum(["HTTP", "HTTPS"]).default("HTTP") }).optional(),
  tcpSocket: z.strictObject({ port }).optional(),
  exec: z.strictObject({ command: z.array(z.string()).min(1) }).optional(),
  initialDelaySeconds: left,
  periodSeconds: left,
  timeoutSeconds: left,
  failureThreshold: left,
  successThreshold: left,
});

export type Probe = z.output<typeof probe>;

const variable = z.strictObject({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z.strictObject({ fieldRef: z.strictObject({ apiVersion: left, fieldPath: z.string() }) }).optional(),
});

const container = z.strictObject({
  name: z.string(),
  image: z.string(),
  imagePullPolicy: left,
  command: z.array(z.string()).min(1),
  args: z.array(z.string()).default([]),
  workingDir: z.string().optional(),
  env: z.array(variable).default([]),
  ports: z
    .array(z.strictObject({ name: z.string().optional(), containerPort: z.number().int(), protocol: left }))
    .default([]),
  resources: left,
  startupProbe: probe.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  lifecycle: z
    .strictObject({
      preStop: z.strictObject({
        exec: z.strictObject({ command: z.array(z.string()).min(1) }).optional(),
        sleep: z.strictObject({ seconds: z.number() }).optional(),
      }),
    })
    .optional(),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal("ALL")]) }),
    runAsUser: z.number().int().optional(),
    runAsGroup: z.number().int().optional(),
    runAsNonRoot: left,
    seccompProfile: left,
    privileged: z.literal(false).optional(),
  }),
  volumeMounts: z
    .array(
      z.strictObject({
        name: z.string(),
        mountPath: z.string(),
        subPath: z.string().optional(),
        readOnly: z.boolean().default(false),
      }),
    )
    .default([]),
  terminationMessagePath: left,
  terminationMessagePolicy: left,
});

export type ContainerDescription = z.output<typeof container>;

const items = z.array(z.strictObject({ key: z.string(), path: z.string(), mode: z.number().int().optional() }));
const defaultMode = z.number().int().default(0o644);
const configMap = z.strictObject({ name: z.string(), items: items.optional(), defaultMode, optional: left });
const secret = z.strictObject({ secretName: z.string(), items: items.optional(), defaultMode, optional: left });

const source = z.strictObject({
  configMap: z.strictObject({ name: z.string(), items: items.optional() }).optional(),
  secret: z.strictObject({ name: z.string(), items: items.optional() }).optional(),
});

const volume = z.strictObject({
  name: z.string(),
  configMap: configMap.optional(),
  secret: secret.optional(),
  projected: z.strictObject({ sources: z.array(source), defaultMode }).optional(),
  emptyDir: z.strictObject({ medium: left, sizeLimit: left }).optional(),
  hostPath: z.strictObject({ path: z.string(), type: left }).optional(),
  persistentVolumeClaim: z.strictObject({ claimName: z.string(), readOnly: left }).optional(),
});

export type Volume = z.output<typeof volume>;
export type Item = z.output<typeof items>[number];

export const podDescription = z.strictObject({
  initContainers: z.array(container).default([]),
  containers: z.array(container).min(1),
  volumes: z.array(volume).default([]),
  securityContext: z.strictObject({
    runAsNonRoot: z.boolean(),
    runAsUser: z.number().int(),
    runAsGroup: z.number().int(),
    fsGroup: z.number().int().optional(),
    fsGroupChangePolicy: left,
    supplementalGroups: z.array(z.number().int()).default([]),
    seccompProfile: left,
  }),
  terminationGracePeriodSeconds: z.number().int().default(30),
  automountServiceAccountToken: z.literal(false),
  enableServiceLinks: z.literal(false),
  restartPolicy: left,
  serviceAccountName: left,
  priorityClassName: left,
  nodeSelector: left,
  affinity: left,
  tolerations: left,
  topologySpreadConstraints: left,
});

export type PodDescription = z.output<typeof podDescription>;
