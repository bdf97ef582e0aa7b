import { BORDER_NAMESPACE, type Fleet, type Perimeter, PUSH_GATEWAY_NAMESPACE, type Shard } from "../../fleet/fleet";
import { EDGE_SECRETS, PUSH_GATEWAY_SECRETS } from "../../fleet/secrets";
import { BORDER_INBOUND, FEDERATION_PORT } from "../border/places";
import { UPLOAD_MIB } from "../homeserver/places";
import { PORTS, PUSH_GATEWAY } from "../push-gateway/places";
import { ANSWER_SECONDS, PUBLIC_PORT } from "../router/config";
import { ROUTER } from "../router/router";
import { hostsOf, type PublicHost as ShardHost } from "../router/routes";
import { AUTHENTICATION_PATHS, clientPaths, type Path, PUSH_PATHS, SERVER_PATHS, type Wait, WELL_KNOWN } from "./paths";

/** A Service, in the namespace of the route that leads there. */
interface Backend {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
}

/** One line of the table: these requests go there, and may take so long. */
export interface PublicRoute extends Path {
  readonly backend: Backend;
  /** Seconds after which the edge gives a request up. */
  readonly seconds: number;
}

/** What a public host is: one of a shard's three, or the push gateway's. */
export type HostKind = ShardHost | "push-gateway";

/** A public name that the edge answers for. */
export interface PublicHost {
  readonly host: string;
  readonly kind: HostKind;
  /** Namespace of its certificate, and of the Gateway that listens for it. */
  readonly namespace: string;
  /** Secret with its certificate. */
  readonly secret: string;
  /** The shard that it is a host of; the push gateway is nobody's. */
  readonly shard?: Shard;
  readonly routes: readonly PublicRoute[];
}

/** Seconds above those of what stands behind it, so that a client reads Matrix' own words and not the edge's. Assumption. */
const MARGIN_SECONDS = 5;

/** Bits per second of a line that a file still gets through by: a poor mobile one. Assumption. */
const SLOW_BITS_PER_SECOND = 1_000_000;

const FILE_SECONDS = Math.ceil((UPLOAD_MIB * 1024 * 1024 * 8) / SLOW_BITS_PER_SECOND);

/** Seconds of each kind of waiting. A first sync has the path of one that waits for news, and is work. */
function timeOuts({ edge }: Fleet): Readonly<Record<Wait, number>> {
  return {
    answer: ANSWER_SECONDS + MARGIN_SECONDS,
    news: Math.max(edge.longPollSeconds, ANSWER_SECONDS) + MARGIN_SECONDS,
    file: Math.max(FILE_SECONDS, ANSWER_SECONDS) + MARGIN_SECONDS,
  };
}

function leadingTo(fleet: Fleet, backend: Backend, paths: readonly Path[]): PublicRoute[] {
  const seconds = timeOuts(fleet);
  return paths.map((path) => ({ ...path, backend, seconds: seconds[path.wait] }));
}

/** The public hosts of one shard. Other servers reach it by the border, and only while its perimeter is open. */
function shardHosts(fleet: Fleet, { features }: Perimeter, shard: Shard): PublicHost[] {
  const { namespace } = shard;
  const router: Backend = { namespace, service: ROUTER, port: PUBLIC_PORT };
  const border: Backend = { namespace: BORDER_NAMESPACE, service: BORDER_INBOUND, port: FEDERATION_PORT };
  const isOpen = fleet.federation.peers.some(({ serverName }) => serverName === shard.serverName);
  const names = { homeserver: shard.host, name: shard.serverName, authentication: shard.authenticationHost };
  const routes: Readonly<Record<ShardHost, PublicRoute[]>> = {
    homeserver: [
      ...leadingTo(fleet, router, clientPaths(features.signIn)),
      ...(isOpen ? leadingTo(fleet, border, SERVER_PATHS) : []),
    ],
    name: leadingTo(fleet, router, WELL_KNOWN),
    authentication: leadingTo(fleet, router, AUTHENTICATION_PATHS),
  };
  return hostsOf(features.signIn).map((kind) => ({
    host: names[kind],
    kind,
    namespace,
    secret: EDGE_SECRETS[kind].name,
    shard,
    routes: routes[kind],
  }));
}

/** The one table of everything that is reached from outside by HTTP: what is not in it, no route leads to. */
export function publicHosts(fleet: Fleet): PublicHost[] {
  const push: Backend = { namespace: PUSH_GATEWAY_NAMESPACE, service: PUSH_GATEWAY, port: PORTS.public };
  const pushHost: PublicHost = {
    host: fleet.push.host,
    kind: "push-gateway",
    namespace: PUSH_GATEWAY_NAMESPACE,
    secret: PUSH_GATEWAY_SECRETS.certificate.name,
    routes: leadingTo(fleet, push, PUSH_PATHS),
  };
  return [
    ...fleet.perimeters
      .filter(({ state }) => state !== "closed")
      .flatMap((perimeter) =>
        // One that is restored apart from all that runs has the live one's names, and nobody reaches it by them.
        perimeter.shards
          .filter(({ namespace, restoreNamespace }) => namespace !== restoreNamespace)
          .flatMap((shard) => shardHosts(fleet, perimeter, shard)),
      ),
    // Without an app there is no push gateway.
    ...(fleet.push.apps.length > 0 ? [pushHost] : []),
  ];
}

const holds = ({ path, extent }: Path, asked: string) =>
  asked === path || (extent === "prefix" && asked.startsWith(path.endsWith("/") ? path : `${path}/`));

/** Where the table sends a request: the exact path, else the longest prefix; undefined where nothing leads anywhere. */
export function routeTo(hosts: readonly PublicHost[], host: string, path: string): PublicRoute | undefined {
  const routes = hosts.find((each) => each.host === host)?.routes.filter((each) => holds(each, path)) ?? [];
  const rank = ({ extent, path: { length } }: Path) => (extent === "exact" ? Number.POSITIVE_INFINITY : length);
  return routes.sort((a, b) => rank(b) - rank(a))[0];
}
