import type { Compute } from "../../fleet/capacity/shard";
import type { Topology } from "../../fleet/capacity/topology";
import type { Shard } from "../../fleet/fleet";
import { type Addresses, authenticationBackend, processBackends, reserveRules } from "./backends";
import { closedList, type Host, hostsOf, routeMap, type SignIn } from "./routes";

export const PUBLIC_PORT = 8008;
export const METRICS_PORT = 8405;

/** Where the router runs: in its pods, or in a test that has other ports and addresses. */
export interface Place {
  /** Folder of the files below. */
  readonly folder: string;
  readonly publicPort: number;
  readonly metricsPort: number;
  readonly addresses: Addresses;
}

/** What a shard's router is made from. */
export interface RouterSettings {
  readonly shard: Pick<Shard, "serverName" | "host" | "authenticationHost">;
  readonly signIn: SignIn;
  readonly topology: Topology;
  readonly compute: Compute;
  /** Seconds that the edge lets a request wait for news. */
  readonly longPollSeconds: number;
}

/** Connections for each MiB: one takes 33 kB with both its buffers full (HAProxy manual, maxconn); a quarter stays free. */
const CONNECTIONS_PER_MIB = 24;
/** Seconds for an answer: a join of a large room over federation takes minutes (ess-helm). */
const ANSWER_SECONDS = 180;
/** Seconds that open requests have when the router stops: longer than a client's long poll of 30 s. */
export const STOP_SECONDS = 45;
/** Seconds after which a client that was turned away may ask again. Assumption. */
const RETRY_AFTER_SECONDS = 5;

