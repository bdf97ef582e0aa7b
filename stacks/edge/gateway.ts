import { BORDER_NAMESPACE, type Fleet } from "../../fleet/fleet";
import { GATEWAY } from "./places";
import { alike, type Leading } from "./routing";
import type { PublicHost, PublicRoute } from "./table";
import type { GatewayValues, RouteValues } from "./values";

/** Ports of the listeners, as clients see them; the class maps them to its own. */
const PORTS = { http: 80, https: 443 } as const;

const GROUP = "gateway.networking.k8s.io";

type Listener = GatewayValues["spec"]["listeners"][number];
type Namespaces = Listener["allowedRoutes"]["namespaces"];

const sections = ({ kind }: PublicHost) => ({ http: `http-${kind}`, https: `https-${kind}` });

const SAME: Namespaces = { from: "Same" };

/**
 * Namespaces whose routes a host takes: its own, and the border's where other servers may ask. All of ours would let one
 * shard take over another's host; those that lead there now would have a suspension change the shard's own Gateway.
 */
function takingFrom({ namespace, kind }: PublicHost): Namespaces {
  if (kind !== "homeserver") return SAME;
  const values = [BORDER_NAMESPACE, namespace];
  return {
    from: "Selector",
    selector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values }] },
  };
}

/** Every listener names its host: classes that merge Gateways into one refuse two listeners alike. */
function listeners(host: PublicHost): Listener[] {
  const kinds: Listener["allowedRoutes"]["kinds"] = [{ group: GROUP, kind: "HTTPRoute" }];
  const { http, https } = sections(host);
  return [
    {
      name: https,
      hostname: host.host,
      port: PORTS.https,
      protocol: "HTTPS",
      tls: { mode: "Terminate", certificateRefs: [{ group: "", kind: "Secret", name: host.secret }] },
      allowedRoutes: { namespaces: takingFrom(host), kinds },
    },
    { name: http, hostname: host.host, port: PORTS.http, protocol: "HTTP", allowedRoutes: { namespaces: SAME, kinds } },
  ];
}

/**
 * The Gateway of a namespace, beside the Secrets of its certificates, which so no other namespace is granted. It has two
 * listeners a host; one Gateway for all shards would need more than the 64 that a Gateway may have.
 */
export function gateway({ edge }: Fleet, hosts: readonly PublicHost[]): GatewayValues {
  return { name: GATEWAY, spec: { gatewayClassName: edge.class, listeners: hosts.flatMap(listeners) } };
}

function parent(host: PublicHost, section: keyof ReturnType<typeof sections>) {
  const sectionName = sections(host)[section];
  return { group: GROUP, kind: "Gateway", namespace: host.namespace, name: GATEWAY, sectionName } as const;
}

const TYPES = { exact: "Exact", prefix: "PathPrefix" } as const;

function forwarding(routes: readonly PublicRoute[]): RouteValues["spec"]["rules"] {
  return alike(routes).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { backend, seconds } = first;
    return [
      {
        matches: group.map(({ path, extent }) => ({ path: { type: TYPES[extent], value: path } })),
        backendRefs: [{ group: "", kind: "Service", name: backend.service, port: backend.port }],
        timeouts: { request: `${seconds}s` },
      },
    ];
  });
}

/** The routes of a host into one namespace, attached to the host's listener wherever that is. */
export function httpRoute({ host, name, routes }: Leading): RouteValues {
  return {
    name,
    spec: { parentRefs: [parent(host, "https")], hostnames: [host.host], rules: forwarding(routes) },
  };
}

/** What a namespace's hosts answer without TLS: where to ask with it, and nothing else. */
export function redirect(hosts: readonly PublicHost[]): RouteValues {
  return {
    name: "redirect",
    spec: {
      parentRefs: hosts.map((host) => parent(host, "http")),
      hostnames: hosts.map(({ host }) => host),
      rules: [
        {
          filters: [
            {
              type: "RequestRedirect",
              requestRedirect: { scheme: "https", port: PORTS.https, statusCode: 301 },
            },
          ],
        },
      ],
    },
  };
}
