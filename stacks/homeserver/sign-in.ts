import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { AUTHENTICATION, PORTS } from "../authentication/places";
import { PATHS } from "./places";

interface OidcProvider {
  idp_id: string;
  idp_name: string;
  issuer: string;
  client_id: string;
  client_secret_path: string;
  client_auth_method: "client_secret_post";
  scopes: string[];
  additional_authorization_parameters?: { acr_values: string };
  pkce_method: "always";
  user_profile_method: "userinfo_endpoint";
  user_mapping_provider: { module: string; config: { email_domains: string[] } };
}

const PASSWORD_POLICY = {
  enabled: true,
  minimum_length: 12,
  require_digit: true,
  require_lowercase: true,
  require_uppercase: true,
  require_symbol: true,
} as const;

/** Settings of accounts and sessions; which of them stand depends on who signs agents in. */
export interface SignInSettings {
  enable_registration: boolean;
  /** Absent where the authentication service owns accounts: Synapse refuses them there. */
  enable_3pid_changes?: false;
  session_lifetime?: string;
  /** Off where the authentication service owns names: the two must say the same (its documentation). */
  enable_set_displayname?: false;
  registrations_require_3pid?: ["email"];
  registration_requires_token?: true;
  allowed_local_3pids?: { medium: "email"; pattern: string }[];
  password_config: { enabled: boolean; policy?: typeof PASSWORD_POLICY };
  oidc_providers?: OidcProvider[];
  matrix_authentication_service?: { enabled: true; endpoint: string; secret_path: string };
}

/** The part before the only @: plain characters, no quotes, no comment. */
const LOCAL_PART = "[a-z0-9!#%&'*+/=?^_{|}~.-]+";

/**
 * Addresses that may open an account: those of a perimeter's own domains, or any plain one where externals are invited.
 * Synapse matches from the start only, and Python's `$` would let a line break follow, hence `\Z`.
 */
function addresses({ role }: Perimeter, { emailDomains }: Shard): { medium: "email"; pattern: string }[] {
  const anywhere = String.raw`([a-z0-9-]+\.)+[a-z]{2,}`;
  const domains = role === "externals" ? [anywhere] : emailDomains.map((domain) => domain.replaceAll(".", "\\."));
  return domains.map((domain) => ({ medium: "email", pattern: `^${LOCAL_PART}@${domain}\\Z` }));
}

function proconnect(fleet: Fleet, shard: Shard): OidcProvider {
  const { host, path, level } = fleet.identityProvider;
  return {
    idp_id: "proconnect",
    idp_name: "ProConnect",
    issuer: `https://${host}${path}`,
    client_id: `tchap-${fleet.environment}`,
    client_secret_path: `${PATHS.proconnectClient}/client-secret`,
    // ProConnect takes no secret in a header (numerique-gouv/proconnect-documentation); Synapse would send it there.
    client_auth_method: "client_secret_post",
    scopes: ["openid", "email", "given_name", "usual_name"],
    ...(level === undefined ? {} : { additional_authorization_parameters: { acr_values: level } }),
    pkce_method: "always",
    // ProConnect puts the claims into its userinfo alone (its public documentation).
    user_profile_method: "userinfo_endpoint",
    user_mapping_provider: {
      module: "tchap_synapse.agent_mapping.AgentMapping",
      config: { email_domains: [...shard.emailDomains] },
    },
  };
}

/** How the agents of a shard get in: the parts of homeserver.yaml that Synapse allows in each case, and no other. */
export function signInSettings(fleet: Fleet, perimeter: Perimeter, shard: Shard): SignInSettings {
  // A session ends with the account's life; Synapse's default is never. Days of its months, rounded up.
  const ownSessions = {
    enable_3pid_changes: false,
    session_lifetime: `${perimeter.features.accountExpiryMonths * 31}d`,
  } as const;
  switch (perimeter.features.signIn) {
    case "mas":
      return {
        enable_registration: false,
        password_config: { enabled: false },
        enable_set_displayname: false,
        matrix_authentication_service: {
          enabled: true,
          endpoint: `http://${AUTHENTICATION}.${shard.namespace}.svc.cluster.local:${PORTS.web}/`,
          secret_path: `${PATHS.authenticationLink}/secret`,
        },
      };
    case "oidc":
      return {
        ...ownSessions,
        enable_registration: false,
        password_config: { enabled: false },
        oidc_providers: [proconnect(fleet, shard)],
      };
    case "password":
      return {
        ...ownSessions,
        // By invitation: a token that whoever invites hands out, and a confirmed address.
        enable_registration: true,
        registration_requires_token: true,
        registrations_require_3pid: ["email"],
        allowed_local_3pids: addresses(perimeter, shard),
        // Twelve characters of four kinds: assumption, Tchap's own policy is not public. The pepper comes from a Secret.
        password_config: { enabled: true, policy: PASSWORD_POLICY },
      };
  }
}