function hostMap({ shard, signIn }: RouterSettings): string {
  const names: Readonly<Record<Host, string>> = {
    homeserver: shard.host,
    name: shard.serverName,
    authentication: shard.authenticationHost,
  };
  return `${hostsOf(signIn)
    .map((host) => `${names[host]} ${host}`)
    .join("\n")}\n`;
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

const ORIGIN = 'hdr Access-Control-Allow-Origin "*"';

function refusal(status: 403 | 404, errcode: string, error: string): string {
  const body = JSON.stringify({ errcode, error });
  return `http-request return status ${status} content-type application/json string '${body}' ${ORIGIN}`;
}

/**
 * In place of HAProxy's own 503: clients and servers that are told 429 come again by themselves, and an edge takes no
 * 429 for a router that is down.
 */
function turnedAway(): string {
  const body = JSON.stringify({
    errcode: "M_LIMIT_EXCEEDED",
    error: "Busy: ask again later",
    retry_after_ms: RETRY_AFTER_SECONDS * 1000,
  });
  return [
    "HTTP/1.1 429 Too Many Requests",
    `Content-Length: ${body.length + 1}`,
    "Content-Type: application/json",
    "Cache-Control: no-store",
    `Retry-After: ${RETRY_AFTER_SECONDS}`,
    "Access-Control-Allow-Origin: *",
    "",
    body,
    "",
  ].join("\n");
}

/** One JSON line a request. Paths alone: a query may carry an access token. */
const LOG =
  '\'{"time":"%T","client":"%[var(txn.client)]","host":"%[var(txn.host)]","method":"%HM",' +
  '"path":"%[var(txn.path),json(utf8ps)]","status":%ST,"bytes":%B,"backend":"%b","server":"%s",' +
  '"queueMs":%Tw,"connectMs":%Tc,"answerMs":%Tr,"totalMs":%Ta,"end":"%ts"}\'';

function common({ compute, longPollSeconds }: RouterSettings, { folder, metricsPort }: Place): string[] {
  return [
    "global",
    "  log stdout format raw local0 info",
    `  maxconn ${compute.memoryMiB * CONNECTIONS_PER_MIB}`,
    // HAProxy would start a thread for each core of the node, whatever the pod may use of them.
    `  nbthread ${Math.max(1, Math.ceil(compute.milliCpu / 1000))}`,
    `  hard-stop-after ${STOP_SECONDS}s`,
    "",
    "defaults",
    "  mode http",
    "  log global",
    "  option dontlognull",
    "  timeout connect 3s",
    "  timeout check 5s",
    "  timeout http-request 10s",
    "  timeout http-keep-alive 60s",
    "  timeout queue 20s",
    // The main process may have syncs to answer too.
    `  timeout client ${Math.max(ANSWER_SECONDS, longPollSeconds)}s`,
    `  timeout server ${Math.max(ANSWER_SECONDS, longPollSeconds)}s`,
    // Another process takes what one did not answer; only reads are asked twice (see the frontend).
    "  retries 2",
    "  option redispatch 1",
    "  retry-on conn-failure empty-response",
    `  errorfile 503 ${folder}/unavailable.http`,
    // Three routers that see the same processes choose alike, and one process less moves only its own share.
    "  hash-type consistent sdbm avalanche",
    // Names of processes that autoscaling has not started yet have no address: not a mistake.
    "  default-server check inter 2s fall 3 rise 2 maxconn 500 init-addr none resolvers cluster resolve-prefer ipv4",
    "",
    "resolvers cluster",
    "  parse-resolv-conf",
    "  accepted_payload_size 8192",
    "  hold valid 5s",
    "",
    "frontend metrics",
    `  bind *:${metricsPort}`,
    "  no log",
    "  monitor-uri /ready",
    "  http-request use-service prometheus-exporter if { path /metrics }",
    "  http-request return status 404",
    "",
  ];
}

function publicFrontend({ topology, longPollSeconds }: RouterSettings, { folder, publicPort }: Place): string[] {
  const line = (path: string) => `"%[var(txn.host)]:%[method]:%[var(txn.extent)]:%[var(txn.${path})]"`;
  const rules = [
    `bind *:${publicPort}`,
    `log-format ${LOG}`,
    "http-request set-var(txn.path) path",
    "http-request set-var(txn.decoded) path,url_dec",
    // The edge alone may speak here, and adds its client last: what stands before that, the client may have made up.
    "http-request set-var(txn.client) src",
    "http-request set-var(txn.client) req.hdr_ip(x-forwarded-for,-1) if { req.hdr_ip(x-forwarded-for,-1) -m found }",
    "http-request set-header X-Forwarded-For %[var(txn.client)]",
    "http-request set-header X-Forwarded-Proto https",
    "http-request del-header Forwarded",
    "http-request disable-l7-retry unless METH_GET",
    "",
    "http-request set-var(txn.token) urlp(access_token) if { urlp(access_token) -m found }",
    "http-request set-var(txn.token) http_auth_bearer if { http_auth_bearer -m found }",
    "http-request set-var(txn.room) path,url_dec,field(6,/)",
    "http-request set-var(txn.room) path,url_dec,field(7,/) if { path_beg /_matrix/client/api/v1/ }",
    "http-request set-var(txn.pages) var(txn.room) if { path_end /messages }",
    // A room that is made has no id yet.
    "http-request set-var(txn.room) var(txn.token) if { path_end /createRoom }",
    "",
    `http-request set-var(txn.host) req.hdr(host),host_only,lower,map_str(${folder}/hosts.map,unknown)`,
    "http-request set-var(txn.extent) str(whole)",
    "http-request set-var(txn.extent) str(changes) if { urlp(since) -m found } !{ urlp(full_state) -m str true }",
    `http-request set-var-fmt(txn.request) ${line("path")}`,
    `http-request set-var-fmt(txn.spelt) ${line("decoded")}`,
    `http-request set-var(txn.target) var(txn.request),map_reg(${folder}/routes.map,unknown)`,
    `acl is_closed var(txn.request) -m reg -f ${folder}/closed.lst`,
    `acl is_closed var(txn.spelt) -m reg -f ${folder}/closed.lst`,
    "http-request set-var(txn.target) str(closed) if is_closed || !{ var(txn.decoded) -m found }",
    ...reserveRules(topology, longPollSeconds),
    "use_backend %[var(txn.target)]",
  ];
  return ["frontend public", ...rules.map((rule) => (rule === "" ? "" : `  ${rule}`))];
}

function answers({ folder }: Place): string[] {
  const file = (name: string) =>
    `http-request return status 200 content-type application/json file ${folder}/${name} ${ORIGIN}`;
  // The headers that Synapse answers (synapse/http/server.py), and those of a rendezvous (MSC4108) with them.
  const preflight = [
    ORIGIN,
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
  const { topology, signIn, longPollSeconds } = settings;
  return {
    "haproxy.cfg": [
      ...common(settings, place),
      ...publicFrontend(settings, place),
      ...processBackends(topology, place.addresses, longPollSeconds),
      ...(signIn === "mas" ? authenticationBackend(place.addresses) : []),
      ...answers(place),
    ].join("\n"),
    "routes.map": routeMap(topology.kind, signIn),
    "closed.lst": closedList(),
    "hosts.map": hostMap(settings),
    "unavailable.http": turnedAway(),
    ...wellKnown(settings),
  };
}
