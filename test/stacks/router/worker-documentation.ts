/**
 * Every path of Synapse's docs/workers.md, word for word: which requests a worker may take, and which writer or worker
 * they "should be routed directly to". Facts of the documentation of Synapse 1.157.1; none of it is ours. The endpoint
 * of the user directory stands there twice.
 */
export const SOURCE = "element-hq/synapse docs/workers.md, 1.157.1";

interface Section {
  readonly title: string;
  /** `read`: "can be handled for GET requests". */
  readonly method: "any" | "read";
  readonly patterns: readonly string[];
}

export const WORKER_DOCUMENTATION: readonly Section[] = [
  {
    title: "Sync requests",
    method: "any",
    patterns: [
      "^/_matrix/client/(r0|v3)/sync$",
      "^/_matrix/client/(api/v1|r0|v3)/events$",
      "^/_matrix/client/(api/v1|r0|v3)/initialSync$",
      "^/_matrix/client/(api/v1|r0|v3)/rooms/[^/]+/initialSync$",
    ],
  },
  {
    title: "Federation requests",
    method: "any",
    patterns: [
      "^/_matrix/federation/v1/version$",
      "^/_matrix/federation/v1/event/",
      "^/_matrix/federation/v1/state/",
      "^/_matrix/federation/v1/state_ids/",
      "^/_matrix/federation/v1/backfill/",
      "^/_matrix/federation/v1/get_missing_events/",
      "^/_matrix/federation/v1/publicRooms",
      "^/_matrix/federation/v1/query/",
      "^/_matrix/federation/v1/make_join/",
      "^/_matrix/federation/v1/make_leave/",
      "^/_matrix/federation/(v1|v2)/send_join/",
      "^/_matrix/federation/(v1|v2)/send_leave/",
      "^/_matrix/federation/v1/make_knock/",
      "^/_matrix/federation/v1/send_knock/",
      "^/_matrix/federation/(v1|v2)/invite/",
      "^/_matrix/federation/v1/event_auth/",
      "^/_matrix/federation/v1/timestamp_to_event/",
      "^/_matrix/federation/v1/exchange_third_party_invite/",
      "^/_matrix/federation/v1/user/devices/",
      "^/_matrix/key/v2/query",
      "^/_matrix/federation/v1/hierarchy/",
    ],
  },
  {
    title: "Inbound federation transaction request",
    method: "any",
    patterns: ["^/_matrix/federation/v1/send/"],
  },
  {
    title: "Client API requests",
    method: "any",
    patterns: [
      "^/_matrix/client/(api/v1|r0|v3|unstable)/createRoom$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/publicRooms$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/joined_members$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/context/.*$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/members$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/state$",
      "^/_matrix/client/v1/rooms/.*/hierarchy$",
      "^/_matrix/client/(v1|unstable)/rooms/.*/relations/",
      "^/_matrix/client/v1/rooms/.*/threads$",
      "^/_matrix/client/unstable/im.nheko.summary/summary/.*$",
      "^/_matrix/client/v1/room_summary/.*$",
      "^/_matrix/client/(r0|v3|unstable)/account/3pid$",
      "^/_matrix/client/(r0|v3|unstable)/account/whoami$",
      "^/_matrix/client/(r0|v3|unstable)/account/deactivate$",
      "^/_matrix/client/(r0|v3)/delete_devices$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/devices(/|$)",
      "^/_matrix/client/versions$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/voip/turnServer$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/event/",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/joined_rooms$",
      "^/_matrix/client/v1/rooms/.*/timestamp_to_event$",
      "^/_matrix/client/(api/v1|r0|v3|unstable/.*)/rooms/.*/aliases",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/search$",
      "^/_matrix/client/(r0|v3|unstable)/user/.*/filter(/|$)",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/directory/room/.*$",
      "^/_matrix/client/(r0|v3|unstable)/capabilities$",
      "^/_matrix/client/(r0|v3|unstable)/notifications$",
    ],
  },
  {
    title: "Admin API requests",
    method: "any",
    patterns: ["^/_synapse/admin/v1/rooms/[^/]+$"],
  },
  {
    title: "Encryption requests",
    method: "any",
    patterns: [
      "^/_matrix/client/(r0|v3|unstable)/keys/query$",
      "^/_matrix/client/(r0|v3|unstable)/keys/changes$",
      "^/_matrix/client/(r0|v3|unstable)/keys/claim$",
      "^/_matrix/client/(r0|v3|unstable)/room_keys/",
      "^/_matrix/client/(r0|v3|unstable)/keys/upload",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/keys/device_signing/upload$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/keys/signatures/upload$",
    ],
  },
  {
    title: "Registration/login requests",
    method: "any",
    patterns: [
      "^/_matrix/client/(api/v1|r0|v3|unstable)/login$",
      "^/_matrix/client/(r0|v3|unstable)/register$",
      "^/_matrix/client/(r0|v3|unstable)/register/available$",
      "^/_matrix/client/v1/register/m.login.registration_token/validity$",
      "^/_matrix/client/(r0|v3|unstable)/password_policy$",
    ],
  },
  {
    title: "Event sending requests",
    method: "any",
    patterns: [
      "^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/redact",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/send",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/state/",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/(join|invite|leave|ban|unban|kick)$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/join/",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/knock/",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/profile/",
    ],
  },
  {
    title: "User directory search requests",
    method: "any",
    patterns: ["^/_matrix/client/(r0|v3|unstable)/user_directory/search$"],
  },
  {
    title: "Unstable MSC4140 support",
    method: "any",
    patterns: ["^/_matrix/client/unstable/org.matrix.msc4140/delayed_events(/.*/restart)?$"],
  },
  {
    title: "Push rules requests",
    method: "read",
    patterns: ["^/_matrix/client/(api/v1|r0|v3|unstable)/pushrules/"],
  },
  {
    title: "Account data requests",
    method: "read",
    patterns: ["^/_matrix/client/(r0|v3|unstable)/.*/tags", "^/_matrix/client/(r0|v3|unstable)/.*/account_data"],
  },
  {
    title: "Presence requests",
    method: "read",
    patterns: ["^/_matrix/client/(api/v1|r0|v3|unstable)/presence/"],
  },
  {
    title: "Admin API requests (reads)",
    method: "read",
    patterns: ["^/_synapse/admin/v2/users/[^/]+$"],
  },
  {
    title: "Pagination requests",
    method: "any",
    patterns: ["^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/messages$"],
  },
  {
    title: "All SSO providers",
    method: "any",
    patterns: [
      "^/_matrix/client/(api/v1|r0|v3|unstable)/login/sso/redirect",
      "^/_synapse/client/pick_idp$",
      "^/_synapse/client/pick_username",
      "^/_synapse/client/new_user_consent$",
      "^/_synapse/client/sso_register$",
    ],
  },
  {
    title: "OpenID Connect requests",
    method: "any",
    patterns: ["^/_synapse/client/oidc/callback$"],
  },
  {
    title: "SAML requests",
    method: "any",
    patterns: ["^/_synapse/client/saml2/authn_response$"],
  },
  {
    title: "CAS requests",
    method: "any",
    patterns: ["^/_matrix/client/(api/v1|r0|v3|unstable)/login/cas/ticket$"],
  },
  {
    title: "The typing stream",
    method: "any",
    patterns: ["^/_matrix/client/(api/v1|r0|v3|unstable)/rooms/.*/typing"],
  },
  {
    title: "The to_device stream",
    method: "any",
    patterns: ["^/_matrix/client/(r0|v3|unstable)/sendToDevice/"],
  },
  {
    title: "The account_data stream",
    method: "any",
    patterns: ["^/_matrix/client/(r0|v3|unstable)/.*/tags", "^/_matrix/client/(r0|v3|unstable)/.*/account_data"],
  },
  {
    title: "The receipts stream",
    method: "any",
    patterns: [
      "^/_matrix/client/(r0|v3|unstable)/rooms/.*/receipt",
      "^/_matrix/client/(r0|v3|unstable)/rooms/.*/read_markers",
    ],
  },
  {
    title: "The presence stream",
    method: "any",
    patterns: ["^/_matrix/client/(api/v1|r0|v3|unstable)/presence/"],
  },
  {
    title: "The push_rules stream",
    method: "any",
    patterns: ["^/_matrix/client/(api/v1|r0|v3|unstable)/pushrules/"],
  },
  {
    title: "The device_lists stream",
    method: "any",
    patterns: [
      "^/_matrix/client/(r0|v3)/delete_devices$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/devices(/|$)",
      "^/_matrix/client/(r0|v3|unstable)/keys/upload",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/keys/device_signing/upload$",
      "^/_matrix/client/(api/v1|r0|v3|unstable)/keys/signatures/upload$",
    ],
  },
  {
    title: "The quarantined_media_changes stream",
    method: "any",
    patterns: ["^/_synapse/admin/v1/quarantine_media/.*$"],
  },
  {
    title: "Updating the User Directory",
    method: "any",
    patterns: ["^/_matrix/client/(r0|v3|unstable)/user_directory/search$"],
  },
  {
    title: "synapse.app.media_repository",
    method: "any",
    patterns: [
      "/_matrix/media/",
      "/_matrix/client/v1/media/",
      "/_matrix/federation/v1/media/",
      "^/_synapse/admin/v1/purge_media_cache$",
      "^/_synapse/admin/v1/room/.*/media.*$",
      "^/_synapse/admin/v1/user/.*/media.*$",
      "^/_synapse/admin/v1/media/.*$",
      "^/_synapse/admin/v1/quarantine_media/.*$",
      "^/_synapse/admin/v1/users/.*/media$",
    ],
  },
];
