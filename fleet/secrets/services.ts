import type { EnvironmentFile } from "../schema/environment";
import {
  CREDENTIALS,
  declared,
  edgeCertificate,
  RANDOM,
  type Secret,
  type ShardSecret,
  turnCertificate,
} from "./secret";

/** Secrets of the identity server. */
export const IDENTITY_SERVER_SECRETS = {
  signingKey: {
    name: "identity-server-signing-key",
    keys: ["signing.key"],
    kind: "signing-key",
    readers: ["identity-server"],
    form: "one line as Sydent writes it: `ed25519 0 <32 random bytes in base64 without padding>`. Permanent: homeservers keep what it signed",
    escrow: {
      kept: "escrow",
      why: "Invitations that wait in rooms are proven by it; with another they cannot be taken up.",
    },
  },
  backup: {
    name: "bindings-backup",
    keys: ["credentials"],
    kind: "supplied",
    readers: ["identity-server"],
    form: `${CREDENTIALS}, given out by the backup store's operator for the identity server's bucket alone: to write and to read, not to delete versions`,
    escrow: { kept: "escrow", why: "Who has lost cluster and site reaches the bindings with it." },
  },
  mailRelay: {
    name: "mail-relay",
    keys: ["password"],
    kind: "supplied",
    readers: ["identity-server"],
    form: "the password that the mail relay's operator gives out, without line break",
    escrow: { kept: "made anew", why: "The mail relay's operator gives out another." },
  },
} as const satisfies Record<string, ShardSecret>;

/** Secrets of the push gateway; Apple's and Google's where there is an app of theirs. */
export const PUSH_GATEWAY_SECRETS = {
  apple: {
    name: "push-apns",
    keys: ["key.p8"],
    kind: "supplied",
    readers: ["push-gateway"],
    form: "the key that Apple gave out for the team's apps, in PEM",
    escrow: { kept: "made anew", why: "Apple gives out another key; two may be valid at once." },
  },
  google: {
    name: "push-fcm",
    keys: ["service-account.json"],
    kind: "supplied",
    readers: ["push-gateway"],
    form: "the key of a service account at Google that may send messages and nothing else, as JSON",
    escrow: { kept: "made anew", why: "Google gives out another key for the same account." },
  },
  certificate: edgeCertificate("edge-push-gateway"),
} as const satisfies Record<string, ShardSecret>;

/** Secrets of what ships logs. */
export const LOG_COLLECTOR_SECRETS = {
  store: {
    name: "log-store",
    keys: ["tls.crt", "tls.key", "ca.crt"],
    kind: "supplied",
    readers: ["log-collector"],
    type: "kubernetes.io/tls",
    form: "the client certificate that the log store's operator gives out, its key, and the authority that signs the store's own; in PEM",
    escrow: { kept: "made anew", why: "The log store's operator gives out another." },
  },
} as const satisfies Record<string, ShardSecret>;

/** What the relays know a shard's credentials by. */
export const turnSecret = (shard: string): ShardSecret => ({
  name: `turn-shared-${shard}`,
  keys: ["secret.conf"],
  kind: "shared-key",
  readers: ["turn"],
  form: `exactly one line, \`static-auth-secret=<value>\` with a line break behind it; the value is that of the shard's \`turn\`: ${RANDOM}`,
  escrow: { kept: "made anew", why: "Homeserver and relays restart with another; calls begun before go on." },
});

/** The certificate of the relay on a node. */
export const turnTls = (node: string): ShardSecret => turnCertificate(`turn-tls-${node}`);

/** Every Secret of the relays, declared once. */
export function turnSecrets(
  namespace: string,
  shards: readonly string[],
  relays: EnvironmentFile["turn"]["relays"],
): Secret[] {
  const owner = "service turn";
  return [
    ...shards.map((shard) => declared(owner, namespace, `shared-${shard}`, turnSecret(shard))),
    ...relays.map(({ node }) => declared(owner, namespace, `tls-${node}`, turnTls(node))),
  ];
}

/** Every Secret of the identity server, the push gateway and the log collector, declared once. */
export function serviceSecrets(
  namespaces: { readonly identityServer: string; readonly pushGateway: string; readonly logCollector: string },
  apps: EnvironmentFile["push"]["apps"],
): Secret[] {
  const all = (owner: string, namespace: string, secrets: Readonly<Record<string, ShardSecret>>) =>
    Object.entries(secrets).map(([id, secret]) => declared(`service ${owner}`, namespace, id, secret));
  const has = (kind: "apns" | "gcm") => apps.some((app) => app.kind === kind);
  const { apple, google, certificate } = PUSH_GATEWAY_SECRETS;
  return [
    ...all("identity-server", namespaces.identityServer, IDENTITY_SERVER_SECRETS),
    ...all("push-gateway", namespaces.pushGateway, {
      ...(has("apns") ? { apple } : {}),
      ...(has("gcm") ? { google } : {}),
      certificate,
    }),
    ...all("log-collector", namespaces.logCollector, LOG_COLLECTOR_SECRETS),
  ];
}
