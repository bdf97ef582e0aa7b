import { EVERY_ORIGIN, refusal, unavailable } from "../haproxy/answers";
import { processSections, UNAVAILABLE_FILE } from "../haproxy/process";
import { authenticationBackend, processBackends, sharedBackends } from "./backends";
import { FILES, federationFrontend, LIMIT_TABLES, publicFrontend } from "./frontends";
import { closedList, type Host, hostsOf, routeMap, signInList } from "./routes";
import type { Place, RouterSettings } from "./settings";

export const PUBLIC_PORT = 8008;
export const METRICS_PORT = 8405;

/** Seconds for an answer: a join of a large room over federation takes minutes (ess-helm). */
export const ANSWER_SECONDS = 180;

/** Which host of the route table each name is, at each of the two doors. */
function hostMaps({ shard, signIn }: RouterSettings, { name }: Place) {
  const names: Readonly<Record<Host, string>> = {
    homeserver: shard.host,
    name: shard.serverName,
    authentication: shard.authenticationHost,
    scanner: name,
    federation: shard.host,
  };
  const map = (hosts: readonly Host[]) => hosts.map((host) => `${names[host]} ${host}\n`).join("");
  return { [FILES.hosts]: map([...hostsOf(signIn), "scanner"]), [FILES.federationHosts]: map(["federation"]) };
}

/** Issuer of a shard's tokens where MAS signs in: what its own configuration must say, slash included. */
function issuer(host: string): string {
  return `https://${host}/`;
}

/** What clients and servers read at a shard's name (Matrix specification; MSC2965 for MAS). */
function wellKnown({ shard, signIn }: RouterSettings) {
  const authentication = issuer(shard.authenticationHost);
  const delegated = {
    "org.matrix.msc2965.authentication": { issuer: authentication, account: `${authentication}account/` },
  };
  const client = { "m.homeserver": { base_url: `https://${shard.host}` }, ...(signIn === "mas" ? delegated : {}) };
  return {
    "well-known-server.json": `${JSON.stringify({ "m.server": `${shard.host}:443` })}\n`,
    "well-known-client.json": `${JSON.stringify(client)}\n`,
  };
}

function answers({ folder }: Place): string[] {
  const file = (name: string) =>
    `http-request return status 200 content-type application/json file ${folder}/${name} ${EVERY_ORIGIN}`;
  // The headers that Synapse answers (synapse/http/server.py), and those of a rendezvous (MSC4108) with them.
  const preflight = [
    EVERY_ORIGIN,
    'hdr Access-Control-Allow-Methods "GET, HEAD, POST, PUT, DELETE, OPTIONS"',
    'hdr Access-Control-Allow-Headers "X-Requested-With, Content-Type, Authorization, Date, If-Match, If-None-Match"',
    'hdr Access-Control-Expose-Headers "Synapse-Trace-Id, Server, ETag"',
  ];
  return [
    "",
    "backend closed",
    `  ${refusal(403, "M_FORBIDDEN", "Not from outside")}`,
    "",
    "backend unknown",
    `  ${refusal(404, "M_UNRECOGNIZED", "Unrecognized request")}`,
    "",
    "backend preflight",
    `  http-request return status 204 ${preflight.join(" ")}`,
    "",
    "backend well-known-server",
    `  ${file("well-known-server.json")}`,
    "",
    "backend well-known-client",
    `  ${file("well-known-client.json")}`,
    "",
  ];
}

/** Every file of a shard's router by name: HAProxy's configuration, the table it looks up, and what it answers itself. */
export function routerFiles(settings: RouterSettings, place: Place) {
  const { topology, signIn, longPollSeconds, compute } = settings;
  const { folder, metricsPort, addresses } = place;
  // The main process may have syncs to answer too.
  const answerSeconds = Math.max(ANSWER_SECONDS, longPollSeconds);
  return {
    "haproxy.cfg": [
      ...processSections({ compute, folder, metricsPort, answerSeconds }),
      ...publicFrontend(settings, place),
      ...federationFrontend(settings, place),
      ...processBackends(topology, addresses, longPollSeconds),
      ...(signIn === "mas" ? authenticationBackend(addresses) : []),
      ...sharedBackends(addresses),
      ...LIMIT_TABLES,
      ...answers(place),
    ].join("\n"),
    [FILES.routes]: routeMap(topology.kind, signIn),
    [FILES.closed]: closedList(),
    [FILES.signIn]: signInList(),
    ...hostMaps(settings, place),
    [UNAVAILABLE_FILE]: unavailable(),
    ...wellKnown(settings),
  };
}
