/*
 * Which requests of other servers may enter: the endpoints of the server-server API that Synapse 1.163 serves and asks
 * (synapse/federation/transport), spelt as a server spells them. Whose a request is, its header says; whether that is
 * true, the signature tells, which Synapse verifies and nobody here.
 */

/** What HAProxy and this file match with: expressions that PCRE and JavaScript read alike, without a space. */

/** An id: percent-encoded where it must be, without control characters, and no way up or on the spot. */
const ID = "(?!(\\.|%2[eE]){1,2}(/|$))([A-Za-z0-9._~!$&'()*+,;=:@-]|%[2-9A-Fa-f][0-9A-Fa-f])+";

/** `signed`: in the name of a declared server. `open`: without a name, since the API asks for none. */
type Kind = "signed" | "open";

interface Endpoint {
  readonly methods: string;
  readonly path: string;
  readonly kind: Kind;
}

const signed = (methods: string, ...paths: readonly string[]): Endpoint[] =>
  paths.map((path) => ({ methods, path: `/_matrix/federation/${path}`, kind: "signed" }));

const open = (methods: string, path: string): Endpoint => ({ methods, path, kind: "open" });

const ENDPOINTS: readonly Endpoint[] = [
  ...signed("PUT", `v1/send/${ID}`),
  ...signed("GET", `v1/(event|state|state_ids|backfill|timestamp_to_event|hierarchy)/${ID}`),
  ...signed("GET", `v1/event_auth/${ID}/${ID}`),
  ...signed("POST", `v1/get_missing_events/${ID}`),
  ...signed("GET", "v1/query/(profile|directory)", `v1/make_(join|leave|knock)/${ID}/${ID}`),
  ...signed("PUT", `v1/send_(join|leave|knock)/${ID}/${ID}`, `v2/send_(join|leave)/${ID}/${ID}`),
  ...signed("PUT", `v[12]/invite/${ID}/${ID}`, `v1/exchange_third_party_invite/${ID}`),
  ...signed("POST", "v1/user/keys/(query|claim)"),
  ...signed("GET", `v1/user/devices/${ID}`, `v1/media/(download|thumbnail)/${ID}`),
  // Forums are found from every shard.
  ...signed("(GET|POST)", "v1/publicRooms"),
  // A server's own keys, by which others verify what it signed. It is asked for no other's: there is no key server.
  open("GET", "/_matrix/key/v2/server"),
  // The identity server's: whose a token is that its owner gave it, and who has taken up an invitation by mail, which
  // the identity server signs in the body. It has no server's name.
  open("GET", "/_matrix/federation/v1/openid/userinfo"),
  open("POST", "/_matrix/federation/v1/3pid/onbind"),
];

/** HAProxy's map from `method:path` to the kind of request; what is not in it is refused. */
export function endpointMap(): string {
  return ENDPOINTS.map(({ methods, path, kind }) => `^${methods}:${path}$ ${kind}\n`).join("");
}

const VALUE = '("[A-Za-z0-9+/=:._-]+"|[A-Za-z0-9+/=:._-]+)';

/**
 * The header of a request, narrower than the specification: parameters in lower case, without blanks or backslashes
 * between or in them, none of them twice. Synapse takes the last of two names and unescapes them: what it could read
 * otherwise than HAProxy does not enter.
 */
const NAMES = ["origin", "key", "sig", "destination"];
const ONCE = NAMES.map((name) => `(?!.*${name}=.*,${name}=)`).join("");
const PARAMETER = `(${NAMES.join("|")})=${VALUE}`;
const HEADER = `^X-Matrix +${ONCE}${PARAMETER}(,${PARAMETER}){2,3}$`;

/** As a file of HAProxy has it: a blank would end the expression of a map. */
const asFile = (expression: string) => expression.replaceAll(" ", "\\x20");

export function headerList(): string {
  return `${asFile(HEADER)}\n`;
}

/** The value of a parameter of the header. */
const parameter = (name: string) => `^X-Matrix +(.*,)?${name}="?([^",]+)"?(,.*)?$`;

export function parameterMap(name: "origin" | "destination"): string {
  return `${asFile(parameter(name))} \\2\n`;
}

/** A request of another server, as it comes. */
export interface Incoming {
  readonly host: string;
  readonly method: string;
  /** As the request spells it, without its query. */
  readonly path: string;
  readonly authorization: readonly string[];
}

/** Servers that may speak here, and those spoken to by their public hosts. */
export interface Admitted {
  readonly origins: readonly string[];
  readonly hosts: ReadonlyMap<string, string>;
}

/** Why a request is refused. */
export type Objection = "host" | "path" | "header" | "origin" | "destination";

/** What HAProxy does with a request, told by the same expressions: `undefined` where it enters. */
export function objection(
  { origins, hosts }: Admitted,
  { host, method, path, authorization }: Incoming,
): Objection | undefined {
  const server = hosts.get(host.toLowerCase().replace(/:\d+$/, ""));
  if (server === undefined) return "host";
  const kind = ENDPOINTS.find((each) => new RegExp(`^${each.methods}:${each.path}$`).test(`${method}:${path}`))?.kind;
  if (kind === undefined) return "path";
  if (kind === "open") return undefined;
  const [header, ...more] = authorization;
  if (header === undefined || more.length > 0 || !new RegExp(HEADER).test(header)) return "header";
  const value = (name: string) => new RegExp(parameter(name)).exec(header)?.[2];
  const origin = value("origin");
  if (origin === undefined || origin === server || !origins.includes(origin)) return "origin";
  return (value("destination") ?? server) === server ? undefined : "destination";
}
