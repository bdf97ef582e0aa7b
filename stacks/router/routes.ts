import type { Topology } from "../../fleet/capacity/topology";
import type { PerimeterFile } from "../../fleet/schema/perimeter";
import { ENDPOINTS, type Endpoint, type ServingRole } from "./endpoints";

export type SignIn = PerimeterFile["features"]["signIn"];

/** Which of a shard's public hosts a request names: its API, its bare server name, or where agents sign in. */
export type PublicHost = "homeserver" | "name" | "authentication";

/**
 * By which door a request comes in, and for which host: a public one from the edge; `federation`: the API's host from
 * the border's inbound gateway; `scanner`: the router's own name, by which the content scanner downloads files.
 */
export type Host = PublicHost | "federation" | "scanner";

/** Where a request goes: a pool of processes, another system, or an answer that the router gives itself. */
export type Target = ServingRole | "main" | "authentication" | "identity-server" | "content-scanner" | Answer;

/** `closed`: 403. `unknown`: 404. `preflight`: what a browser asks before a request of another origin. */
type Answer = "closed" | "unknown" | "preflight" | "well-known-server" | "well-known-client";

export interface Request {
  readonly host: Host | "unknown";
  readonly method: string;
  /** As the request spells it, without its query. */
  readonly path: string;
  readonly query?: string;
}

/** One line of the table: requests of these hosts, methods and paths go there. */
interface Route {
  readonly hosts: readonly Host[];
  readonly method: Endpoint["method"] | "OPTIONS";
  readonly extent: Endpoint["extent"];
  readonly path: string;
  readonly target: Target;
}

const EVERY_HOST: readonly PublicHost[] = ["homeserver", "name", "authentication"];

/** The public hosts that a shard has: only MAS has one of its own. */
export function hostsOf(signIn: SignIn): readonly PublicHost[] {
  return signIn === "mas" ? EVERY_HOST : EVERY_HOST.filter((host) => host !== "authentication");
}

/** All that a request may be for. */
export function doorsOf(signIn: SignIn): readonly Host[] {
  return [...hostsOf(signIn), "federation", "scanner"];
}

function route(host: Host, path: string, target: Target): Route {
  return { hosts: [host], method: "any", extent: "any", path, target };
}

/**
 * Never from outside. The client listener of the main process implies the administration API, and with it the
 * suspension of accounts (MSC3823, MSC4323); MAS reaches Synapse, and who administers MAS reaches it, from inside.
 */
const CLOSED: readonly Route[] = [
  route("homeserver", "^/_synapse/(admin|replication|metrics|mas)(/|$)", "closed"),
  // What the client API has for administrators (whois, suspend, lock), below a version or an unstable prefix.
  route("homeserver", "^/_matrix/client/(api/v1|unstable/[^/]*|[^/]*)/admin(/|$)", "closed"),
  // Other servers come in by the border alone.
  route("homeserver", "^/_matrix/(federation|key)(/|$)", "closed"),
  // What Sydent, Tchap's branch, has for homeservers: who is invited, whose profile is whose.
  route(
    "homeserver",
    "^/_matrix/identity/(.*/)?(internal-info|internal|replicate|replicate_profiles|user_directory)(/|$)",
    "closed",
  ),
  route("authentication", "^/(api|health|metrics|connection-info|graphql/playground)(/|$)", "closed"),
];

function wellKnown(file: string, method: Route["method"], target: Target): Route {
  return { hosts: EVERY_HOST, method, extent: "any", path: `^/\\.well-known/matrix/${file}$`, target };
}

/** What the router says by itself; of the bare name nothing else is answered. */
const SELF_ANSWERED: readonly Route[] = [
  wellKnown("(server|client)", "OPTIONS", "preflight"),
  wellKnown("server", "read", "well-known-server"),
  wellKnown("client", "read", "well-known-client"),
  { ...route("homeserver", "^/(_matrix|_synapse/client)/", "preflight"), method: "OPTIONS" },
];

/** Pages of Synapse's that e-mails and error messages link to. */
const LINKED = ["^/_synapse/client/(unsubscribe|media_upload_limit_exceeded)$"];
/** Pages on which people sign in who have no client of their own for it, and their style. */
const SIGN_IN_PAGES = "^/_matrix/static/";
/** Single sign-on keeps its sessions in one process. */
const SINGLE_SIGN_ON = [
  "^/_matrix/client/(api/v1|r0|v3|unstable)/login/sso/redirect(/|$)",
  "^/_synapse/client/(pick_idp|new_user_consent|sso_register|oidc/callback)$",
  "^/_synapse/client/pick_username(/|$)",
];

/**
 * What clients and homeservers ask Sydent (branch dinsic, sydent/http/httpserver.py). Version 1 asks for no account: of it
 * remain where an address leads, public keys and the links of mails. Its look-ups would tell anybody which addresses have
 * accounts, its invitations and codes would be mails of the State's on behalf of anybody.
 */
const IDENTITY = [
  "^/_matrix/identity/(api/v1|v2)$",
  "^/_matrix/identity/(api/v1|v2)/pubkey/(ed25519:0|(ephemeral/)?isvalid)$",
  "^/_matrix/identity/api/v1/(info|validate/email/submitToken)$",
  "^/_matrix/identity/v2/(lookup|hash_details|store-invite|sign-ed25519|terms|account)$",
  "^/_matrix/identity/v2/(3pid|account|validate/email)/[^/]+$",
];

/** What clients ask the content scanner (matrix-content-scanner, docs/api.md). */
const SCANNING = [
  "^/_matrix/media_proxy/unstable/(scan_encrypted|download_encrypted|public_key)$",
  "^/_matrix/media_proxy/unstable/(scan|download|thumbnail)/[^/]+/[^/]+$",
];

