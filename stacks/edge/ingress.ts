import type { Fleet } from "../../fleet/fleet";
import { alike, type Leading } from "./routing";
import type { PublicRoute } from "./table";
import type { IngressValues } from "./values";

/**
 * What Ingress has no field for, as HAProxy's own controller takes it (haproxytech/kubernetes-ingress 3.2,
 * documentation/annotations.md); the only place that depends on the class. No snippets: whoever may write one rules the
 * whole edge. `standalone-backend`: time-outs belong to a backend, which it makes once for a Service whatever Ingresses
 * lead there. Its `timeout-client` is the class' alone, and does not run while an answer is awaited.
 */
function annotations(seconds: number): IngressValues["annotations"] {
  return {
    "haproxy.org/forwarded-for": "true",
    "haproxy.org/ssl-redirect": "true",
    "haproxy.org/ssl-redirect-code": "301",
    "haproxy.org/ssl-redirect-port": "443",
    "haproxy.org/standalone-backend": "true",
    "haproxy.org/timeout-server": `${seconds}s`,
  };
}

const TYPES = { exact: "Exact", prefix: "Prefix" } as const;

type Path = IngressValues["spec"]["rules"][number]["http"]["paths"][number];

function path({ path: value, extent, backend }: PublicRoute): Path {
  return {
    path: value,
    pathType: TYPES[extent],
    backend: { service: { name: backend.service, port: { number: backend.port } } },
  };
}

/**
 * The Ingresses of a host into one namespace: one for each time-out, which is an annotation of the whole. Its certificate
 * is named where its Secret is; a class shows it for the host, whichever Ingress a request then takes.
 */
export function ingresses({ edge }: Fleet, namespace: string, { host, name, routes }: Leading): IngressValues[] {
  const tls = host.namespace === namespace ? { tls: [{ hosts: [host.host], secretName: host.secret }] } : {};
  return alike(routes).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        name: `${name}-${first.wait}`,
        annotations: annotations(first.seconds),
        spec: {
          ingressClassName: edge.class,
          ...tls,
          rules: [{ host: host.host, http: { paths: group.map(path) } }],
        },
      },
    ];
  });
}
