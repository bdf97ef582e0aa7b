import type { Fleet, Shard } from "../../fleet/fleet";
import { CLIENT_PORT, HOMESERVER, processHost } from "../homeserver/places";
import { AUTHENTICATION_DATABASE } from "../postgres/places";
import { ADMIN_CLIENT_ID, CONNECTIONS_PER_POD, PATHS, PORTS } from "./places";
import { type Proconnect, proconnect } from "./proconnect";

type Resource =
  | "discovery"
  | "human"
  | "oauth"
  | "compat"
  | "graphql"
  | "assets"
  | "adminapi"
  | "health"
  | "prometheus";

interface Listener {
  name: string;
  resources: { name: Resource }[];
  binds: { address: string }[];
}

/**
 * The settings of config.yaml that we set, by MAS' own names (docs/reference/configuration.md); what is absent keeps
 * MAS' default, templates, policy and assets those of its image.
 */
interface AuthenticationConfig {
  http: { public_base: string; issuer: string; trusted_proxies: string[]; listeners: Listener[] };
  database: {
    host: string;
    port: number;
    username: string;
    password_file: string;
    database: string;
    ssl_mode: "verify-full";
    ssl_ca_file: string;
    max_connections: number;
  };
  matrix: { kind: "synapse"; homeserver: string; endpoint: string; secret_file: string };
  secrets: { encryption_file: string; keys: { key_file: string }[] };
  passwords: { enabled: false };
  account: {
    email_change_allowed: false;
    displayname_change_allowed: false;
    password_registration_enabled: false;
    password_change_allowed: false;
    password_recovery_enabled: false;
  };
  clients: { client_id: string; client_auth_method: "client_secret_basic"; client_secret_file: string }[];
  policy: {
    data: {
      admin_clients: string[];
      allowed_domains: string[];
      emails: { allowed_addresses: { regexes: string[] } };
    };
  };
  upstream_oauth2: { providers: Proconnect[] };
  email: { transport: "blackhole" };
  branding: { service_name: string };
  telemetry: { metrics: { exporter: "prometheus" }; tracing: { exporter: "none" } };
}

/**
 * One address of plain characters, those that a Matrix id may have: exactly one @, no quotes, comment, space or line
 * break. MAS searches with RE2, unanchored and heeding case, hence `^` and `\z`.
 */
const ONE_PLAIN_ADDRESS = String.raw`^[a-z0-9.=_+-]+@[a-z0-9.-]+\z`;

function listener(name: keyof typeof PORTS, ...resources: readonly Resource[]): Listener {
  return {
    name,
    resources: resources.map((resource) => ({ name: resource })),
    binds: [{ address: `0.0.0.0:${PORTS[name]}` }],
  };
}

/** MAS' configuration of one shard; every secret is a path. */
export function authenticationConfig(fleet: Fleet, shard: Shard): AuthenticationConfig {
  const publicBase = `https://${shard.authenticationHost}/`;
  return {
    http: {
      public_base: publicBase,
      issuer: publicBase,
      // The router's pods say whom they ask for; limits per address would else count the router.
      trusted_proxies: [fleet.network.pods],
      listeners: [
        // graphql: the page on which agents see and end their sessions is made of it.
        listener("web", "discovery", "human", "oauth", "compat", "graphql", "assets"),
        // oauth: an admin client gets its token where it uses it.
        listener("admin", "oauth", "adminapi"),
        listener("metrics", "health", "prometheus"),
      ],
    },
    database: {
      host: `${shard.stateful.database}-rw`,
      port: 5432,
      username: AUTHENTICATION_DATABASE,
      password_file: `${PATHS.databasePassword}/password`,
      database: AUTHENTICATION_DATABASE,
      ssl_mode: "verify-full",
      ssl_ca_file: `${PATHS.databaseAuthority}/ca.crt`,
      max_connections: CONNECTIONS_PER_POD,
    },
    matrix: {
      kind: "synapse",
      homeserver: shard.serverName,
      // The main process itself: the router closes what MAS asks of it to everybody else.
      endpoint: `http://${processHost(shard.namespace, HOMESERVER, `${HOMESERVER}-0`)}:${CLIENT_PORT}/`,
      secret_file: `${PATHS.homeserverLink}/secret`,
    },
    secrets: {
      encryption_file: `${PATHS.keys}/encryption`,
      keys: ["rsa.pem", "ec.pem"].map((key) => ({ key_file: `${PATHS.keys}/${key}` })),
    },
    passwords: { enabled: false },
    // Who an agent is, ProConnect says; nobody renames themselves.
    account: {
      email_change_allowed: false,
      displayname_change_allowed: false,
      password_registration_enabled: false,
      password_change_allowed: false,
      password_recovery_enabled: false,
    },
    clients: [
      {
        client_id: ADMIN_CLIENT_ID,
        client_auth_method: "client_secret_basic",
        client_secret_file: `${PATHS.adminClient}/client-secret`,
      },
    ],
    policy: {
      data: {
        admin_clients: [ADMIN_CLIENT_ID],
        // What follows the only @ equals one of these: with a second @ MAS finds no domain, and none is allowed. A
        // shard without domains lets nobody in.
        allowed_domains: [...shard.emailDomains],
        emails: { allowed_addresses: { regexes: [ONE_PLAIN_ADDRESS] } },
      },
    },
    upstream_oauth2: { providers: [proconnect(fleet)] },
    // Nothing to write about: no password to recover, no address to confirm.
    email: { transport: "blackhole" },
    branding: { service_name: "Tchap" },
    telemetry: { metrics: { exporter: "prometheus" }, tracing: { exporter: "none" } },
  };
}
