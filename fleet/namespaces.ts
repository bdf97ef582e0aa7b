export const MEDIA_STORE_NAMESPACE = "tchap-media-store";
export const RESTORE_DRILLS_NAMESPACE = "tchap-restore-drills";
export const IDENTITY_SERVER_NAMESPACE = "tchap-identity-server";
/** Claim of the volume on which the identity server keeps what belongs to whom; permanent. */
export const BINDINGS_VOLUME = "bindings";
export const PUSH_GATEWAY_NAMESPACE = "tchap-push-gateway";
export const TURN_NAMESPACE = "tchap-turn";
export const ANTIVIRUS_NAMESPACE = "tchap-antivirus";
export const LOG_COLLECTOR_NAMESPACE = "tchap-log-collector";
export const MONITORING_NAMESPACE = "tchap-monitoring";
export const DRIFT_NAMESPACE = "tchap-drift";
/** Namespace of the record of what the API server refuses; nothing runs there. */
export const ADMISSION_NAMESPACE = "tchap-admission";

/** Namespace of what crosses the border, either way. */
export const BORDER_NAMESPACE = "tchap-border";

/** Namespaces of what all shards share. */
export const SHARED_NAMESPACES: readonly string[] = [
  BORDER_NAMESPACE,
  MEDIA_STORE_NAMESPACE,
  RESTORE_DRILLS_NAMESPACE,
  IDENTITY_SERVER_NAMESPACE,
  PUSH_GATEWAY_NAMESPACE,
  TURN_NAMESPACE,
  ANTIVIRUS_NAMESPACE,
  LOG_COLLECTOR_NAMESPACE,
  MONITORING_NAMESPACE,
  DRIFT_NAMESPACE,
  ADMISSION_NAMESPACE,
];
