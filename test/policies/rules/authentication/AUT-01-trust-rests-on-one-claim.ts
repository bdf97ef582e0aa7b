import { stringify } from "yaml";
import type { Plan } from "../../../../plan/plan";
import { append, objectAt, remove, set, setYaml } from "../../change";
import { configMap, deployment } from "../../objects";
import { AGENT, CONTAINER } from "../../places";
import { appendAt, type Mutation, setAt } from "../../rule-case";
import { smallPlan, withFirst } from "../../small-plan";

const CONFIG = {
  http: {
    listeners: [
      { resources: [{ name: "human" }], binds: [{ address: "0.0.0.0:8080" }] },
      { resources: [{ name: "adminapi" }], binds: [{ host: "0.0.0.0", port: 8081 }] },
    ],
  },
  matrix: { homeserver: "agent.alpha.example", endpoint: "http://homeserver:8008/", secret_file: "/run/secrets/link" },
  passwords: { enabled: false },
  account: { email_change_allowed: false },
  policy: {
    data: {
      allowed_domains: ["alpha.example"],
      emails: { allowed_addresses: { regexes: [String.raw`^[a-z.]+@[a-z.]+\z`] } },
    },
  },
  upstream_oauth2: {
    providers: [
      {
        issuer: "https://login.example/",
        claims_imports: {
          email: { action: "require", template: "{{ user.email | lower }}" },
          localpart: { action: "require", template: "{{ user.email | lower | replace('@', '-') }}" },
        },
      },
    ],
  },
};

function plan(config: object): Plan {
  const image = smallPlan({}).facts.images.authentication.reference;
  const args = ["server", "--config", "/etc/authentication/config.yaml"];
  const volumeMounts = [{ name: "config", mountPath: "/etc/authentication" }];
  return smallPlan({
    facts: withFirst({ features: { groupCalls: true, accountExpiryMonths: 13, signIn: "mas" } }),
    objects: [
      deployment(
        {
          containers: [{ image, command: ["/usr/local/bin/mas-cli"], args, volumeMounts }],
          volumes: [{ name: "config", configMap: { name: "homeserver" } }],
        },
        "authentication",
      ),
      configMap({ "config.yaml": stringify(config) }),
    ],
  });
}

export const good = plan(CONFIG);
export const bad = plan({ ...CONFIG, passwords: {} });

const SERVICE = AGENT.at("Deployment", "authentication");
const CONFIGURATION = AGENT.at("ConfigMap", "authentication");
const POLICY = AGENT.at("NetworkPolicy", "authentication");

const setting = (path: readonly (string | number)[], value: unknown) => ({
  at: CONFIGURATION,
  mutate: (plan: Plan) => setYaml(objectAt(plan, CONFIGURATION), "config.yaml", path, value),
});
const provider = (member: string, value: unknown) => setting(["upstream_oauth2", "providers", 0, member], value);
const imported = (name: string, member: string, value: unknown) =>
  setting(["upstream_oauth2", "providers", 0, "claims_imports", name, member], value);
const account = (member: string, value: unknown) => setting(["account", member], value);
const allowed = (value: unknown) => setting(["policy", "data", "emails", "allowed_addresses"], value);
const ingress = (rule: object) => ({
  at: SERVICE,
  mutate: (plan: Plan) => append(objectAt(plan, POLICY), ["spec", "ingress"], rule),
});

