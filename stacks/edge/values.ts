import { z } from "zod";
import { labels } from "../values";

/*
 * Objects of kinds that are not ours, written out whole: only the fields that we set, as Gateway API 1.4, Kubernetes 1.34
 * and cert-manager 1.21 name them.
 */

const named = <T extends z.ZodType>(spec: T) => z.strictObject({ name: z.string(), spec });

const port = z.number().int();

const namespaces = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("Same") }),
  z.strictObject({
    from: z.literal("Selector"),
    selector: z.strictObject({
      matchExpressions: z.array(
        z.strictObject({ key: z.string(), operator: z.literal("In"), values: z.array(z.string()).min(1) }),
      ),
    }),
  }),
]);

const listener = z.strictObject({
  name: z.string(),
  hostname: z.string(),
  port,
  protocol: z.enum(["HTTP", "HTTPS"]),
  tls: z
    .strictObject({
      mode: z.literal("Terminate"),
      certificateRefs: z.array(z.strictObject({ group: z.literal(""), kind: z.literal("Secret"), name: z.string() })),
    })
    .optional(),
  allowedRoutes: z.strictObject({
    namespaces,
    kinds: z.array(z.strictObject({ group: z.string(), kind: z.literal("HTTPRoute") })).min(1),
  }),
});

/** 64: a Gateway has no more listeners (its CRD, maxItems). */
const gateway = named(z.strictObject({ gatewayClassName: z.string(), listeners: z.array(listener).min(1).max(64) }));

const parent = z.strictObject({
  group: z.literal("gateway.networking.k8s.io"),
  kind: z.literal("Gateway"),
  namespace: z.string(),
  name: z.string(),
  sectionName: z.string(),
});

const forwarding = z.strictObject({
  matches: z
    .array(z.strictObject({ path: z.strictObject({ type: z.enum(["Exact", "PathPrefix"]), value: z.string() }) }))
    .min(1)
    .max(64),
  backendRefs: z.array(z.strictObject({ group: z.literal(""), kind: z.literal("Service"), name: z.string(), port })),
  timeouts: z.strictObject({ request: z.string() }),
});

const redirecting = z.strictObject({
  filters: z.array(
    z.strictObject({
      type: z.literal("RequestRedirect"),
      requestRedirect: z.strictObject({ scheme: z.literal("https"), port, statusCode: z.literal(301) }),
    }),
  ),
});

/** 16 rules, 64 paths in each and 128 in all: a route has no more (its CRD). */
const route = named(
  z.strictObject({
    parentRefs: z.array(parent).min(1).max(32),
    hostnames: z.array(z.string()).min(1).max(16),
    rules: z
      .array(z.union([forwarding, redirecting]))
      .min(1)
      .max(16),
  }),
);

const ingress = named(
  z.strictObject({
    ingressClassName: z.string(),
    tls: z.array(z.strictObject({ hosts: z.array(z.string()), secretName: z.string() })).optional(),
    rules: z.array(
      z.strictObject({
        host: z.string(),
        http: z.strictObject({
          paths: z
            .array(
              z.strictObject({
                path: z.string(),
                pathType: z.enum(["Exact", "Prefix"]),
                backend: z.strictObject({
                  service: z.strictObject({ name: z.string(), port: z.strictObject({ number: port }) }),
                }),
              }),
            )
            .min(1),
        }),
      }),
    ),
  }),
).extend({ annotations: labels });

/** One host each: a key that leaks, or a certificate that is not renewed, is one host's. */
const certificateValues = named(
  z.strictObject({
    secretName: z.string(),
    dnsNames: z.array(z.string()).length(1),
    issuerRef: z.strictObject({
      group: z.literal("cert-manager.io"),
      kind: z.literal("ClusterIssuer"),
      name: z.string(),
    }),
    privateKey: z.strictObject({
      algorithm: z.enum(["RSA", "ECDSA"]),
      size: z.number().int(),
      encoding: z.literal("PKCS8"),
      rotationPolicy: z.literal("Always"),
    }),
    duration: z.string(),
    renewBefore: z.string(),
    usages: z.array(z.enum(["digital signature", "key encipherment", "server auth"])),
  }),
);

/** What leads from outside into one namespace, by either kind of edge, and its certificates. */
export const edgeValues = z.strictObject({
  labels,
  gateways: z.array(gateway),
  routes: z.array(route),
  ingresses: z.array(ingress),
  certificates: z.array(certificateValues),
});

export type GatewayValues = z.output<typeof gateway>;
export type RouteValues = z.output<typeof route>;
export type IngressValues = z.output<typeof ingress>;
export type CertificateValues = z.output<typeof certificateValues>;
export type EdgeValues = z.output<typeof edgeValues>;
