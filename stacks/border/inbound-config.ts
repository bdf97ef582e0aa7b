import type { Compute } from "../../fleet/capacity/topology";
import type { Shard } from "../../fleet/fleet";
import { refusal, SECURITY_HEADERS, tooMany, unavailable } from "../haproxy/answers";
import { processSections, UNAVAILABLE_FILE } from "../haproxy/process";
import { ADDRESS, accessLog, CLIENT_RULES, countTable } from "../haproxy/requests";
import { ANSWER_SECONDS } from "../router/config";
import { type Admitted, endpointMap, headerList, type Objection, parameterMap } from "./admission";
import { ORIGIN_HEADER } from "./places";

/** Where it runs, and where each shard's router is. */
export interface InboundPlace {
  readonly folder: string;
  readonly federationPort: number;
  readonly metricsPort: number;
  /** `host:port` of a shard's router. */
  readonly router: (shard: Shard) => string;
}

/** What it is made from: the declaration, and nothing that a request says. */
export interface InboundSettings {
  readonly compute: Compute;
  /** Server names that may speak. */
  readonly origins: readonly string[];
  /** Shards that may be spoken to. */
  readonly shards: readonly Shard[];
}

const FILES = {
  hosts: "hosts.map",
  endpoints: "endpoints.map",
  header: "x-matrix.lst",
  origin: "origin.map",
  destination: "destination.map",
  origins: "origins.lst",
} as const;

/** Bytes of the largest request between servers: 200 events of 64 KiB (synapse/app/_base.py, max_request_body_size). */
const REQUEST_BYTES = 200 * 65_536;

const WINDOW_SECONDS = 10;
const FORGERY_SECONDS = 60;

/**
 * Requests a second of one server to one other: Synapse itself makes a server wait from 10 a second, and refuses when 50
 * wait (rc_federation).
 */
const PER_PAIR = 50;
/**
 * Requests without a name that one address may ask in a window; beside them every key once. What is refused is not counted:
 * it costs nothing more, and a suspended server that goes on asking shares its address with the others.
 */
const WITHOUT_NAME = 200;
/** Signatures in a server's name that may be wrong within a minute: a key that is being renewed. Assumption. */
const FORGERIES = 60;

/** Tables: a server as it speaks from one address, so that nobody uses up another's share; and addresses. */
const SPEAKERS = "speakers";
const ADDRESSES = "addresses";

/** Who may speak, and to whom, in the words of admission.ts. */
function admitted({ origins, shards }: InboundSettings): Admitted {
  return { origins, hosts: new Map(shards.map(({ host, serverName }) => [host, serverName])) };
}

const refuse = (why: Objection, when: string) => `http-request set-var(txn.refused) str(${why}) if ${when}`;

