import type { WorkerRole } from "../../fleet/capacity/topology";

/** Roles that serve requests from outside; the others work for their shard only. */
export type ServingRole = Exclude<WorkerRole, "background" | "events" | "federation-sender" | "pusher">;

/** Requests that a role of a homeserver of several processes takes. */
export interface Endpoint {
  /** Matches the path as the request spells it, without its query: an expression that PCRE and JavaScript read alike. */
  readonly path: string;
  readonly role: ServingRole;
  /** `read`: GET and HEAD only. */
  readonly method: "any" | "read";
  /** `whole`: only a sync from the beginning, without `since` or with `full_state`. */
  readonly extent: "any" | "whole";
}

/** Versions of the client API, as Synapse's servlets take them (synapse/rest/client, 1.163). */
const ALL = "^/_matrix/client/(api/v1|r0|v3|unstable)";
const NEW = "^/_matrix/client/(r0|v3|unstable)";
const V1 = "^/_matrix/client/v1";
const UNSTABLE = "^/_matrix/client/unstable";

/** One part of a path. Ids in it are percent-encoded, so that a state key or a tag never looks like an endpoint. */
const PART = "[^/]*";
const ROOM = `/rooms/${PART}`;
/** The endpoint itself, or what is below it. */
const BELOW = "(/|$)";

const anyOf = (role: ServingRole, ...paths: readonly string[]): Endpoint[] =>
  paths.map((path) => ({ path, role, method: "any", extent: "any" }));

const readsOf = (role: ServingRole, ...paths: readonly string[]): Endpoint[] =>
  paths.map((path) => ({ path, role, method: "read", extent: "any" }));

const wholeOf = (role: ServingRole, ...paths: readonly string[]): Endpoint[] =>
  paths.map((path) => ({ path, role, method: "any", extent: "whole" }));

/**
 * Which role takes which request: Synapse's docs/workers.md (1.157) and what its servlets have beyond it (1.163). The
 * first that matches decides; what matches none goes to the main process, which serves every client endpoint but media.
 */
export const ENDPOINTS: readonly Endpoint[] = [
  // A first sync is heavy: kept apart from those that wait. Both kinds of it ask for everything.
  ...wholeOf("initial-sync", `${NEW}/sync$`),
  ...anyOf("initial-sync", `${ALL}/initialSync$`, `${ALL}${ROOM}/initialSync$`),
  ...anyOf("sync", `${NEW}/sync$`, `${ALL}/events$`, `${UNSTABLE}/org\\.matrix\\.simplified_msc3575/sync$`),

  // Streams: the process that writes one answers for it. Typing, to-device and push rules are refused by any other.
  ...anyOf("typing", `${ALL}${ROOM}/typing${BELOW}`),
  ...anyOf("to-device", `${NEW}/sendToDevice/`),
  ...anyOf(
    "account-data",
    `${NEW}/user/${PART}${ROOM}/tags${BELOW}`,
    `^/_matrix/client/(r0|v3|unstable|unstable/org\\.matrix\\.msc3391)/user/${PART}(${ROOM})?/account_data${BELOW}`,
  ),
  ...anyOf("receipts", `${NEW}${ROOM}/receipt${BELOW}`, `${NEW}${ROOM}/read_markers$`),
  ...anyOf("push-rules", `${ALL}/pushrules/`),
  ...anyOf(
    "device-lists",
    `${NEW}/delete_devices$`,
    `${ALL}/devices${BELOW}`,
    `${NEW}/keys/upload${BELOW}`,
    `${ALL}/keys/(device_signing|signatures)/upload$`,
  ),
  ...anyOf(
    "thread-subscriptions",
    `${UNSTABLE}/io\\.element\\.msc4306${ROOM}/thread/${PART}/subscription$`,
    `${UNSTABLE}/io\\.element\\.msc4308/thread_subscriptions$`,
  ),

  // The main process writes presence; any other reads it.
  ...readsOf("client-reader", `${ALL}/presence/`),

  ...anyOf("media-repository", "^/_matrix/media/", `${V1}/media/`, "^/_matrix/federation/v1/media/"),
  ...anyOf("user-directory", `${NEW}/user_directory/search$`),

  ...anyOf(
    "event-creator",
    `${ALL}${ROOM}/redact${BELOW}`,
    `${ALL}${ROOM}/send${BELOW}`,
    `${ALL}${ROOM}/state/`,
    `${ALL}${ROOM}/(join|invite|leave|ban|unban|kick)$`,
    `${ALL}/(join|knock|profile)/`,
    `${ALL}/createRoom$`,
  ),

  ...anyOf(
    "client-reader",
    `${ALL}/publicRooms$`,
    `${ALL}${ROOM}/(joined_members|members|state|messages)$`,
    `${ALL}${ROOM}/(context|event)/`,
    `${V1}${ROOM}/(hierarchy|threads|timestamp_to_event)$`,
    `^/_matrix/client/(v1|unstable)${ROOM}/relations/`,
    `${UNSTABLE}/im\\.nheko\\.summary/(summary/|rooms/${PART}/summary$)`,
    `${V1}/room_summary/`,
    `^/_matrix/client/(api/v1|r0|v3|unstable|unstable/${PART})${ROOM}/aliases$`,
    `${NEW}/account/(3pid|whoami|deactivate)$`,
    "^/_matrix/client/versions$",
    `${ALL}/(voip/turnServer|joined_rooms|search)$`,
    `${NEW}/user/${PART}/filter${BELOW}`,
    `${ALL}/directory/room/`,
    `${NEW}/(capabilities|notifications|password_policy)$`,
    `${NEW}/keys/(query|changes|claim)$`,
    `${NEW}/room_keys/`,
    `${ALL}/login$`,
    `${NEW}/register(/available)?$`,
    `${V1}/register/m\\.login\\.registration_token/validity$`,
    `${UNSTABLE}/org\\.matrix\\.msc4140/delayed_events(/${PART}/restart)?$`,
  ),

  // By source, so that one server's transactions meet one process.
  ...anyOf("federation-inbound", "^/_matrix/federation/v1/send/"),
  ...anyOf(
    "federation-reader",
    "^/_matrix/federation/v1/(version$|publicRooms)",
    "^/_matrix/federation/v1/(event|state|state_ids|backfill|get_missing_events|query|event_auth)/",
    "^/_matrix/federation/v1/(make_join|make_leave|make_knock|send_knock|timestamp_to_event|hierarchy)/",
    "^/_matrix/federation/(v1|v2)/(send_join|send_leave|invite)/",
    "^/_matrix/federation/v1/(exchange_third_party_invite|user/devices)/",
    "^/_matrix/key/v2/query",
  ),
];
