import { ORIGIN_HEADER } from "../border/places";
import { refusal, SECURITY_HEADERS, tooMany } from "../haproxy/answers";
import { ADDRESS, accessLog, CLIENT_RULES, countTable } from "../haproxy/requests";
import { reserveRules } from "./backends";
import { GENERAL_SECONDS, REQUEST_BYTES, SIGN_IN_SECONDS } from "./limits";
import type { Place, RouterSettings } from "./settings";

/** Files that the frontends look things up in. */
export const FILES = {
  routes: "routes.map",
  closed: "closed.lst",
  signIn: "sign-in.lst",
  hosts: "hosts.map",
  federationHosts: "federation-hosts.map",
} as const;

/** The tables that count what each address asks. */
const ASKED = "asked";
const SIGNED_IN = "signed-in";

export const LIMIT_TABLES: readonly string[] = [
  ...countTable(ASKED, "ipv6", GENERAL_SECONDS, `http_req_rate(${GENERAL_SECONDS}s)`),
  ...countTable(SIGNED_IN, "ipv6", SIGN_IN_SECONDS, `http_req_rate(${SIGN_IN_SECONDS}s)`),
];

const LOG = accessLog({ host: "var(txn.host)" });

function frontend(name: string, port: number, rules: readonly string[]): string[] {
  const common = [`bind *:${port}`, `log-format ${LOG}`, ...CLIENT_RULES, ...SECURITY_HEADERS];
  return [`frontend ${name}`, ...[...common, ...rules].map((rule) => `  ${rule}`), ""];
}

function hostRule(folder: string, file: string): string {
  return `http-request set-var(txn.host) req.hdr(host),host_only,lower,map_str(${folder}/${file},unknown)`;
}

/** The request as the route table matches it, in its own spelling and decoded; its host is known. */
function asLines(): string[] {
  const line = (path: string) => `"%[var(txn.host)]:%[method]:%[var(txn.extent)]:%[var(txn.${path})]"`;
  return [
    "http-request set-var(txn.decoded) path,url_dec",
    "http-request set-var(txn.extent) str(whole)",
    "http-request set-var(txn.extent) str(changes) if { urlp(since) -m found } !{ urlp(full_state) -m str true }",
    `http-request set-var-fmt(txn.request) ${line("path")}`,
    `http-request set-var-fmt(txn.spelt) ${line("decoded")}`,
  ];
}

/** An access list over both spellings. */
function inList(acl: string, folder: string, file: string): string[] {
  return ["request", "spelt"].map((spelling) => `acl ${acl} var(txn.${spelling}) -m reg -f ${folder}/${file}`);
}

/** Which backend takes the request: the same table for both doors, of which each has hosts of its own. */
function target({ topology, longPollSeconds }: RouterSettings, folder: string): string[] {
  return [
    `http-request set-var(txn.target) var(txn.request),map_reg(${folder}/${FILES.routes},unknown)`,
    ...inList("is_closed", folder, FILES.closed),
    "http-request set-var(txn.target) str(closed) if is_closed || !{ var(txn.decoded) -m found }",
    ...reserveRules(topology, longPollSeconds),
    "use_backend %[var(txn.target)]",
  ];
}

/** By what a process is chosen among those of its role. */
const KEYS: readonly string[] = [
  "http-request set-var(txn.token) urlp(access_token) if { urlp(access_token) -m found }",
  "http-request set-var(txn.token) http_auth_bearer if { http_auth_bearer -m found }",
  "http-request set-var(txn.room) path,url_dec,field(6,/)",
  "http-request set-var(txn.room) path,url_dec,field(7,/) if { path_beg /_matrix/client/api/v1/ }",
  "http-request set-var(txn.pages) var(txn.room) if { path_end /messages }",
  // A room that is made has no id yet.
  "http-request set-var(txn.room) var(txn.token) if { path_end /createRoom }",
];

/** For the edge, and for the content scanner. */
export function publicFrontend(settings: RouterSettings, { folder, publicPort }: Place): string[] {
  const { general, signIn } = settings.limits;
  return frontend("public", publicPort, [
    hostRule(folder, FILES.hosts),
    ...asLines(),
    // The scanner asks for all of a shard's agents.
    `http-request track-sc0 ${ADDRESS} table ${ASKED} unless { var(txn.host) -m str scanner }`,
    tooMany(` if { sc_http_req_rate(0,${ASKED}) gt ${general} }`),
    ...inList("signs_in", folder, FILES.signIn),
    `http-request track-sc1 ${ADDRESS} table ${SIGNED_IN} if signs_in`,
    tooMany(` if signs_in { sc_http_req_rate(1,${SIGNED_IN}) gt ${signIn} }`),
    refusal(413, "M_TOO_LARGE", "Request too large", ` if { req.hdr_val(content-length) gt ${REQUEST_BYTES} }`),
    ...KEYS,
    ...target(settings, folder),
  ]);
}

/** For the border's inbound gateway alone, which has looked at each request and says whose it is. */
export function federationFrontend(settings: RouterSettings, { folder, federationPort }: Place): string[] {
  return frontend("federation", federationPort, [
    hostRule(folder, FILES.federationHosts),
    ...asLines(),
    `http-request set-var(txn.origin) req.hdr(${ORIGIN_HEADER})`,
    ...target(settings, folder),
  ]);
}
