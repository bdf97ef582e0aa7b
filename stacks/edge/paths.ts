import type { SignIn } from "../router/routes";

/** `exact`: this path alone. `prefix`: this path and all below it, by whole parts, as Ingress and Gateway API both mean. */
type Extent = "exact" | "prefix";

/**
 * What a request waits for, which is what its time-out follows: `answer`, the homeserver's work; `news`, something to
 * happen, for as long as the client asked; `file`, the bytes of a file over a slow line.
 */
export type Wait = "answer" | "news" | "file";

/** Requests that are let in; whatever is on no list is on no route. */
export interface Path {
  readonly path: string;
  readonly extent: Extent;
  readonly wait: Wait;
}

const exact = (wait: Wait, ...paths: readonly string[]): Path[] =>
  paths.map((path) => ({ path, extent: "exact", wait }));
const below = (wait: Wait, ...paths: readonly string[]): Path[] =>
  paths.map((path) => ({ path, extent: "prefix", wait }));

/** How clients and servers find a homeserver from its name; all that is answered at the bare name. */
export const WELL_KNOWN: readonly Path[] = exact("answer", "/.well-known/matrix/client", "/.well-known/matrix/server");

/** Requests that Synapse keeps open until something happens (synapse/rest/client/sync.py, events.py, 1.163). */
const SYNCS = exact(
  "news",
  ...["r0", "v3", "unstable"].map((version) => `/_matrix/client/${version}/sync`),
  ...["api/v1", "r0", "v3", "unstable"].map((version) => `/_matrix/client/${version}/events`),
  "/_matrix/client/unstable/org.matrix.simplified_msc3575/sync",
);

const CLIENT = [
  ...below("answer", "/_matrix/client"),
  ...SYNCS,
  ...below("file", "/_matrix/client/v1/media", "/_matrix/media", "/_matrix/media_proxy/unstable"),
];

/**
 * What clients ask the identity server: an entry each, since what it has for homeservers (internal-info, replication,
 * profiles) stands beside them. Of the first version only what needs no account: whose shard an address is of, keys, and
 * the links in its mails.
 */
const IDENTITY = [
  ...["api/v1", "v2"].flatMap((version) =>
    exact(
      "answer",
      ...["", "/pubkey/ed25519:0", "/pubkey/isvalid", "/pubkey/ephemeral/isvalid"].map(
        (name) => `/_matrix/identity/${version}${name}`,
      ),
    ),
  ),
  ...exact("answer", ...["info", "validate/email/submitToken"].map((name) => `/_matrix/identity/api/v1/${name}`)),
  ...exact(
    "answer",
    ...["hash_details", "lookup", "sign-ed25519", "store-invite", "terms"].map(
      (name) => `/_matrix/identity/v2/${name}`,
    ),
  ),
  ...below("answer", ...["3pid", "account", "validate/email"].map((name) => `/_matrix/identity/v2/${name}`)),
];

/** Pages that e-mails and error messages link to. */
const LINKED = exact("answer", "/_synapse/client/unsubscribe", "/_synapse/client/media_upload_limit_exceeded");
/** Pages of Synapse's own sign-in, and their style. */
const PAGES = below("answer", "/_matrix/static");

const SIGN_IN: Readonly<Record<SignIn, readonly Path[]>> = {
  mas: [],
  oidc: [
    ...PAGES,
    ...exact(
      "answer",
      ...["pick_idp", "new_user_consent", "sso_register", "oidc/callback"].map((name) => `/_synapse/client/${name}`),
    ),
    ...below("answer", "/_synapse/client/pick_username"),
  ],
  password: [...PAGES, ...exact("answer", "/_synapse/client/password_reset/email/submit_token")],
};

/** What agents' clients ask the homeserver's host. */
export function clientPaths(signIn: SignIn): Path[] {
  return [...WELL_KNOWN, ...CLIENT, ...IDENTITY, ...LINKED, ...SIGN_IN[signIn]];
}

/** What other servers ask the homeserver's host: never of the shard itself, but of the border. */
export const SERVER_PATHS: readonly Path[] = [
  ...below("answer", "/_matrix/federation", "/_matrix/key"),
  ...below("file", "/_matrix/federation/v1/media"),
];

/**
 * Pages and endpoints of Matrix Authentication Service (crates/router/src/endpoints.rs, August 2026), without its health,
 * its administration and the playground of its API.
 */
export const AUTHENTICATION_PATHS: readonly Path[] = [
  ...exact(
    "answer",
    ...["/", "/authorize", "/graphql", "/link", "/login", "/logout"],
    ...["openid-configuration", "webfinger", "change-password"].map((name) => `/.well-known/${name}`),
  ),
  ...below(
    "answer",
    ...[
      "account",
      "assets",
      "complete-compat-sso",
      "consent",
      "device",
      "oauth2",
      "recover",
      "register",
      "upstream",
    ].map((name) => `/${name}`),
  ),
];

/** What homeservers ask the push gateway (Matrix push gateway API). */
export const PUSH_PATHS: readonly Path[] = exact("answer", "/_matrix/push/v1/notify");
