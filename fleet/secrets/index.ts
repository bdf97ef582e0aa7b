export { MEDIA_STORE_SECRETS, mediaStoreKeys, mediaStoreSecrets } from "./media-store";
export { RESTORE_SECRETS } from "./restore";
export type { Secret, ShardSecret } from "./secret";
export {
  IDENTITY_SERVER_SECRETS,
  LOG_COLLECTOR_SECRETS,
  PUSH_GATEWAY_SECRETS,
  serviceSecrets,
  turnSecret,
  turnSecrets,
  turnTls,
} from "./services";
export { EDGE_SECRETS, REDIS_RIGHTS, SHARD_SECRETS, secretNames, shardSecrets } from "./shard";
