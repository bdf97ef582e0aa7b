import type { KubernetesObject } from "../../plan/plan";
import { deployment } from "./objects";

const ALPHA = "tchap-alpha";
const HOST = "matrix.agent.alpha.example";

const ROUTES = `^(homeserver):[^:]*:[^:]*:/_matrix/identity/(api/v1|v2)/(info|lookup|hash_details|store-invite)$ identity-server
^(homeserver):[^:]*:[^:]*:/_matrix/identity/(api/v1|v2)/pubkey/[^/]+$ identity-server
^(homeserver):[^:]*:[^:]*:/_matrix/media_proxy/unstable/(download_encrypted|scan/[^/]+/[^/]+)$ content-scanner
^(homeserver):[^:]*:[^:]*:/_matrix/client/ main
`;

const CLOSED = `^(homeserver):[^:]*:[^:]*:/_synapse/(admin|replication|metrics|mas)(/|$)
^(homeserver):[^:]*:[^:]*:/_matrix/client/(api/v1|unstable/[^/]*|[^/]*)/admin(/|$)
^(homeserver):[^:]*:[^:]*:/_matrix/identity/(.*/)?internal-info(/|$)
`;

const HAPROXY = `frontend public
  bind *:8008
  http-request set-var(txn.decoded) path,url_dec
  http-request set-var(txn.target) var(txn.request),map_reg(/etc/router/routes.map,unknown)
  acl is_closed var(txn.request) -m reg -f /etc/router/closed.lst
  acl is_closed var(txn.spelt) -m reg -f /etc/router/closed.lst
  http-request set-var(txn.target) str(closed) if is_closed || !{ var(txn.decoded) -m found }
  use_backend %[var(txn.target)]
backend identity-server
  server identity-server identity-server.tchap-identity-server.svc.cluster.local:8090
backend content-scanner
  server content-scanner content-scanner.tchap-alpha.svc.cluster.local:8080
`;

/** A router's files, as small as they can be. */
export function router(files: Record<string, string> = {}, namespace = ALPHA): KubernetesObject {
  const data = { "routes.map": ROUTES, "closed.lst": CLOSED, "haproxy.cfg": HAPROXY, ...files };
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "router", namespace }, data };
}

const GROUP = "gateway.networking.k8s.io";

const listener = (name: string, port: number, rest: object) => ({
  name: `${name}-homeserver`,
  hostname: HOST,
  port,
  ...rest,
});

export const gateway: KubernetesObject = {
  apiVersion: `${GROUP}/v1`,
  kind: "Gateway",
  metadata: { name: "edge", namespace: ALPHA },
  spec: {
    gatewayClassName: "edge",
    listeners: [
      listener("https", 443, {
        protocol: "HTTPS",
        tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: "edge-homeserver" }] },
      }),
      listener("http", 80, { protocol: "HTTP" }),
    ],
  },
};

function route(name: string, section: string, rule: object): KubernetesObject {
  const parentRefs = [{ group: GROUP, kind: "Gateway", name: "edge", sectionName: `${section}-homeserver` }];
  return {
    apiVersion: `${GROUP}/v1`,
    kind: "HTTPRoute",
    metadata: { name, namespace: ALPHA },
    spec: { parentRefs, hostnames: [HOST], rules: [rule] },
  };
}

export const httpRoute = route("homeserver", "https", {
  matches: [
    { path: { type: "PathPrefix", value: "/_matrix/identity/v2" } },
    { path: { type: "Exact", value: "/_matrix/identity/api/v1/info" } },
  ],
  backendRefs: [{ group: "", kind: "Service", name: "router", port: 8008 }],
});

const redirect = route("redirect", "http", {
  filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }],
});

export const certificate: KubernetesObject = {
  apiVersion: "cert-manager.io/v1",
  kind: "Certificate",
  metadata: { name: "edge-homeserver", namespace: ALPHA },
  spec: {
    secretName: "edge-homeserver",
    dnsNames: [HOST],
    issuerRef: { name: "issuer", kind: "ClusterIssuer" },
    duration: "2160h",
    renewBefore: "720h",
    privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
  },
};

/** What a route leads to: the router's Service and pods. */
export const ROUTER_PODS: readonly KubernetesObject[] = [
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "router", namespace: ALPHA },
    spec: {
      selector: { "app.kubernetes.io/name": "router" },
      ports: [
        { name: "public", port: 8008, targetPort: "public" },
        { name: "metrics", port: 8405, targetPort: "metrics" },
      ],
    },
  },
  deployment(
    {
      containers: [
        {
          ports: [
            { name: "public", containerPort: 8008 },
            { name: "metrics", containerPort: 8405 },
          ],
        },
      ],
    },
    "router",
  ),
];

export const EDGE: readonly KubernetesObject[] = [gateway, httpRoute, redirect, certificate];
