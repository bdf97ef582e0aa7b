/** What a setting may hold: the JSON types, a number of one kind, or one of these texts. */
type Type = "string" | "boolean" | "integer" | readonly string[];

/**
 * The settings of MAS that we use, by path, with their types: docs/config.schema.json of
 * element-hq/matrix-authentication-service, main of 2026-08-07 (after 1.22; the schema of 1.26 was not at hand). A `*`
 * stands for any index. Values below `policy.data` are the policy's own (docs/reference/configuration.md, policy).
 */
export const MAS_SETTINGS: Readonly<Record<string, Type>> = {
  "http.public_base": "string",
  "http.issuer": "string",
  "http.trusted_proxies.*": "string",
  "http.listeners.*.name": "string",
  "http.listeners.*.resources.*.name": [
    "health",
    "prometheus",
    "discovery",
    "human",
    "graphql",
    "oauth",
    "compat",
    "assets",
    "adminapi",
    "connection-info",
  ],
  "http.listeners.*.binds.*.address": "string",
  "database.host": "string",
  "database.port": "integer",
  "database.username": "string",
  "database.password_file": "string",
  "database.database": "string",
  "database.ssl_mode": ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"],
  "database.ssl_ca_file": "string",
  "database.max_connections": "integer",
  "matrix.kind": ["synapse", "synapse_read_only", "synapse_legacy", "synapse_modern"],
  "matrix.homeserver": "string",
  "matrix.endpoint": "string",
  "matrix.secret_file": "string",
  "secrets.encryption_file": "string",
  "secrets.keys.*.key_file": "string",
  "passwords.enabled": "boolean",
  "account.email_change_allowed": "boolean",
  "account.displayname_change_allowed": "boolean",
  "account.password_registration_enabled": "boolean",
  "account.password_change_allowed": "boolean",
  "account.password_recovery_enabled": "boolean",
  "clients.*.client_id": "string",
  "clients.*.client_auth_method": [
    "none",
    "client_secret_basic",
    "client_secret_post",
    "client_secret_jwt",
    "private_key_jwt",
  ],
  "clients.*.client_secret_file": "string",
  "policy.data.admin_clients.*": "string",
  "policy.data.allowed_domains.*": "string",
  "policy.data.emails.allowed_addresses.regexes.*": "string",
  "upstream_oauth2.providers.*.id": "string",
  "upstream_oauth2.providers.*.human_name": "string",
  "upstream_oauth2.providers.*.issuer": "string",
  "upstream_oauth2.providers.*.client_id": "string",
  "upstream_oauth2.providers.*.client_secret_file": "string",
  "upstream_oauth2.providers.*.token_endpoint_auth_method": [
    "none",
    "client_secret_basic",
    "client_secret_post",
    "client_secret_jwt",
    "private_key_jwt",
    "sign_in_with_apple",
  ],
  "upstream_oauth2.providers.*.scope": "string",
  "upstream_oauth2.providers.*.additional_authorization_parameters.acr_values": "string",
  "upstream_oauth2.providers.*.fetch_userinfo": "boolean",
  "upstream_oauth2.providers.*.userinfo_signed_response_alg": "string",
  "upstream_oauth2.providers.*.claims_imports.skip_confirmation": "boolean",
  "upstream_oauth2.providers.*.claims_imports.localpart.action": ["ignore", "suggest", "force", "require"],
  "upstream_oauth2.providers.*.claims_imports.localpart.template": "string",
  "upstream_oauth2.providers.*.claims_imports.localpart.on_conflict": ["fail", "add", "replace", "set"],
  "upstream_oauth2.providers.*.claims_imports.displayname.action": ["ignore", "suggest", "force", "require"],
  "upstream_oauth2.providers.*.claims_imports.displayname.template": "string",
  "upstream_oauth2.providers.*.claims_imports.email.action": ["ignore", "suggest", "force", "require"],
  "upstream_oauth2.providers.*.claims_imports.email.template": "string",
  "email.transport": ["blackhole", "smtp", "sendmail"],
  "branding.service_name": "string",
  "telemetry.metrics.exporter": ["none", "stdout", "otlp", "prometheus"],
  "telemetry.tracing.exporter": ["none", "stdout", "otlp"],
};

/** Whether a value is of a type. */
export function isOf(type: Type | undefined, value: unknown): boolean {
  if (type === undefined) return false;
  if (type === "integer") return Number.isInteger(value);
  return typeof type === "string" ? typeof value === type : type.some((each) => each === value);
}