export const mutations: readonly Mutation[] = [
  { name: "another identity provider", ...provider("issuer", "https://accounts.evil.example/") },
  {
    name: "a second identity provider",
    ...setting(["upstream_oauth2", "providers", 1], { issuer: "https://accounts.evil.example/" }),
  },
  { name: "its metadata unverified", ...provider("discovery_mode", "insecure") },
  { name: "claims from elsewhere", ...provider("userinfo_endpoint", "https://evil.example/userinfo") },
  { name: "keys from elsewhere", ...provider("jwks_uri", "https://evil.example/jwks") },
  { name: "claims that nobody signed", ...provider("userinfo_signed_response_alg", "none") },
  { name: "a code that whoever sees it can use", ...provider("pkce_method", "never") },
  { name: "a secret in the ConfigMap", ...provider("client_secret", "hunter2") },
  { name: "another claim for the address", ...imported("email", "template", "{{ user.preferred_username }}") },
  {
    name: "a claim that agents choose themselves",
    ...imported("email", "template", "{{ user.nickname or user.email }}"),
  },
  { name: "an address that agents may change", ...imported("email", "action", "suggest") },
  { name: "accounts without an address", ...imported("email", "action", "force") },
  { name: "accounts named after what agents choose", ...imported("localpart", "template", "{{ user.nickname }}") },
  { name: "whoever comes second gets the first one's account", ...imported("localpart", "on_conflict", "add") },
  { name: "agents known by their address alone", ...imported("subject", "template", "{{ user.email }}") },
  {
    name: "no confirmation, so no judgement of the address",
    ...setting(["upstream_oauth2", "providers", 0, "claims_imports", "skip_confirmation"], true),
  },
  { name: "passwords, MAS' default", ...setting(["passwords"], undefined) },
  { name: "registration by password", ...account("password_registration_enabled", true) },
  { name: "agents who change their address, MAS' default", ...account("email_change_allowed", undefined) },
  { name: "a password by mail", ...account("password_recovery_enabled", true) },
  { name: "another server's accounts", ...setting(["matrix", "homeserver"], "agent.pm.tchap.gouv.fr") },
  {
    name: "another server's homeserver",
    ...setting(["matrix", "endpoint"], "http://homeserver-0.homeserver.tchap-pm.svc.cluster.local:8008/"),
  },
  { name: "the shared secret in the ConfigMap", ...setting(["matrix", "secret"], "hunter2") },
  { name: "no secret shared with the homeserver", ...setting(["matrix", "secret_file"], undefined) },
  { name: "any e-mail domain, MAS' default", ...setting(["policy", "data", "allowed_domains"], undefined) },
  { name: "all domains of the State", ...setting(["policy", "data", "allowed_domains"], ["*.gouv.fr"]) },
  { name: "one e-mail domain more", ...setting(["policy", "data", "allowed_domains", 0], "evil.example") },
  { name: "any address, MAS' default", ...allowed(undefined) },
  { name: "a pattern without an end", ...allowed({ regexes: ["^[a-z0-9.=_+-]+@[a-z0-9.-]+"] }) },
  { name: "a pattern that quotes pass", ...allowed({ regexes: [String.raw`^.+@[a-z0-9.-]+\z`] }) },
  {
    name: "another way beside the pattern",
    ...allowed({ regexes: [String.raw`^[a-z]+@[a-z0-9.-]+\z`], suffixes: [".fr"] }),
  },
  { name: "another policy program", ...setting(["policy", "wasm_module"], "/etc/authentication/policy.wasm") },
  { name: "an agent who administers", ...setting(["policy", "data", "admin_users"], ["a"]) },
  {
    name: "a second client that administers",
    ...setting(["policy", "data", "admin_clients", 1], "01HWQCPA5KF10FNCETY9402WGF"),
  },
  {
    name: "the admin API for the world",
    ...setting(["http", "listeners", 0, "resources", 0], { name: "adminapi" }),
  },
  {
    name: "GraphQL for any client",
    ...setting(["http", "listeners", 0, "resources", 4], { name: "graphql", undocumented_oauth2_access: true }),
  },
  {
    name: "the router may reach the admin API",
    ...ingress({
      from: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "router" } } }],
      ports: [{ port: 8081, protocol: "TCP" }],
    }),
  },
  {
    name: "the edge may reach the admin API",
    ...ingress({
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "edge" } } }],
      ports: [{ port: 8081, protocol: "TCP" }],
    }),
  },
  { name: "everybody may reach every port", ...ingress({}) },
  {
    name: "the admin API on the port that the router may reach",
    at: SERVICE,
    mutate: (plan) =>
      setYaml(
        objectAt(plan, CONFIGURATION),
        "config.yaml",
        ["http", "listeners", 1, "binds", 0, "address"],
        "0.0.0.0:8080",
      ),
  },
  {
    name: "a setting by a variable",
    ...appendAt(SERVICE, [...CONTAINER, "env"], { name: "MAS_PASSWORDS_ENABLED", value: "true" }),
  },
  { name: "variables from elsewhere", ...setAt(SERVICE, [...CONTAINER, "envFrom"], [{ configMapRef: { name: "x" } }]) },
  { name: "a second file", ...appendAt(SERVICE, [...CONTAINER, "args"], "--config", "/run/secrets/keys/more.yaml") },
  { name: "the image's own start", ...setAt(SERVICE, [...CONTAINER, "args"], []) },
  {
    name: "another image, so that nobody knows what signs in",
    at: AGENT.shard,
    mutate: (plan) => set(objectAt(plan, SERVICE), [...CONTAINER, "image"], "registry.tchap.example/other:1"),
  },
  { name: "no authentication service", at: AGENT.shard, mutate: (plan) => remove(plan, SERVICE) },
];
