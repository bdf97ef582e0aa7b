import type { Fleet } from "../../fleet/fleet";
import { PATHS } from "./places";

/** How one attribute of an account is taken from the identity provider's claims. */
interface Import {
  /** `require`: taken always, and without it nobody gets in; the account's owner cannot change it. */
  action: "require";
  /** Jinja2, over the claims as `user`. */
  template: string;
}

/** An identity provider by MAS' own names (docs/reference/configuration.md, upstream_oauth2.providers). */
export interface Proconnect {
  id: string;
  human_name: string;
  issuer: string;
  client_id: string;
  client_secret_file: string;
  token_endpoint_auth_method: "client_secret_post";
  scope: string;
  additional_authorization_parameters?: { acr_values: string };
  fetch_userinfo: true;
  userinfo_signed_response_alg: "RS256";
  claims_imports: {
    /** True would leave out the policy's check of e-mail addresses: MAS makes it when the agent confirms, only. */
    skip_confirmation: false;
    localpart: Import & { on_conflict: "fail" };
    displayname: Import;
    email: Import;
  };
}

/**
 * The claim on which trust rests: whoever makes ProConnect state an agent's e-mail address becomes that agent. It is
 * taken as stated; ProConnect has no `email_verified`, and each administration answers for the addresses that its own
 * identity provider states (numerique-gouv/proconnect-documentation).
 */
export const TRUSTED_CLAIM = "email";

/**
 * The address in small letters. The Kelvin sign (U+212A) is the one letter beyond ASCII that would turn into a plain
 * one, k: it turns into what no address may hold.
 */
const ADDRESS = String.raw`user.${TRUSTED_CLAIM} | replace('\u212A', '?') | lower`;

/** ProConnect as MAS' only way in; what it needs beyond the standard is in proconnect-documentation, doc_fs. */
export function proconnect(fleet: Fleet): Proconnect {
  const { host, path, level } = fleet.identityProvider;
  return {
    // A ULID, as MAS asks; permanent: accounts are linked to it.
    id: "01K0AGENTSPR0C0NNECT000000",
    human_name: "ProConnect",
    issuer: `https://${host}${path}`,
    client_id: `tchap-${fleet.environment}`,
    client_secret_file: `${PATHS.proconnectClient}/client-secret`,
    token_endpoint_auth_method: "client_secret_post",
    scope: "openid email given_name usual_name",
    ...(level === undefined ? {} : { additional_authorization_parameters: { acr_values: level } }),
    // Its ID token holds no address; its answer about the user is a signed token (algorithm: assumption, it is chosen
    // when the client is registered).
    fetch_userinfo: true,
    userinfo_signed_response_alg: "RS256",
    claims_imports: {
      skip_confirmation: false,
      localpart: {
        action: "require",
        // Tchap's local parts are the address with - for @ (public client code).
        template: `{{ ${ADDRESS} | replace('@', '-') }}`,
        // a-b@c.fr and a@b-c.fr have one local part: whoever comes second is refused, not let into the other's account.
        on_conflict: "fail",
      },
      displayname: { action: "require", template: "{{ user.given_name }} {{ user.usual_name }}" },
      // Not `force`: MAS' policy lets an account without an address pass.
      email: { action: "require", template: `{{ ${ADDRESS} }}` },
    },
  };
}
