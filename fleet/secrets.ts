import type { Topology } from "./capacity/topology";
import type { PerimeterFile } from "./schema/perimeter";

/** How a Secret comes to be: made by the secrets program, handed in from outside, or made by an operator. */
type SecretKind = "password" | "shared-key" | "signing-key" | "token" | "supplied" | "operator";

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
}

/** What is to be known of a Secret before there are shards that have it. */
export interface ShardSecret extends Pick<Secret, "name" | "keys" | "kind" | "readers"> {
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
  },
  sharedKeys: {
    name: "homeserver-shared-keys",
    keys: ["macaroon", "form"],
    kind: "shared-key",
    readers: ["homeserver"],
    form: `each key: ${RANDOM}`,
  },
  database: {
    name: "postgres-app",
    keys: ["pgpass"],
    kind: "operator",
    readers: ["homeserver"],
    type: "kubernetes.io/basic-auth",
    form: "one line, `postgres-rw:5432:homeserver:homeserver:<password>`; CloudNativePG makes it with its Cluster",
  },
  databaseAuthority: {
    name: "postgres-ca",
    keys: ["ca.crt"],
    kind: "operator",
    readers: ["homeserver", "authentication"],
    form: "the certificate of the authority that signs PostgreSQL's own, in PEM; CloudNativePG makes it with its Cluster",
  },
  mailRelay: {
    name: "mail-relay",
    keys: ["password"],
    kind: "supplied",
    readers: ["homeserver"],
    form: "the password that the mail relay's operator gives out, without line break",
  },
  /** Between the processes of a homeserver of several. */
  replication: {
    name: "homeserver-replication",
    keys: ["replication"],
    kind: "shared-key",
    readers: ["homeserver"],
    form: RANDOM,
  },
  /** The same password twice: as Redis' access list takes it, and as Synapse reads it. */
  redis: {
    name: "redis",
    keys: ["users.acl"],
    kind: "password",
    readers: ["redis"],
    form: `exactly one line: \`user default on #<SHA-256 of the password, hexadecimal> ${REDIS_RIGHTS}\``,
  },
  redisClient: {
    name: "redis-client",
    keys: ["password"],
    kind: "password",
    readers: ["homeserver"],
    form: `the password whose SHA-256 \`redis\` holds: ${RANDOM}`,
  },
  pepper: {
    name: "homeserver-pepper",
    keys: ["pepper"],
    kind: "password",
    readers: ["homeserver"],
    form: `${RANDOM}. Permanent: changed, every password is wrong`,
  },
  proconnectClient: {
    name: "proconnect-client",
    keys: ["client-secret"],
    kind: "supplied",
    readers: ["homeserver"],
    form: "the secret that ProConnect gives out for the client `tchap-<environment>`, without line break",
  },
  /** The same client where Matrix Authentication Service signs in. */
  authenticationProconnect: {
    name: "authentication-proconnect",
    keys: ["client-secret"],
    kind: "supplied",
    readers: ["authentication"],
    form: "the same secret of ProConnect's, without line break",
  },
  /** Shared by Synapse and its authentication service. */
  authenticationLink: {
    name: "authentication-link",
    keys: ["secret"],
    kind: "shared-key",
    readers: ["homeserver", "authentication"],
    form: RANDOM,
  },
  /** Encrypts fields of its database and signs its tokens: lost, every session is. */
  authenticationKeys: {
    name: "authentication-keys",
    keys: ["encryption", "rsa.pem", "ec.pem"],
    kind: "signing-key",
    readers: ["authentication"],
    form: "encryption: 32 random bytes as exactly 64 hexadecimal digits, without line break; permanent, since changed, the fields encrypted with it are lost. rsa.pem: an RSA key of at least 2048 bits; ec.pem: a key on P-256; both in PEM (PKCS #8), without passphrase",
  },
  authenticationDatabase: {
    name: "postgres-authentication",
    keys: ["username", "password"],
    kind: "password",
    readers: ["postgres", "authentication"],
    type: "kubernetes.io/basic-auth",
    form: `username: exactly \`authentication\`; password: ${RANDOM}. CloudNativePG asks for the type, and follows a change where the label \`cnpg.io/reload: "true"\` is set`,
  },
  /** The OAuth client that may list and lock accounts: what expires accounts uses it. */
  authenticationAdmin: {
    name: "authentication-admin",
    keys: ["client-secret"],
    kind: "password",
    readers: ["authentication", "account-expiry"],
    form: RANDOM,
  },
} as const satisfies Record<string, ShardSecret>;

export type SecretName = keyof typeof SHARD_SECRETS;

const ALWAYS: readonly SecretName[] = ["signingKey", "sharedKeys", "database", "databaseAuthority"];

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

/** Every Secret of one shard, declared once. */
export function shardSecrets(
  shard: { readonly name: string; readonly namespace: string; readonly capacity: { readonly topology: Topology } },
  signIn: PerimeterFile["features"]["signIn"],
): Secret[] {
  return secretNames(signIn, shard.capacity.topology.kind).map((key) => {
    const { name, keys, kind, readers } = SHARD_SECRETS[key];
    const { namespace } = shard;
    return { id: `${shard.name}/${key}`, owner: `shard ${shard.name}`, namespace, name, keys, kind, readers };
  });
}
