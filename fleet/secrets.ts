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

/** Names of the Secrets in every shard's namespace; the same in each, since a namespace is never shared. */
export const SHARD_SECRETS = {
  signingKey: { name: "homeserver-signing-key", keys: ["signing.key"], kind: "signing-key", readers: ["homeserver"] },
  sharedKeys: {
    name: "homeserver-shared-keys",
    keys: ["macaroon", "form"],
    kind: "shared-key",
    readers: ["homeserver"],
  },
  database: { name: "postgres-app", keys: ["pgpass"], kind: "operator", readers: ["homeserver"] },
  databaseAuthority: { name: "postgres-ca", keys: ["ca.crt"], kind: "operator", readers: ["homeserver"] },
  proconnectClient: { name: "proconnect-client", keys: ["client-secret"], kind: "supplied", readers: ["homeserver"] },
} as const satisfies Record<string, Pick<Secret, "name" | "keys" | "kind" | "readers">>;

/** Every Secret of one shard, declared once. */
export function shardSecrets(
  shard: { readonly name: string; readonly namespace: string },
  signIn: PerimeterFile["features"]["signIn"],
): Secret[] {
  const { proconnectClient, ...always } = SHARD_SECRETS;
  const due = signIn === "proconnect" ? { ...always, proconnectClient } : always;
  return Object.entries(due).map(([key, secret]) => ({
    ...secret,
    id: `${shard.name}/${key}`,
    owner: `shard ${shard.name}`,
    namespace: shard.namespace,
  }));
}
