import { governs, type Opening, openings, opensPort, policies } from "../../../plan/network/reach";
import type { Plan } from "../../../plan/plan";
import { at, list, podOf, pods, selects, texts } from "../../../plan/vocabulary";
import { plannedOf, planRule, type Remark, remark, remarkAtShard, subjectAtShard } from "../../rule";
import { forgedAddresses } from "../synapse/forged-addresses";
import { pythonPattern } from "../synapse/python-pattern";
import { absent, exactly, isHostOf, isSetOf, off, path, type Setting, wrongSettings } from "../synapse/settings";
import { type AuthenticationService, authenticationServices } from "./services";

type Shard = Plan["facts"]["perimeters"][number]["shards"][number];

/**
 * The claim on which trust rests: whoever makes the identity provider state an agent's address is that agent. In small
 * letters; the Kelvin sign, which would turn into a plain k, is first turned into what no address may hold.
 */
const CLAIM = /^\{\{ user\.email(?: \| replace\('\\u212A', '\?'\))? \| lower \}\}$/;

/** Tchap's local part: the same claim with - for @. */
const LOCALPART = /^\{\{ user\.email(?: \| replace\('\\u212A', '\?'\))? \| lower \| replace\('@', '-'\) \}\}$/;

/** What an identity provider may say beside what is judged; all else weakens it, or is an endpoint of somebody else. */
const HARMLESS = [
  "id",
  "human_name",
  "brand_name",
  "client_id",
  "token_endpoint_auth_method",
  "scope",
  "response_mode",
  // What it holds is AUT-02's.
  "additional_authorization_parameters",
];
const JUDGED = ["issuer", "client_secret_file", "claims_imports", "fetch_userinfo", "pkce_method"];
const SIGNED = ["userinfo_signed_response_alg", "id_token_signed_response_alg"];

/** Parts of MAS that agents and their clients use, so that the world reaches the listener that serves them. */
const PUBLIC = ["discovery", "human", "compat", "graphql", "assets"];

const ADMIN = "adminapi";

/** The one system that uses the admin API. */
const ADMIN_SYSTEM = { matchLabels: { "app.kubernetes.io/name": "account-expiry" } };

const ADDRESSES = "policy.data.emails.allowed_addresses";

/** Whether patterns and domains together keep forged addresses out: MAS lets in what both let in. */
function acceptsOnlyPlain(domains: readonly string[], value: unknown): boolean {
  const regexes = list(at(value, "regexes"));
  const alone = typeof value === "object" && value !== null && Object.keys(value).length === 1;
  // MAS reads no domain out of an address with a second @.
  const own = new Set(domains);
  const ofDomain = (address: string) => address.includes("@") && own.has(address.slice(address.indexOf("@") + 1));
  const tried = domains.flatMap(forgedAddresses).filter(ofDomain);
  return (
    alone &&
    regexes.length > 0 &&
    regexes.every((regex) => {
      // MAS' end of text, `\z`, is Python's `\Z`.
      const pattern = pythonPattern(String(regex).replace(/\\z$/, "\\Z"));
      return pattern?.anchored === true && !tried.some((address) => pattern.matches(address));
    })
  );
}

function settings(shard: Shard): Setting[] {
  return [
    ...exactly(false, "passwords.enabled", "account.email_change_allowed"),
    ...off(
      "account.password_registration_enabled",
      "account.password_recovery_enabled",
      "account.login_with_email_allowed",
    ),
    ...exactly(shard.serverName, "matrix.homeserver"),
    ...path("matrix.secret_file"),
    ...absent("matrix.secret", "policy.wasm_module", "policy.register_entrypoint", "policy.email_entrypoint"),
    ...absent("policy.authorization_grant_entrypoint", "policy.compat_login_entrypoint", "policy.data.admin_users"),
    {
      field: "matrix.endpoint",
      right: (value) => isHostOf(shard.namespace, hostOf(String(value), shard.namespace)),
      must: `a process of ${shard.namespace}`,
    },
    {
      field: "policy.data.allowed_domains",
      right: (value) => isSetOf(value, shard.emailDomains),
      must: `exactly ${shard.emailDomains.join(", ")}`,
    },
    {
      field: ADDRESSES,
      right: (value) => acceptsOnlyPlain(shard.emailDomains, value),
      must: "patterns from ^ to \\z that no forged address passes, and nothing else",
    },
    {
      field: "policy.data.admin_clients",
      right: (value) => texts(value).length <= 1 && list(value).length <= 1,
      must: "one client at most",
    },
  ];
}

