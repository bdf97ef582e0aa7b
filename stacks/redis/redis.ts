import { dirname } from "node:path/posix";
import type { Fleet, Shard } from "../../fleet/fleet";
import { SHARD_SECRETS } from "../../fleet/secrets";
import { filesChecksum } from "../files";
import { HOMESERVER } from "../homeserver/places";
import { REDIS_PORT } from "../homeserver/processes";
import { selectorLabels, shardLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { ACCESS_LIST, valkeyConfig } from "./config";
import type { RedisValues } from "./values";

export const REDIS = "redis";

export function redisNeeds(shard: Shard): Needs {
  // On a lost node its pod stays for a while beside the one that replaces it.
  return { ...shard.capacity.redis, pods: 1, surge: 1, volumesGiB: [] };
}

/** What a shard's processes tell each other through: one, since Synapse knows no second, and it keeps nothing. */
export function redis(fleet: Fleet, shard: Shard): RedisValues {
  const { redis: compute } = shard.capacity;
  const files = { "valkey.conf": valkeyConfig(compute) };
  const { name, keys } = SHARD_SECRETS.redis;
  return {
    labels: shardLabels(fleet, shard, REDIS, "cache"),
    selector: selectorLabels(REDIS),
    image: fleet.images.valkey.reference,
    serviceAccount: REDIS,
    resources: guaranteed(compute),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    files,
    filesChecksum: filesChecksum(files),
    port: REDIS_PORT,
    accessList: { secretName: name, key: keys[0], folder: dirname(ACCESS_LIST) },
    networkPolicy: {
      ingress: [{ peers: [{ podSelector: { matchLabels: selectorLabels(HOMESERVER) } }], ports: [REDIS_PORT] }],
    },
  };
}