function frontend({ shards }: InboundSettings, { folder, federationPort }: InboundPlace): string[] {
  const file = (name: keyof typeof FILES) => `${folder}/${FILES[name]}`;
  const log = accessLog({ origin: "var(txn.origin)", destination: "var(txn.server)", refused: "var(txn.refused)" });
  const speakerMost = PER_PAIR * WINDOW_SECONDS * Math.max(1, shards.length);
  const addressMost = WITHOUT_NAME + shards.length ** 2;
  const rules = [
    `bind *:${federationPort}`,
    `log-format ${log}`,
    ...CLIENT_RULES,
    ...SECURITY_HEADERS,
    `http-request set-var(txn.server) req.hdr(host),host_only,lower,map_str(${file("hosts")},unknown)`,
    'http-request set-var-fmt(txn.asked) "%[method]:%[var(txn.path)]"',
    `http-request set-var(txn.kind) var(txn.asked),map_reg(${file("endpoints")},unknown)`,
    "acl is_signed var(txn.kind) -m str signed",
    `acl is_header req.fhdr(authorization) -m reg -f ${file("header")}`,
    "acl is_one req.fhdr_cnt(authorization) eq 1",
    `http-request set-var(txn.origin) req.fhdr(authorization),map_regm(${file("origin")}) if is_signed is_one is_header`,
    `http-request set-var(txn.destination) req.fhdr(authorization),map_regm(${file("destination")}) if is_signed is_one is_header`,
    // The last that applies is told: what is first in admission.ts.
    refuse(
      "destination",
      "is_signed { var(txn.destination) -m found } !{ var(txn.destination),strcmp(txn.server) eq 0 }",
    ),
    refuse("origin", `is_signed !{ var(txn.origin) -m str -f ${file("origins")} }`),
    refuse("origin", "is_signed { var(txn.origin),strcmp(txn.server) eq 0 }"),
    refuse("header", "is_signed !is_header || is_signed !is_one"),
    refuse("path", "{ var(txn.kind) -m str unknown }"),
    refuse("host", "{ var(txn.server) -m str unknown } || !{ req.hdr_cnt(host) eq 1 }"),
    "acl is_refused var(txn.refused) -m found",
    'http-request set-var-fmt(txn.speaker) "%[var(txn.origin)]@%[var(txn.client)]"',
    `http-request track-sc0 var(txn.speaker) table ${SPEAKERS} if is_signed !is_refused`,
    `http-request track-sc1 ${ADDRESS} table ${ADDRESSES} if !is_signed !is_refused`,
    tooMany(` if { sc_http_req_rate(0,${SPEAKERS}) gt ${speakerMost} }`),
    // An address that signs wrongly in a server's name waits, and that server itself does not.
    tooMany(` if { sc_gpc0_rate(0,${SPEAKERS}) gt ${FORGERIES} }`),
    tooMany(` if { sc_http_req_rate(1,${ADDRESSES}) gt ${addressMost} }`),
    "http-response sc-inc-gpc0(0) if { status 401 }",
    refusal(403, "M_FORBIDDEN", "Not from outside", " if is_refused"),
    refusal(411, "M_UNKNOWN", "A length is needed", " if { req.hdr(transfer-encoding) -m found }"),
    refusal(413, "M_TOO_LARGE", "Request too large", ` if { req.hdr_val(content-length) gt ${REQUEST_BYTES} }`),
    `http-request del-header ${ORIGIN_HEADER}`,
    `http-request set-header ${ORIGIN_HEADER} %[var(txn.origin)] if is_signed`,
    // Who gives no name needs none.
    "http-request del-header Authorization unless is_signed",
    "use_backend %[var(txn.server)]",
  ];
  return ["frontend federation", ...rules.map((rule) => `  ${rule}`)];
}

/** Every file of the inbound gateway by name: HAProxy's configuration, and what it looks requests up in. */
export function inboundFiles(settings: InboundSettings, place: InboundPlace): Record<string, string> {
  const { compute, origins, shards } = settings;
  const { folder, metricsPort, router } = place;
  const backends = shards.flatMap((shard) => ["", `backend ${shard.serverName}`, `  server router ${router(shard)}`]);
  const spoken = [`gpc0`, `gpc0_rate(${FORGERY_SECONDS}s)`, `http_req_rate(${WINDOW_SECONDS}s)`].join(",");
  return {
    "haproxy.cfg": [
      ...processSections({ compute, folder, metricsPort, answerSeconds: ANSWER_SECONDS }),
      ...frontend(settings, place),
      ...backends,
      ...countTable(SPEAKERS, "string len 300", FORGERY_SECONDS, spoken),
      ...countTable(ADDRESSES, "ipv6", WINDOW_SECONDS, `http_req_rate(${WINDOW_SECONDS}s)`),
      "",
    ].join("\n"),
    [FILES.hosts]: lines([...admitted(settings).hosts].map(([host, server]) => `${host} ${server}`)),
    [FILES.origins]: lines(origins),
    [FILES.endpoints]: endpointMap(),
    [FILES.header]: headerList(),
    [FILES.origin]: parameterMap("origin"),
    [FILES.destination]: parameterMap("destination"),
    [UNAVAILABLE_FILE]: unavailable(),
  };
}

/** A file that HAProxy reads line by line; a comment where there is none, since an empty one is no block of YAML. */
function lines(all: readonly string[]): string {
  return all.length === 0 ? "# none\n" : all.map((line) => `${line}\n`).join("");
}
