import { PARAMETERS } from "../../fleet/capacity/parameters";
import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { DATABASE } from "../postgres/places";
import { type MediaStorageProvider, mediaStorageProviders, REMOTE_MEDIA_DAYS } from "./media";
import { type ModuleSetting, modules } from "./modules";
import { PATHS, UPLOAD_MIB } from "./places";
import { type Listener, mainListeners, type ProcessSettings, processSettings } from "./processes";
import { type SignInSettings, signInSettings } from "./sign-in";
import { type TurnSettings, turnSettings } from "./turn";

interface RateLimit {
  per_second: number;
  burst_count: number;
}

/** The settings of homeserver.yaml that we set, by Synapse's own names; what is absent keeps Synapse's default. */
export interface HomeserverConfig extends SignInSettings, ProcessSettings, TurnSettings {
  server_name: string;
  public_baseurl: string;
  report_stats: false;
  serve_server_wellknown: false;
  listeners: Listener[];
  enable_metrics: true;
  log_config: string;
  signing_key_path: string;
  macaroon_secret_key_path: string;
  form_secret_path: string;
  database: { name: "psycopg2"; txn_limit: number; args: Record<string, string | number> };
  federation_domain_whitelist: string[];
  trusted_key_servers: { server_name: string }[];
  federation_verify_certificates: true;
  federation_client_minimum_tls_version: "1.2";
  allow_profile_lookup_over_federation: true;
  allow_device_name_lookup_over_federation: false;
  allow_public_rooms_over_federation: true;
  allow_public_rooms_without_auth: false;
  room_list_publication_rules?: { action: "allow" }[];
  require_auth_for_profile_requests: true;
  allow_guest_access: false;
  enable_3pid_lookup: false;
  rc_login: { address: RateLimit };
  email?: {
    app_name: "Tchap";
    smtp_host: string;
    smtp_port: number;
    smtp_user: string;
    require_transport_security: true;
    notif_from: string;
    enable_notifs: false;
  };
  default_room_version: "11";
  encryption_enabled_by_default_for_room_type: "invite";
  presence: { enabled: false };
  push: { include_content: false };
  url_preview_enabled: false;
  user_directory: { enabled: true; search_all_users: boolean };
  media_store_path: string;
  enable_local_media_storage: true;
  media_storage_providers: MediaStorageProvider[];
  max_upload_size: string;
  media_retention: { remote_media_lifetime: string };
  user_ips_max_age: string;
  retention: {
    enabled: true;
    default_policy: { max_lifetime: string };
    allowed_lifetime_min: string;
    allowed_lifetime_max: string;
    purge_jobs: { interval: string }[];
  };
  redaction_retention_period: string;
  forgotten_room_retention_period: string;
  modules: ModuleSetting[];
}

/**
 * Messages are kept for a year, or for what a room says within these bounds: as Tchap's first client for Android knows it
 * (public code, DinumUtils.kt of 2019: 1 to 365 days, 365 unless the room says); that servers still do is an assumption.
 */
const RETENTION: HomeserverConfig["retention"] = {
  enabled: true,
  default_policy: { max_lifetime: "365d" },
  allowed_lifetime_min: "1d",
  allowed_lifetime_max: "365d",
  // One for all rooms, each day: rooms with short lives are few.
  purge_jobs: [{ interval: "1d" }],
};

/** Whether Synapse itself writes to agents: confirmations and renewals are its own only where it owns the accounts. */
export function sendsMail(perimeter: Perimeter): boolean {
  return perimeter.features.signIn !== "mas";
}

/** The database of a shard, as Synapse is told of it and every program of ours that reads it. */
export function database(shard: Shard): HomeserverConfig["database"] {
  return {
    name: "psycopg2",
    // Reopens connections, whose memory PostgreSQL never gives back (Synapse manual, txn_limit).
    txn_limit: 10_000,
    args: {
      user: DATABASE,
      dbname: DATABASE,
      host: `${shard.stateful.database}-rw`,
      port: 5432,
      sslmode: "verify-full",
      sslrootcert: `${PATHS.databaseAuthority}/ca.crt`,
      passfile: PATHS.passfile,
      cp_min: 5,
      cp_max: PARAMETERS.connectionsPerProcess.value,
      // A dead primary is noticed in 40 s instead of two hours.
      keepalives_idle: 10,
      keepalives_interval: 10,
      keepalives_count: 3,
    },
  };
}

