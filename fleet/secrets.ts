import type { Topology } from "./capacity/topology";
import type { PerimeterFile } from "./schema/perimeter";

/** How a Secret comes to be: made by the secrets program, handed in from outside, or made by an operator. */
type SecretKind = "password" | "shared-key" | "signing-key" | "token" | "supplied" | "operator";

/** Whether a restore needs the same value, and why; what is made anew costs what is said. */
interface Escrow {
  readonly kept: "escrow" | "made anew";
  readonly why: string;
}

/** A Kubernetes Secret that the plan refers to: names and keys only, never a value. */
export interface Secret {
  readonly id: string;
  /** `shard <name>` or `service <name>`. */
  readonly owner: string;
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
  readonly kind: SecretKind;
  /** Systems that read it. */
  readonly readers: readonly string[];
  readonly escrow: Escrow;
}

/** What is to be known of a Secret before there are shards that have it. */
export interface ShardSecret extends Pick<Secret, "name" | "keys" | "kind" | "readers" | "escrow"> {
  /** Type of the Kubernetes object, where its reader or its maker asks for one; else Opaque. */
  readonly type?: string;
  /** What its values must look like; never a value. */
  readonly form: string;
}

/**
 * What Synapse needs of Redis, and nothing else: to tell its processes things, and to keep and read a cache. They follow
 * the password in the one line of users.acl.
 */
export const REDIS_RIGHTS =
  "resetchannels &* ~* -@all +auth +hello +ping +select +subscribe +unsubscribe +publish +get +set";

const CREDENTIALS =
  "a file as AWS' programs read it, profile `default`: `[default]`, `aws_access_key_id = GK<24 hexadecimal digits>`, `aws_secret_access_key = <64 hexadecimal digits>`";

/** Of every key to one bucket of the media store. */
const ANOTHER_KEY: Escrow = { kept: "made anew", why: "The media store takes another key for the same bucket." };

/** No more than its readers take alike: some of them keep a line break, or read a sign as part of an address. */
const RANDOM = "at least 32 random bytes as hexadecimal digits, without line break";

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

/** Secrets in the namespace in which a shard is restored: keys that read, and nothing of the live shard. */
export const RESTORE_SECRETS = {
  mediaStoreKey: {
    name: "media-store-key",
    keys: ["credentials"],
    kind: "token",
    readers: ["restore-drill", "homeserver"],
    form: `${CREDENTIALS}; the same as the media store's \`media-store-read-<shard>\`, which may only read`,
    escrow: ANOTHER_KEY,
  },
  backupStore: {
    name: "postgres-backup",
    keys: ["access-key-id", "secret-access-key"],
    kind: "supplied",
    readers: ["postgres"],
    form: "a key of the backup store for this shard's bucket alone that may only read; without line break",
    escrow: { kept: "made anew", why: "The backup store's operator gives out another." },
  },
  database: {
    name: "restore-database",
    keys: ["username", "password"],
    kind: "password",
    readers: ["restore-drill", "postgres"],
    type: "kubernetes.io/basic-auth",
    form: `username: exactly \`homeserver\`; password: ${RANDOM}`,
    escrow: { kept: "made anew", why: "It opens databases that live for an hour." },
  },
} as const satisfies Record<string, ShardSecret>;

/** Secrets of the media store itself. */
export const MEDIA_STORE_SECRETS = {
  rpc: {
    name: "media-store-rpc",
    keys: ["rpc-secret"],
    kind: "shared-key",
    readers: ["media-store"],
    form: "32 random bytes as exactly 64 hexadecimal digits, without line break",
    escrow: { kept: "made anew", why: "All nodes restart with another; files do not depend on it." },
  },
  admin: {
    name: "media-store-admin",
    keys: ["admin-token"],
    kind: "token",
    readers: ["media-store", "media-store-setup"],
    form: RANDOM,
    escrow: { kept: "made anew", why: "Nodes and the set-up restart with another." },
  },
  metrics: {
    name: "media-store-metrics",
    keys: ["metrics-token"],
    kind: "token",
    readers: ["media-store"],
    form: RANDOM,
    escrow: { kept: "made anew", why: "Nodes and who scrapes them restart with another." },
  },
  copySource: {
    name: "media-copy-source",
    keys: ["credentials"],
    kind: "token",
    readers: ["media-store-setup", "media-copy"],
    form: `${CREDENTIALS}; may read every bucket of the media store`,
    escrow: { kept: "made anew", why: "The media store takes another." },
  },
  copyTarget: {
    name: "media-copy-target",
    keys: ["credentials"],
    kind: "supplied",
    readers: ["media-copy"],
    form: "the key that the second site's operator gives out, as a file as AWS' programs read it, profile `default`",
    escrow: { kept: "escrow", why: "Who has lost the site reaches the copy of media with it." },
  },
} as const satisfies Record<string, ShardSecret>;

/** Names of the Secrets by which the media store knows the keys of a shard. */
export const mediaStoreKeys = (shard: string) => ({
  own: `media-store-key-${shard}`,
  read: `media-store-read-${shard}`,
});

export type SecretName = keyof typeof SHARD_SECRETS;

const ALWAYS: readonly SecretName[] = [
  "signingKey",
  "sharedKeys",
  "database",
  "databaseAuthority",
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

const declared = (owner: string, namespace: string, key: string, secret: ShardSecret): Secret => {
  const { name, keys, kind, readers, escrow } = secret;
  return { id: `${owner.split(" ").at(-1)}/${key}`, owner, namespace, name, keys, kind, readers, escrow };
};

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
    ...Object.entries(RESTORE_SECRETS).map(([key, secret]) =>
      declared(`restore of shard ${name}`, restoreNamespace, `restore-${key}`, secret),
    ),
  ];
}

/** Every Secret of the media store, declared once: its own, and what it knows each shard's keys by. */
export function mediaStoreSecrets(namespace: string, shards: readonly string[]): Secret[] {
  const owner = "service media-store";
  const key = (name: string): ShardSecret => ({
    name,
    keys: ["credentials"],
    kind: "token",
    readers: ["media-store-setup"],
    form: CREDENTIALS,
    escrow: ANOTHER_KEY,
  });
  return [
    ...Object.entries(MEDIA_STORE_SECRETS).map(([id, secret]) => declared(owner, namespace, id, secret)),
    ...shards.flatMap((shard) =>
      Object.entries(mediaStoreKeys(shard)).map(([id, name]) =>
        declared(owner, namespace, `${id}-${shard}`, key(name)),
      ),
    ),
  ];
}
