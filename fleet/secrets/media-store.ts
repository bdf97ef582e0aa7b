import { ANOTHER_KEY, CREDENTIALS, declared, RANDOM, type Secret, type ShardSecret } from "./secret";

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
    readers: ["media-store", "monitoring"],
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