/** The Service part of an address; a pod's stable name stands for its Service. */
function hostOf(endpoint: string, namespace: string): string {
  const [, host = ""] = /^http:\/\/([a-z0-9.-]+)(?::\d+)?\/$/.exec(endpoint) ?? [];
  return host.replace(new RegExp(`^[a-z0-9-]+\\.([a-z0-9-]+\\.${namespace}(?:\\.|$))`), "$1");
}

function importFaults(claims: unknown): string[] {
  const [email, localpart] = [at(claims, "email"), at(claims, "localpart")];
  const subject = at(claims, "subject", "template");
  const template = (value: unknown) => String(at(value, "template"));
  return [
    ...(at(email, "action") === "require" && CLAIM.test(template(email))
      ? []
      : [`takes the address by ${String(at(email, "action"))} ${template(email)}, not always from the claim email`]),
    ...(at(localpart, "action") === "require" && LOCALPART.test(template(localpart))
      ? []
      : [
          `names accounts by ${String(at(localpart, "action"))} ${template(localpart)}, not always from the same claim`,
        ]),
    ...([undefined, "fail"].some((each) => each === at(localpart, "on_conflict"))
      ? []
      : ["lets somebody into an account that exists already"]),
    ...(subject === undefined || subject === "{{ user.sub }}" ? [] : [`knows agents by ${String(subject)}`]),
    // MAS judges the address when an agent confirms what is imported, and only then.
    ...([undefined, false].some((each) => each === at(claims, "skip_confirmation"))
      ? []
      : ["skips the confirmation, and with it the judgement of the address"]),
  ];
}

function providerFaults(plan: Plan, config: unknown): string[] {
  const providers = list(at(config, "upstream_oauth2", "providers"));
  const [provider] = providers;
  if (providers.length !== 1 || typeof provider !== "object" || provider === null)
    return [`holds ${providers.length} identity providers, not one`];
  const { host, path: declaredPath } = plan.facts.identityProvider;
  const issuer = `https://${host}${declaredPath}`;
  const known = [...HARMLESS, ...JUDGED, ...SIGNED];
  const unsigned = SIGNED.filter(
    (each) => !/^(?:undefined|(?:RS|PS|ES)(?:256|384|512)|EdDSA)$/.test(String(at(provider, each))),
  );
  return [
    ...Object.keys(provider)
      .filter((each) => !known.includes(each))
      .map((each) => `sets ${each}, which this rule does not know`),
    ...(at(provider, "issuer") === issuer ? [] : [`trusts ${String(at(provider, "issuer"))}, declared ${issuer}`]),
    ...(at(provider, "pkce_method") === "never" ? ["does without PKCE"] : []),
    ...unsigned.map((each) => `takes claims by ${each} ${String(at(provider, each))}`),
    ...importFaults(at(provider, "claims_imports")),
  ];
}

function listenerFaults(config: unknown): string[] {
  return list(at(config, "http", "listeners")).flatMap((listener) => {
    const resources = list(at(listener, "resources"));
    const names = resources.flatMap((resource) => texts([at(resource, "name")]));
    const open = ["playground", "undocumented_oauth2_access"].filter((each) =>
      resources.some((resource) => ![undefined, false].some((value) => value === at(resource, each))),
    );
    return [
      ...(names.includes(ADMIN) && names.some((name) => PUBLIC.includes(name))
        ? ["serves the admin API to the world"]
        : []),
      ...open.map((each) => `serves ${each}`),
    ];
  });
}

