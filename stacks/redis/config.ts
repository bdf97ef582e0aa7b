import type { Compute } from "../../fleet/capacity/shard";
import { REDIS_PORT } from "../homeserver/processes";

/** Where the chart mounts the access list. */
export const ACCESS_LIST = "/run/secrets/redis/users.acl";

/** Share of its memory that keys may take: the rest is for what waits to be sent to the processes. Assumption. */
const KEYS_SHARE = 0.5;

/** Configuration that Valkey 8 and Redis 7 read alike. */
export function valkeyConfig({ memoryMiB }: Compute): string {
  return [
    // No TLS: only the shard's own homeserver may open a connection (network policy), within the cluster, and what
    // passes is what its processes tell each other anyway. A password guards against a policy that is lost.
    "bind * -::*",
    `port ${REDIS_PORT}`,
    `aclfile ${ACCESS_LIST}`,
    // Should the list leave the nameless user without a password, nobody is let in.
    "protected-mode yes",
    "databases 1",
    "tcp-keepalive 60",
    "timeout 0",
    "# What is sent between processes is not kept, and a key is a cache of theirs that may go.",
    'save ""',
    "appendonly no",
    `maxmemory ${Math.floor(memoryMiB * KEYS_SHARE)}mb`,
    "maxmemory-policy allkeys-lru",
    "# A process that reads too slowly is cut off and reads the database again: it must not take the others' memory.",
    "client-output-buffer-limit pubsub 32mb 8mb 60",
    "daemonize no",
    'logfile ""',
    "loglevel notice",
    "",
  ].join("\n");
}
