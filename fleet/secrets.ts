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

/** Secrets in a shard's namespace: the same names in each, since a namespace is never shared. */
export const SHARD_SECRETS = {
  signingKey: { name: "homeserver-signing-key", keys: ["signing.key"], kind: "signing-key", readers: ["homeserver"] },
  sharedKeys: {
    name: "homeserver-shared-keys",
    keys: ["macaroon", "form"],
    kind: "shared-key",
    readers: ["homeserver"],
  },
  database: { name: "postgres-app", keys: ["pgpass"], kind: "operator", readers: ["homeserver"] },
  databaseAuthority: {
    name: "postgres-ca",
    keys: ["ca.crt"],
    kind: "operator",
    readers: ["homeserver", "authentication"],
  },
  mailRelay: { name: "mail-relay", keys: ["password"], kind: "supplied", readers: ["homeserver"] },
  /** Between the processes of a homeserver of several. */
  replication: { name: "homeserver-replication", keys: ["replication"], kind: "shared-key", readers: ["homeserver"] },
  /** The same password twice: as Redis' access list takes it, and as Synapse reads it. */
  redis: { name: "redis", keys: ["users.acl"], kind: "password", readers: ["redis"] },
  redisClient: { name: "redis-client", keys: ["password"], kind: "password", readers: ["homeserver"] },
  pepper: { name: "homeserver-pepper", keys: ["pepper"], kind: "password", readers: ["homeserver"] },
  proconnectClient: { name: "proconnect-client", keys: ["client-secret"], kind: "supplied", readers: ["homeserver"] },
  /** The same client where Matrix Authentication Service signs in. */
  authenticationProconnect: {
    name: "authentication-proconnect",
    keys: ["client-secret"],
    kind: "supplied",
    readers: ["authentication"],
  },
  /** Shared by Synapse and its authentication service. */
  authenticationLink: {
    name: "authentication-link",
    keys: ["secret"],
    kind: "shared-key",
    readers: ["homeserver", "authentication"],
  },
  /** Encrypts fields of its database and signs its tokens: lost, every session is. */
  authenticationKeys: {
    name: "authentication-keys",
    keys: ["encryption", "rsa.pem", "ec.pem"],
    kind: "signing-key",
    readers: ["authentication"],
  },
  authenticationDatabase: {
    name: "postgres-authentication",
    keys: ["username", "password"],
    kind: "password",
    readers: ["postgres", "authentication"],
  },
  /** The OAuth client that may list and lock accounts: what expires accounts uses it. */
  authenticationAdmin: {
    name: "authentication-admin",
    keys: ["client-secret"],
    kind: "password",
    readers: ["authentication", "account-expiry"],
  },
} as const satisfies Record<string, Pick<Secret, "name" | "keys" | "kind" | "readers">>;

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
  return secretNames(signIn, shard.capacity.topology.kind).map((key) => ({
    ...SHARD_SECRETS[key],
    id: `${shard.name}/${key}`,
    owner: `shard ${shard.name}`,
    namespace: shard.namespace,
  }));
}