function mail({ mail: { relay, port, from } }: Fleet): HomeserverConfig["email"] {
  return {
    app_name: "Tchap",
    smtp_host: relay,
    smtp_port: port,
    // The sender's own account at the relay (assumption); its password comes from a Secret.
    smtp_user: from,
    require_transport_security: true,
    notif_from: `Tchap <${from}>`,
    // Synapse would write message contents into mails about missed messages.
    enable_notifs: false,
  };
}

/** Synapse's configuration of one shard, read by all its processes; every secret is a path, or in a file of its own. */
export function homeserverConfig(fleet: Fleet, perimeter: Perimeter, shard: Shard): HomeserverConfig {
  return {
    server_name: shard.serverName,
    public_baseurl: `https://${shard.host}/`,
    report_stats: false,
    serve_server_wellknown: false,
    listeners: mainListeners(shard.capacity.topology),
    enable_metrics: true,
    log_config: `${PATHS.config}/log.yaml`,
    signing_key_path: `${PATHS.signingKey}/signing.key`,
    macaroon_secret_key_path: `${PATHS.sharedKeys}/macaroon`,
    form_secret_path: `${PATHS.sharedKeys}/form`,
    database: database(shard),
    ...processSettings(shard),
    federation_domain_whitelist: [...fleet.federation.whitelist],
    trusted_key_servers: fleet.federation.keyServers.map((server_name) => ({ server_name })),
    federation_verify_certificates: true,
    federation_client_minimum_tls_version: "1.2",
    // Names and forums are shown across shards; the whitelist bounds who asks.
    allow_profile_lookup_over_federation: true,
    allow_device_name_lookup_over_federation: false,
    allow_public_rooms_over_federation: true,
    allow_public_rooms_without_auth: false,
    // Agents open forums; Synapse's default leaves that to administrators, which is right for externals.
    ...(perimeter.role === "agents" ? { room_list_publication_rules: [{ action: "allow" }] } : {}),
    require_auth_for_profile_requests: true,
    ...signInSettings(fleet, perimeter, shard),
    allow_guest_access: false,
    ...turnSettings(fleet, shard),
    enable_3pid_lookup: false,
    // Thousands of agents leave their administration through one address; Synapse's default would let five in at once.
    rc_login: { address: { per_second: 2, burst_count: 200 } },
    ...(sendsMail(perimeter) ? { email: mail(fleet) } : {}),
    // Room access rules cannot make a room of version 12, Synapse's default: its creators stand outside of power levels.
    default_room_version: "11",
    // Private rooms; forums are public and unencrypted in Tchap.
    encryption_enabled_by_default_for_room_type: "invite",
    presence: { enabled: false },
    push: { include_content: false },
    url_preview_enabled: false,
    // Agents find each other; an external sees only those with whom a room is shared.
    user_directory: { enabled: true, search_all_users: perimeter.role === "agents" },
    media_store_path: PATHS.media,
    // Without it the S3 provider breaks uploads (synapse issue 19413).
    enable_local_media_storage: true,
    media_storage_providers: mediaStorageProviders(shard),
    max_upload_size: `${UPLOAD_MIB}M`,
    // What another shard holds is fetched again when asked for.
    media_retention: { remote_media_lifetime: `${REMOTE_MEDIA_DAYS}d` },
    user_ips_max_age: "28d",
    retention: RETENTION,
    redaction_retention_period: "7d",
    forgotten_room_retention_period: "28d",
    modules: modules(fleet, perimeter, shard),
  };
}

/** Leaf settings whose value is a secret that has no path option, and the mounted file that holds it. */
export function secretSettings(perimeter: Perimeter): Record<string, string> {
  return {
    ...(sendsMail(perimeter) ? { "email.smtp_pass": `${PATHS.mailRelay}/password` } : {}),
    ...(perimeter.features.signIn === "password" ? { "password_config.pepper": `${PATHS.pepper}/pepper` } : {}),
  };
}

/** Synapse's logging: one JSON line an event on standard output, message contents never. */
export function logConfig() {
  return {
    version: 1,
    disable_existing_loggers: false,
    formatters: { json: { class: "synapse.logging.TerseJsonFormatter" } },
    handlers: { stdout: { class: "logging.StreamHandler", formatter: "json", stream: "ext://sys.stdout" } },
    // SQL statements carry message contents at DEBUG.
    loggers: { "synapse.storage.SQL": { level: "INFO" } },
    root: { level: "INFO", handlers: ["stdout"] },
  };
}
