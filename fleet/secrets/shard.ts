import type { Topology } from "../capacity/topology";
import type { PerimeterFile } from "../schema/perimeter";
import { RESTORE_SECRETS } from "./restore";
import { ANOTHER_KEY, CREDENTIALS, declared, edgeCertificate, RANDOM, type Secret, type ShardSecret } from "./secret";

/**
 * What Synapse needs of Redis, and nothing else: to tell its processes things, and to keep and read a cache. They follow
 * the password in the one line of users.acl.
 */
export const REDIS_RIGHTS =
  "resetchannels &* ~* -@all +auth +hello +ping +select +subscribe +unsubscribe +publish +get +set";

/** Secrets in a shard's namespace: the same names in each, since a namespace is never shared. */
export const SHARD_SECRETS = {
  signingKey: {
    name: "homeserver-signing-key",
    keys: ["signing.key"],
    kind: "signing-key",
    readers: ["homeserver"],
    form: "one line as Synapse writes it: `ed25519 a_<id> <32 random bytes in base64 without padding>`, the id four letters or digits. Permanent: other servers trust the shard by it",
    escrow: {
      kept: "escrow",
      why: "Every other server knows the shard by it; with another, its past cannot be proven and its present is refused.",
    },
  },
  sharedKeys: {
    name: "homeserver-shared-keys",
    keys: ["macaroon", "form"],
    kind: "shared-key",
    readers: ["homeserver"],
    form: `each key: ${RANDOM}`,
    escrow: { kept: "made anew", why: "Links in mails that were sent before, and sign-ins that were under way, end." },
  },
  database: {
    name: "postgres-app",
    keys: ["pgpass"],
    kind: "operator",
    readers: ["homeserver"],
    type: "kubernetes.io/basic-auth",
    form: "one line, `postgres-rw:5432:homeserver:homeserver:<password>`; CloudNativePG makes it with its Cluster",
    escrow: { kept: "made anew", why: "CloudNativePG makes another for the restored database." },
  },
  databaseAuthority: {
    name: "postgres-ca",
    keys: ["ca.crt"],
    kind: "operator",
    readers: ["homeserver", "authentication"],
    form: "the certificate of the authority that signs PostgreSQL's own, in PEM; CloudNativePG makes it with its Cluster",
    escrow: { kept: "made anew", why: "CloudNativePG makes another; clients read it at start." },
  },
  mailRelay: {
    name: "mail-relay",
    keys: ["password"],
    kind: "supplied",
    readers: ["homeserver"],
    form: "the password that the mail relay's operator gives out, without line break",
    escrow: { kept: "made anew", why: "The mail relay's operator gives out another." },
  },
  /** Between the processes of a homeserver of several. */
  replication: {
    name: "homeserver-replication",
    keys: ["replication"],
    kind: "shared-key",
    readers: ["homeserver"],
    form: RANDOM,
    escrow: { kept: "made anew", why: "All processes of the homeserver restart with another." },
  },
  /** The same password twice: as Redis' access list takes it, and as Synapse reads it. */
  redis: {
    name: "redis",
    keys: ["users.acl"],
    kind: "password",
    readers: ["redis"],
    form: `exactly one line: \`user default on #<SHA-256 of the password, hexadecimal> ${REDIS_RIGHTS}\``,
    escrow: { kept: "made anew", why: "Redis keeps nothing that a restore needs." },
  },
  redisClient: {
    name: "redis-client",
    keys: ["password"],
    kind: "password",
    readers: ["homeserver"],
    form: `the password whose SHA-256 \`redis\` holds: ${RANDOM}`,
    escrow: { kept: "made anew", why: "Redis keeps nothing that a restore needs." },
  },
  pepper: {
    name: "homeserver-pepper",
    keys: ["pepper"],
    kind: "password",
    readers: ["homeserver"],
    form: `${RANDOM}. Permanent: changed, every password is wrong`,
    escrow: { kept: "escrow", why: "Without it no password of the restored database is right." },
  },
  proconnectClient: {
    name: "proconnect-client",
    keys: ["client-secret"],
    kind: "supplied",
    readers: ["homeserver"],
    form: "the secret that ProConnect gives out for the client `tchap-<environment>`, without line break",
    escrow: { kept: "made anew", why: "ProConnect gives out another for the same client." },
  },
  /** The same client where Matrix Authentication Service signs in. */
  authenticationProconnect: {
    name: "authentication-proconnect",
    keys: ["client-secret"],
    kind: "supplied",
    readers: ["authentication"],
    form: "the same secret of ProConnect's, without line break",
    escrow: { kept: "made anew", why: "ProConnect gives out another for the same client." },
  },
  /** Shared by Synapse and its authentication service. */
  authenticationLink: {
    name: "authentication-link",
    keys: ["secret"],
    kind: "shared-key",
    readers: ["homeserver", "authentication"],
    form: RANDOM,
    escrow: { kept: "made anew", why: "Synapse and its authentication service restart with another." },
  },
  /** Encrypts fields of its database and signs its tokens: lost, every session is. */
  authenticationKeys: {
    name: "authentication-keys",
    keys: ["encryption", "rsa.pem", "ec.pem"],
    kind: "signing-key",
    readers: ["authentication"],
    form: "encryption: 32 random bytes as exactly 64 hexadecimal digits, without line break; permanent, since changed, the fields encrypted with it are lost. rsa.pem: an RSA key of at least 2048 bits; ec.pem: a key on P-256; both in PEM (PKCS #8), without passphrase",
    escrow: {
      kept: "escrow",
      why: "Encrypted fields of the restored database are lost without it, and every session with them.",
    },
  },
  authenticationDatabase: {
    name: "postgres-authentication",
    keys: ["username", "password"],
    kind: "password",
    readers: ["postgres", "authentication"],
    type: "kubernetes.io/basic-auth",
    form: `username: exactly \`authentication\`; password: ${RANDOM}. CloudNativePG asks for the type, and follows a change where the label \`cnpg.io/reload: "true"\` is set`,
    escrow: { kept: "made anew", why: "CloudNativePG sets the restored role to another." },
  },
  /** The OAuth client that may list and lock accounts: what expires accounts uses it. */
  authenticationAdmin: {
    name: "authentication-admin",
    keys: ["client-secret"],
    kind: "password",
    readers: ["authentication", "account-expiry"],
    form: RANDOM,
    escrow: { kept: "made anew", why: "Two programs of the shard restart with another." },
  },
  /** The shard's own, so that one shard's is withdrawn without the others'. */
  turn: {
    name: "turn",
    keys: ["shared-secret"],
    kind: "shared-key",
    readers: ["homeserver"],
    form: `the value behind \`static-auth-secret=\` in the relays' \`turn-shared-<shard>\`: ${RANDOM}`,
    escrow: { kept: "made anew", why: "Homeserver and relays restart with another; calls begun before go on." },
  },
  contentScanner: {
    name: "content-scanner",
    keys: ["request-secret"],
    kind: "shared-key",
    readers: ["content-scanner"],
    form: "32 random bytes in base64 with its padding, 44 signs, without line break",
    escrow: { kept: "made anew", why: "Clients ask for the public key again." },
  },
  mediaStoreKey: {
    name: "media-store-key",
    keys: ["credentials"],
    kind: "token",
    readers: ["homeserver"],
    form: `${CREDENTIALS}; the same as the media store's \`media-store-key-<shard>\``,
    escrow: ANOTHER_KEY,
  },
  backupStore: {
    name: "postgres-backup",
    keys: ["access-key-id", "secret-access-key"],
    kind: "supplied",
    readers: ["postgres"],
    form: "the key that the backup store's operator gives out for this shard's bucket alone: to write and to read, not to change the lock or delete versions; without line break",
    escrow: { kept: "escrow", why: "Who has lost cluster and site reaches the backups with it." },
  },
} as const satisfies Record<string, ShardSecret>;

