import { parse } from "yaml";
import type { Plan } from "../../../../plan/plan";
import { at } from "../../../../plan/vocabulary";
import { objectAt, set, setYaml } from "../../change";
import { deployment } from "../../objects";
import { AGENT, CONTAINER, EXTERNE, JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";
import { homeserverPlan } from "./homeserver-plan";

const MAS = "matrix_authentication_service";
const SETTINGS = {
  [MAS]: { enabled: true, endpoint: "http://authentication:8080/", secret_path: "/run/secrets/link/secret" },
};
const image = smallPlan({}).facts.images.authentication.reference;
const objects = [
  deployment({ containers: [{ image }] }, "authentication"),
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "authentication", namespace: "tchap-alpha" },
    spec: { selector: { "app.kubernetes.io/name": "authentication" }, ports: [{ port: 8080 }] },
  },
];

export const good = homeserverPlan(SETTINGS, "mas", objects);
export const bad = homeserverPlan(SETTINGS, "oidc", objects);

const provider = (member: string, value: unknown) => settingAt(JUSTICE.config, ["oidc_providers", 0, member], value);
const mapped = (...domains: readonly string[]) =>
  settingAt(JUSTICE.config, ["oidc_providers", 0, "user_mapping_provider", "config", "email_domains"], domains);
const beside = (field: string, value: unknown) => settingAt(AGENT.config, [field], value);
const service = (member: string, value: unknown) => settingAt(AGENT.config, [MAS, member], value);

/** The identity provider that the configuration holds. */
function held(plan: Plan): unknown {
  return at(parse(String(at(objectAt(plan, JUSTICE.config), "data", "homeserver.yaml"))), "oidc_providers", 0);
}

export const mutations: readonly Mutation[] = [
  { name: "another identity provider", ...provider("issuer", "https://accounts.evil.example/") },
  {
    name: "an identity provider of the same name on another path",
    ...provider("issuer", "https://auth.agentconnect.gouv.fr/api/v1"),
  },
  {
    name: "a second identity provider",
    at: JUSTICE.config,
    mutate: (plan) =>
      setYaml(objectAt(plan, JUSTICE.config), "homeserver.yaml", ["oidc_providers", 1], {
        ...Object(held(plan)),
        idp_id: "b",
      }),
  },
  { name: "the provider's word unverified", ...provider("skip_verification", true) },
  { name: "its tokens from elsewhere", ...provider("token_endpoint", "https://evil.example/token") },
  { name: "who signs in takes an account that exists", ...provider("allow_existing_users", true) },
  { name: "a secret in the ConfigMap", ...provider("client_secret", "hunter2") },
  { name: "no secret", ...provider("client_secret_path", undefined) },
  { name: "a code that whoever sees it can use", ...provider("pkce_method", "never") },
  { name: "Synapse's own mapping, which reads addresses as it likes", ...provider("user_mapping_provider", undefined) },
  {
    name: "a mapping by templates",
    ...provider("user_mapping_provider", { config: { localpart_template: "{{ user.email }}" } }),
  },
  {
    name: "a mapping that is told more",
    ...settingAt(
      JUSTICE.config,
      ["oidc_providers", 0, "user_mapping_provider", "config", "claim"],
      "preferred_username",
    ),
  },
  { name: "one e-mail domain more", ...mapped("justice.gouv.fr", "evil.example") },
  { name: "a domain and all that is below it", ...mapped("*.justice.gouv.fr") },
  { name: "e-mail domains of another shard", ...mapped("finances.gouv.fr") },
  { name: "no e-mail domain", ...mapped() },
  { name: "no identity provider", ...settingAt(JUSTICE.config, ["oidc_providers"], undefined) },
  { name: "an identity provider by the old setting", ...settingAt(JUSTICE.config, ["oidc_config"], { enabled: true }) },
  { name: "SAML", ...settingAt(JUSTICE.config, ["saml2_config"], { enabled: true }) },
  { name: "CAS", ...settingAt(JUSTICE.config, ["cas_config"], { enabled: true }) },
  { name: "signed tokens of whoever has a key", ...settingAt(JUSTICE.config, ["jwt_config"], { enabled: true }) },
  {
    name: "passwords of another directory",
    ...settingAt(JUSTICE.config, ["password_providers"], [{ module: "ldap" }]),
  },
  {
    name: "sessions that open others",
    ...settingAt(JUSTICE.config, ["login_via_existing_session"], { enabled: true, require_ui_auth: false }),
  },
  { name: "sessions without end, Synapse's default", ...settingAt(JUSTICE.config, ["session_lifetime"], undefined) },
  { name: "sessions longer than an account's life", ...settingAt(JUSTICE.config, ["session_lifetime"], "5y") },
  { name: "agents who change their address", ...settingAt(JUSTICE.config, ["enable_3pid_changes"], undefined) },
  { name: "externals who change their address", ...settingAt(EXTERNE.config, ["enable_3pid_changes"], true) },
  {
    name: "an identity provider for externals",
    ...settingAt(EXTERNE.config, ["oidc_providers"], [{ idp_id: "x", issuer: "https://accounts.example/" }]),
  },
  { name: "MAS where it is not declared", ...settingAt(JUSTICE.config, [MAS], { enabled: true }) },
  { name: "an identity provider beside MAS", ...beside("oidc_providers", []) },
  { name: "a session's life beside MAS", ...beside("session_lifetime", "403d") },
  { name: "changes of addresses beside MAS", ...beside("enable_3pid_changes", true) },
  { name: "consent beside MAS", ...beside("user_consent", { version: "1" }) },
  { name: "MAS switched off", ...service("enabled", false) },
  { name: "MAS' secret in the ConfigMap", ...service("secret", "hunter2") },
  { name: "no secret shared with MAS", ...service("secret_path", undefined) },
  { name: "MAS of another shard", ...service("endpoint", "http://authentication.tchap-dinum.svc.cluster.local:8080/") },
  { name: "MAS of somebody else", ...service("endpoint", "http://authentication.evil.example:8080/") },
  { name: "another service of the shard", ...service("endpoint", "http://router.tchap-agent.svc.cluster.local:8008/") },
  {
    name: "a port that is not MAS'",
    ...service("endpoint", "http://authentication.tchap-agent.svc.cluster.local:80/"),
  },
  {
    name: "another image under MAS' name",
    at: AGENT.config,
    mutate: (plan) =>
      set(
        objectAt(plan, AGENT.at("Deployment", "authentication")),
        [...CONTAINER, "image"],
        "registry.example/other:1",
      ),
  },
];
