import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { DATABASE } from "../postgres/cluster";
import { CONNECTIONS_PER_PROCESS } from "../postgres/parameters";

/** Where the chart mounts things; the configuration names the same paths. */
export const PATHS = {
  config: "/etc/synapse",
  signingKey: "/run/secrets/signing-key",
  sharedKeys: "/run/secrets/shared-keys",
  database: "/run/secrets/database",
  databaseAuthority: "/run/secrets/database-authority",
  proconnectClient: "/run/secrets/proconnect-client",
  /** libpq refuses a password file that a group may read, which a Secret's volume always lets it. */
  passfile: "/run/passfile/pgpass",
  media: "/media",
} as const;

export const CLIENT_PORT = 8008;
export const METRICS_PORT = 9001;

interface Listener {
  port: number;
  type: "http" | "metrics";
  bind_addresses: string[];
  tls?: boolean;
  x_forwarded?: boolean;
  resources?: { names: string[]; compress: boolean }[];
}

interface OidcProvider {
  idp_id: string;
  idp_name: string;
  issuer: string;
  client_id: string;
  client_secret_path: string;
  scopes: string[];
  user_mapping_provider: { config: Record<string, string> };
}

/** The settings of homeserver.yaml that we set, by Synapse's own names; what is absent keeps Synapse's default. */
export interface HomeserverConfig {
  server_name: string;
  public_baseurl: string;
  report_stats: false;
  serve_server_wellknown: boolean;
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
  allow_profile_lookup_over_federation: boolean;
  allow_device_name_lookup_over_federation: false;
  allow_public_rooms_over_federation: boolean;
  allow_public_rooms_without_auth: false;
  require_auth_for_profile_requests: true;
  enable_registration: false;
  allow_guest_access: false;
  turn_allow_guests: false;
  enable_3pid_lookup: false;
  password_config: {
    enabled: boolean;
    policy?: {
      enabled: true;
      minimum_length: number;
      require_digit: true;
      require_lowercase: true;
      require_uppercase: true;
      require_symbol: true;
    };
  };
  oidc_providers?: OidcProvider[];
  encryption_enabled_by_default_for_room_type: "invite" | "all";
  presence: { enabled: false };
  push: { include_content: false };
  url_preview_enabled: false;
  media_store_path: string;
  max_upload_size: string;
  user_ips_max_age: string;
  forgotten_room_retention_period: string;
}

function proconnect(fleet: Fleet): OidcProvider {
  const { host, path } = fleet.identityProvider;
  return {
    idp_id: "proconnect",
    idp_name: "ProConnect",
    issuer: `https://${host}${path}`,
    client_id: `tchap-${fleet.environment}`,
    client_secret_path: `${PATHS.proconnectClient}/client-secret`,
    scopes: ["openid", "email", "given_name", "usual_name"],
    user_mapping_provider: {
      config: {
        // Tchap's local parts are the address with - for @ (public client code).
        localpart_template: "{{ user.email | replace('@', '-') }}",
        display_name_template: "{{ user.given_name }} {{ user.usual_name }}",
        email_template: "{{ user.email }}",
      },
    },
  };
}

/** For guests without ProConnect. Twelve characters of four kinds: assumption, Tchap's own policy is not public. */
const PASSWORD_POLICY = {
  enabled: true,
  minimum_length: 12,
  require_digit: true,
  require_lowercase: true,
  require_uppercase: true,
  require_symbol: true,
} as const;

/** Synapse's configuration of one shard; every secret is a path to a mounted file. */
export function homeserverConfig(fleet: Fleet, perimeter: Perimeter, shard: Shard): HomeserverConfig {
  const single = perimeter.features.signIn === "proconnect";
  return {
    server_name: shard.serverName,
    public_baseurl: `https://${shard.host}/`,
    report_stats: false,
    serve_server_wellknown: false,
    listeners: [
      {
        port: CLIENT_PORT,
        type: "http",
        bind_addresses: ["0.0.0.0"],
        tls: false,
        x_forwarded: true,
        resources: [{ names: ["client", "federation"], compress: false }],
      },
      { port: METRICS_PORT, type: "metrics", bind_addresses: ["0.0.0.0"] },
    ],
    enable_metrics: true,
    log_config: `${PATHS.config}/log.yaml`,
    signing_key_path: `${PATHS.signingKey}/signing.key`,
    macaroon_secret_key_path: `${PATHS.sharedKeys}/macaroon`,
    form_secret_path: `${PATHS.sharedKeys}/form`,
    database: {
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
        cp_max: CONNECTIONS_PER_PROCESS,
        // A dead primary is noticed in 40 s instead of two hours.
        keepalives_idle: 10,
        keepalives_interval: 10,
        keepalives_count: 3,
      },
    },
    federation_domain_whitelist: [...fleet.federation.whitelist],
    trusted_key_servers: fleet.federation.keyServers.map((server_name) => ({ server_name })),
    federation_verify_certificates: true,
    federation_client_minimum_tls_version: "1.2",
    // Names and forums are shown across shards; the whitelist bounds who asks.
    allow_profile_lookup_over_federation: true,
    allow_device_name_lookup_over_federation: false,
    allow_public_rooms_over_federation: true,
    allow_public_rooms_without_auth: false,
    require_auth_for_profile_requests: true,
    enable_registration: false,
    allow_guest_access: false,
    turn_allow_guests: false,
    enable_3pid_lookup: false,
    password_config: single ? { enabled: false } : { enabled: true, policy: PASSWORD_POLICY },
    ...(single ? { oidc_providers: [proconnect(fleet)] } : {}),
    // Private rooms; forums are public and unencrypted in Tchap.
    encryption_enabled_by_default_for_room_type: "invite",
    presence: { enabled: false },
    push: { include_content: false },
    url_preview_enabled: false,
    media_store_path: PATHS.media,
    // Assumption: Tchap's own limit is not public.
    max_upload_size: "100M",
    user_ips_max_age: "28d",
    forgotten_room_retention_period: "28d",
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
