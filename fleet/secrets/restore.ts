import { ANOTHER_KEY, CREDENTIALS, RANDOM, type ShardSecret } from "./secret";

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
