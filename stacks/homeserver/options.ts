import type { HomeserverConfig } from "./config";

/** Why a setting is made, beside the default that Synapse's manual gives. */
export interface Option {
  /** Default by Synapse's configuration manual (read at 1.157); `none` where it gives no value. For blocks: of what we set. */
  readonly manual: unknown;
  readonly why: string;
  /** True where we say what the manual says, so that a new default changes nothing unseen. */
  readonly restated?: true;
}

const NONE = "none";

/** Every option of homeserver.yaml that we set: one that lacks its reason does not compile. */
export const OPTIONS: Readonly<Record<keyof HomeserverConfig, Option>> = {
  server_name: { manual: NONE, why: "The shard's permanent name, from its perimeter's file." },
  public_baseurl: {
    manual: NONE,
    why: "Where clients reach it; the default is the server name, which is another host.",
  },
  report_stats: { manual: false, restated: true, why: "Nothing is sent to the vendor." },
  serve_server_wellknown: { manual: false, restated: true, why: "The router answers it, with host and port." },
  listeners: { manual: [], why: "Plain HTTP behind the router, replication and metrics on ports of their own." },
  enable_metrics: { manual: false, why: "Monitoring reads them on a port that no public route reaches." },
  log_config: { manual: NONE, why: "JSON on standard output, no message contents." },
  signing_key_path: { manual: NONE, why: "From a Secret; the default writes a new key beside the configuration." },
  macaroon_secret_key_path: { manual: NONE, why: "From a Secret; without it sessions hang on the signing key." },
  form_secret_path: { manual: NONE, why: "From a Secret; without it forms break at each restart." },
  database: { manual: NONE, why: "PostgreSQL over verified TLS, its password in a file; the default is SQLite." },
  federation_domain_whitelist: { manual: [], why: "The fleet's one declaration; absent means everybody." },
  trusted_key_servers: { manual: [{ server_name: "matrix.org" }], why: "Nobody outside vouches for keys." },
  federation_verify_certificates: {
    manual: true,
    restated: true,
    why: "Federation without it is open to whoever sits between.",
  },
  federation_client_minimum_tls_version: { manual: 1, why: "ANSSI asks for 1.2 at least." },
  allow_profile_lookup_over_federation: {
    manual: true,
    restated: true,
    why: "Names are shown across shards; the whitelist bounds who asks.",
  },
  allow_device_name_lookup_over_federation: {
    manual: false,
    restated: true,
    why: "Names of devices are nobody else's.",
  },
  allow_public_rooms_over_federation: {
    manual: false,
    why: "Forums are for all administrations; the whitelist bounds who asks.",
  },
  allow_public_rooms_without_auth: { manual: false, restated: true, why: "Only agents see the list of forums." },
  room_list_publication_rules: { manual: [], why: "Agents open forums; by default only administrators list a room." },
  require_auth_for_profile_requests: { manual: false, why: "Whoever has no account learns no name." },
  enable_registration: {
    manual: false,
    why: "Off, but for externals, who need an invitation's token and a confirmed address.",
  },
  enable_3pid_changes: { manual: true, why: "An agent's address is what the account rests on." },
  enable_set_displayname: { manual: true, why: "Where the authentication service owns names, it alone changes them." },
  session_lifetime: { manual: "infinity", why: "A session ends with the account's life at the latest." },
  registrations_require_3pid: { manual: [], why: "An external confirms an address." },
  registration_requires_token: { manual: false, why: "An external was invited." },
  allowed_local_3pids: { manual: NONE, why: "One plain address: the flaw of April 2019 was a second @." },
  password_config: {
    manual: { enabled: true },
    why: "Off where ProConnect signs in; else long and mixed, with a pepper from a Secret.",
  },
  oidc_providers: {
    manual: [],
    why: "ProConnect, where Synapse itself signs agents in; only the shard's own domains.",
  },
  matrix_authentication_service: {
    manual: { enabled: false, endpoint: "http://localhost:8080" },
    why: "Where the authentication service owns the accounts.",
  },
  allow_guest_access: { manual: false, restated: true, why: "Nobody without an account." },
  turn_uris: { manual: [], why: "Two relays of calls, over UDP and over TLS on HTTPS' port." },
  turn_shared_secret_path: { manual: NONE, why: "From a Secret; the shard's own, which no other perimeter has." },
  turn_user_lifetime: {
    manual: "1h",
    restated: true,
    why: "Whoever loses an account relays no longer; calls under way go on.",
  },
  turn_allow_guests: { manual: true, why: "The relay is for accounts." },
  enable_3pid_lookup: { manual: true, why: "No directory of addresses is asked." },
  rc_login: {
    manual: { address: { per_second: 0.003, burst_count: 5 } },
    why: "Thousands of agents leave an administration through one address; per account the default stays.",
  },
  email: {
    manual: { smtp_host: "localhost", require_transport_security: false, enable_notifs: false, app_name: "Matrix" },
    why: "Confirmations and renewals by the declared relay, over TLS; never message contents.",
  },
  default_room_version: {
    manual: "11",
    restated: true,
    why: "The newest that room access rules can make; Synapse 1.163's own is 12 already.",
  },
  encryption_enabled_by_default_for_room_type: {
    manual: "off",
    why: "Private rooms are encrypted; forums are not, in Tchap.",
  },
  presence: { manual: { enabled: true }, why: "Off on all of Tchap's shards; it is the dearest stream." },
  push: { manual: { include_content: true }, why: "Apple and Google learn that there is something, never what." },
  url_preview_enabled: { manual: false, restated: true, why: "The server would fetch what a message names." },
  user_directory: {
    manual: { enabled: true, search_all_users: false },
    why: "Agents find colleagues without a common room; externals do not.",
  },
  media_store_path: { manual: "media_store", why: "The shard's volume; the default is the working folder." },
  enable_local_media_storage: {
    manual: true,
    restated: true,
    why: "The volume keeps what is new; with the S3 provider, uploads need it.",
  },
  media_storage_providers: {
    manual: [],
    why: "Files are in the media store, in a bucket of the shard's own, before an upload is answered.",
  },
  max_upload_size: { manual: "50M", why: "Assumption: Tchap's own limit is not public." },
  media_retention: {
    manual: { remote_media_lifetime: null },
    why: "Copies of other shards' files are fetched again when asked for.",
  },
  user_ips_max_age: { manual: "28d", restated: true, why: "Addresses of agents are kept no longer." },
  retention: {
    manual: { enabled: false },
    why: "Messages end after a year, or as a room says: what the database's volume is sized for.",
  },
  redaction_retention_period: {
    manual: "7d",
    restated: true,
    why: "What an author deleted is gone for good after a week, in which an abuse report can be looked into.",
  },
  forgotten_room_retention_period: {
    manual: NONE,
    why: "A room that all left is cleared; the default keeps it for good.",
  },
  modules: { manual: [], why: "Room access rules, account validity, externals: images/synapse." },
  instance_map: { manual: {}, why: "Where each named process answers." },
  stream_writers: { manual: {}, why: "Which process writes which stream." },
  federation_sender_instances: { manual: [], why: "Who sends to which shard." },
  pusher_instances: { manual: [], why: "Who notifies which agents." },
  run_background_tasks_on: { manual: NONE, why: "Clean-up and statistics away from the main process." },
  update_user_directory_from_worker: { manual: NONE, why: "One process follows names and memberships." },
  media_instance_running_background_jobs: { manual: NONE, why: "The one that owns the volume of files." },
  enable_media_repo: { manual: true, why: "Media are the media repository's alone." },
  worker_replication_secret_path: { manual: NONE, why: "Without it whoever reaches the port commands the process." },
  redis: {
    manual: { enabled: false, host: "localhost", port: 6379 },
    why: "Carries the streams between processes, with a password.",
  },
};