/** Ports of the listeners that serve the admin API; undefined for one that cannot be told, which may be any. */
function adminPorts(config: unknown): (number | undefined)[] {
  return list(at(config, "http", "listeners"))
    .filter((listener) => list(at(listener, "resources")).some((resource) => at(resource, "name") === ADMIN))
    .flatMap((listener) => list(at(listener, "binds")))
    .map((bind) => {
      const port = at(bind, "port") ?? /:(\d+)$/.exec(String(at(bind, "address")))?.[1];
      return port === undefined ? undefined : Number(port);
    });
}

/** True when an opening lets anybody but what expires accounts in. */
function letsOthersIn(plan: Plan, namespace: string, { peers }: Opening): boolean {
  const others = pods(plan).filter((pod) => pod.namespace === namespace && selects(ADMIN_SYSTEM, pod.labels) !== true);
  const isWider = (peer: unknown) =>
    at(peer, "namespaceSelector") !== undefined ||
    at(peer, "ipBlock") !== undefined ||
    others.some((pod) => selects(at(peer, "podSelector"), pod.labels, pod.moreLabels) !== false);
  return peers.length === 0 || peers.some(isWider);
}

function reachFaults(plan: Plan, { workload, config }: AuthenticationService): string[] {
  const namespace = workload.planned.object.metadata.namespace ?? "";
  const self = podOf(workload);
  const open = policies(plan)
    .filter((policy) => governs(policy, "Ingress", self) !== false)
    .flatMap(openings)
    .filter(({ direction }) => direction === "Ingress");
  return adminPorts(config)
    .filter((port) => open.some((each) => opensPort(each, port) && letsOthersIn(plan, namespace, each)))
    .map((port) => `opens its admin API, port ${port}, to others than account-expiry`);
}

function judged(plan: Plan, shard: Shard, service: AuthenticationService): Remark[] {
  const { workload, file, config } = service;
  if (file === undefined)
    return [
      remark(workload.planned, "containers[].args", "reads what cannot be judged: one file of a ConfigMap is due."),
    ];
  const { planned } = file;
  return [
    ...wrongSettings({ planned, config }, settings(shard)),
    ...providerFaults(plan, config).map((fault) => remark(planned, "upstream_oauth2.providers", `${fault}.`)),
    ...listenerFaults(config).map((fault) => remark(planned, "http.listeners", `${fault}.`)),
    ...reachFaults(plan, service).map((fault) => remark(workload.planned, "http.listeners", `${fault}.`)),
  ];
}

export default planRule({
  id: "AUT-01",
  title: {
    fr: "La confiance repose sur une seule attestation, celle de ProConnect",
    en: "Trust rests on one claim, the e-mail address that ProConnect states",
  },
  why: "Là où MAS ouvre les sessions, qui fait attester l'adresse d'un agent est cet agent : autre fournisseur, autre attestation, mot de passe, changement d'adresse ou API d'administration ouverte en font entrer d'autres.",
  remedy: "Dans stacks/authentication, rétablissez les réglages nommés.",
  severity: "critical",
  controls: [
    "PSSIE:EXP-ID-AUTH",
    "PA075:R39",
    "PSSIE:EXP-PROC-AUTH",
    "PSSIE:EXP-QUAL-PASS",
    "PSSIE:EXP-RESTR-DROITS",
    "PSSIE:EXP-PROT-ADMIN",
    "SNC:9.6.g",
  ],
  waivable: false,
  looksAt:
    "the configuration of every authentication service, as its container reads it, against the shard's e-mail domains, the declared identity provider and the network policies",
  check: (plan) => {
    const shards = plan.facts.perimeters
      .filter(({ state, features }) => state !== "closed" && features.signIn === "mas")
      .flatMap(({ shards }) => shards);
    const found = shards.map((shard) => ({ shard, services: authenticationServices(plan, shard.namespace) }));
    return {
      looked: found.flatMap(({ shard, services }) => [
        subjectAtShard(plan, shard),
        ...services.flatMap(({ workload, file }) => plannedOf(file === undefined ? [workload] : [workload, file])),
      ]),
      findings: found.flatMap(({ shard, services }) =>
        services.length === 0
          ? [remarkAtShard(plan, shard, "features.signIn", "has no authentication service in the plan.")]
          : services.flatMap((service) => judged(plan, shard, service)),
      ),
    };
  },
});