/** Certificates of a shard's public hosts, each with a key of its own. */
export const EDGE_SECRETS = {
  homeserver: edgeCertificate("edge-homeserver"),
  name: edgeCertificate("edge-name"),
  authentication: edgeCertificate("edge-authentication"),
} as const satisfies Record<string, ShardSecret>;

type SecretName = keyof typeof SHARD_SECRETS;

const ALWAYS: readonly SecretName[] = [
  "signingKey",
  "sharedKeys",
  "database",
  "databaseAuthority",
  "turn",
  "contentScanner",
  "mediaStoreKey",
  "backupStore",
];

const BY_SIGN_IN: Readonly<Record<PerimeterFile["features"]["signIn"], readonly SecretName[]>> = {
  mas: [
    "authenticationProconnect",
    "authenticationLink",
    "authenticationKeys",
    "authenticationDatabase",
    "authenticationAdmin",
  ],
  oidc: ["mailRelay", "proconnectClient"],
  password: ["mailRelay", "pepper"],
};

/** Names of the Secrets that a shard has: by who signs its agents in, and whether it is of several processes. */
export function secretNames(
  signIn: PerimeterFile["features"]["signIn"],
  topology: Topology["kind"],
): readonly SecretName[] {
  const several: readonly SecretName[] = topology === "workers" ? ["replication", "redis", "redisClient"] : [];
  return [...ALWAYS, ...several, ...BY_SIGN_IN[signIn]];
}

/** Every Secret of one shard and of its restores, declared once. */
export function shardSecrets(
  shard: {
    readonly name: string;
    readonly namespace: string;
    readonly restoreNamespace: string;
    readonly capacity: { readonly topology: Topology };
  },
  signIn: PerimeterFile["features"]["signIn"],
): Secret[] {
  const { name, namespace, restoreNamespace, capacity } = shard;
  return [
    ...secretNames(signIn, capacity.topology.kind).map((key) =>
      declared(`shard ${name}`, namespace, key, SHARD_SECRETS[key]),
    ),
    ...Object.entries(EDGE_SECRETS)
      .filter(([key]) => key !== "authentication" || signIn === "mas")
      .map(([key, secret]) => declared(`shard ${name}`, namespace, `edge-${key}`, secret)),
    ...Object.entries(RESTORE_SECRETS).map(([key, secret]) =>
      declared(`restore of shard ${name}`, restoreNamespace, `restore-${key}`, secret),
    ),
  ];
}