/** What the content scanner downloads: a file of this shard or, by it, of another. */
const SCANNED: readonly Omit<Route, "target">[] = [
  "^/_matrix/client/v1/media/(download|thumbnail)/",
  "^/_matrix/media/(r0|v1|v3)/(download|thumbnail)/",
].map((path) => ({ hosts: ["scanner"], method: "read", extent: "any", path }));

/** Paths of other servers' requests begin with one of these. */
const OF_SERVERS = /^\^\/_matrix\/(federation|key)\//;

/** What differs by who signs agents in; MAS' compatibility layer as its docs/setup/reverse-proxy.md says. */
const BY_SIGN_IN: Readonly<Record<SignIn, readonly Route[]>> = {
  mas: [
    ...[
      "^/_matrix/client/(api/v1|[^/]*)/(login|refresh)$",
      "^/_matrix/client/(api/v1|[^/]*)/login/sso/redirect(/|$)",
      "^/_matrix/client/(api/v1|[^/]*)/logout(/all)?$",
    ].map((path) => route("homeserver", path, "authentication")),
    route("authentication", "^/", "authentication"),
  ],
  oidc: [...SINGLE_SIGN_ON, SIGN_IN_PAGES].map((path) => route("homeserver", path, "main")),
  password: ["^/_synapse/client/password_reset/email/submit_token$", SIGN_IN_PAGES].map((path) =>
    route("homeserver", path, "main"),
  ),
};

/** What matches nothing before it; media has no process to fall to but the one that has its files. */
const REST: readonly Route[] = [
  ...LINKED.map((path) => route("homeserver", path, "main")),
  route("homeserver", "^/_matrix/client/", "main"),
  route("federation", "^/_matrix/(federation|key)/", "main"),
];

/** The table of a shard in order: the first line that matches decides, and none means `unknown`. */
function table(kind: Topology["kind"], signIn: SignIn): Route[] {
  const endpoints = ENDPOINTS.map(
    ({ role, ...endpoint }): Route => ({
      hosts: [OF_SERVERS.test(endpoint.path) ? "federation" : "homeserver"],
      ...endpoint,
      target: kind === "workers" ? role : "main",
    }),
  );
  const files: Target = kind === "workers" ? "media-repository" : "main";
  return [
    ...SELF_ANSWERED,
    ...BY_SIGN_IN[signIn],
    ...IDENTITY.map((path) => route("homeserver", path, "identity-server")),
    ...SCANNING.map((path) => route("homeserver", path, "content-scanner")),
    ...SCANNED.map((each): Route => ({ ...each, target: files })),
    ...endpoints,
    ...REST,
  ];
}

/** What guesses who somebody is, or where: asked less often than all else, in either spelling of a path. */
const SIGNING_IN: readonly Pick<Route, "hosts" | "path">[] = [
  { hosts: ["homeserver"], path: "^/_matrix/client/(api/v1|[^/]*)/(login|register|account/(3pid|password))(/|$)" },
  { hosts: ["homeserver"], path: "^/_matrix/identity(/|$)" },
  { hosts: ["homeserver"], path: "^/_synapse/client/(oidc/callback|password_reset/email/submit_token)$" },
  // Not its tokens' renewal, which every session asks each five minutes.
  {
    hosts: ["authentication"],
    path: "^/(login|register|authorize|link|device|recover|upstream|complete-compat-sso|oauth2/(registration|device))(/|$)",
  },
];

/** HAProxy's list of what signs in or discovers. */
export function signInList(): string {
  const lines = SIGNING_IN.map(({ hosts, path }) =>
    expression({ hosts, path, method: "any", extent: "any", target: "main" }),
  );
  return `${lines.join("\n")}\n`;
}

/** A request as one line of text, `host:method:extent:path`, which both HAProxy and this file match. */
const METHODS = { any: "[^:]*", read: "(GET|HEAD)", OPTIONS: "OPTIONS" } as const;
const EXTENTS = { any: "[^:]*", whole: "whole" } as const;

function expression({ hosts, method, extent, path }: Route): string {
  return `^(${hosts.join("|")}):${METHODS[method]}:${EXTENTS[extent]}:${path.slice(1)}`;
}

/** HAProxy's map of expressions to targets, in the order of the table. */
export function routeMap(kind: Topology["kind"], signIn: SignIn): string {
  return `${table(kind, signIn)
    .map((each) => `${expression(each)} ${each.target}`)
    .join("\n")}\n`;
}

/** HAProxy's list of what is closed, in either spelling of a path. */
export function closedList(): string {
  return `${CLOSED.map(expression).join("\n")}\n`;
}

/** Bytes instead of percent signs; undefined where a percent sign stands for no byte. */
function decoded(path: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return undefined;
  return path.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function extentOf(query: string): string {
  const asked = new URLSearchParams(query);
  return asked.has("since") && asked.get("full_state") !== "true" ? "changes" : "whole";
}

/**
 * Where a request goes. What is closed is so however its path is spelt: MAS and Synapse's resource tree decode it
 * before they look, and a path that cannot be decoded is closed too.
 */
export function routeOf(request: Request, kind: Topology["kind"], signIn: SignIn): Target {
  const { method, path, query = "" } = request;
  const host = doorsOf(signIn).find((each) => each === request.host) ?? "unknown";
  const line = (spelling: string) => `${host}:${method}:${extentOf(query)}:${spelling}`;
  const plain = decoded(path);
  const spellings = plain === undefined ? [] : [line(path), line(plain)];
  const isClosed = CLOSED.some((each) => spellings.some((text) => new RegExp(expression(each)).test(text)));
  if (plain === undefined || isClosed) return "closed";
  return table(kind, signIn).find((each) => new RegExp(expression(each)).test(line(path)))?.target ?? "unknown";
}
