import type { Plan } from "../../../plan/plan";
import { at, type Homeserver, homeservers, list, ofKindIn, selects, workloadsIn } from "../../../plan/vocabulary";
import { planRule, type Remark, remark } from "../../rule";
import { atMost } from "./measures";
import {
  absent,
  checkSettings,
  exactly,
  isHostOf,
  isPath,
  isSetOf,
  off,
  path,
  perimeterOf,
  type Setting,
} from "./settings";

/** Our mapping of ProConnect's claims to accounts: it reads an address once, strictly. */
const MAPPING = "tchap_synapse.agent_mapping.AgentMapping";

/** What an identity provider may say beside what is judged: the others weaken it, or are endpoints of somebody else. */
const HARMLESS = [
  "idp_id",
  "idp_name",
  "idp_icon",
  "idp_brand",
  "client_id",
  "client_auth_method",
  "scopes",
  "user_profile_method",
  // What it holds is AUT-02's.
  "additional_authorization_parameters",
];
const JUDGED = ["issuer", "client_secret_path", "pkce_method", "user_mapping_provider"];

/** Ways in that no sign-in kind has. */
const NEVER: readonly Setting[] = [
  ...absent("oidc_config", "cas_config", "saml2_config", "jwt_config", "password_providers"),
  ...off("login_via_existing_session.enabled"),
];

/** What Synapse refuses where another service owns accounts (synapse/config/mas.py), or what would be without effect. */
const NOT_BESIDE_MAS: readonly Setting[] = [
  ...absent("oidc_providers", "session_lifetime", "refresh_token_lifetime", "nonrefreshable_access_token_lifetime"),
  ...absent("user_consent"),
  ...off("enable_3pid_changes", "enable_registration_captcha"),
];

/** Whether a Service of the plan leads this address to the image of the authentication service, in this namespace. */
function leadsToAuthentication(plan: Plan, namespace: string, endpoint: unknown): boolean {
  const url = typeof endpoint === "string" ? URL.parse(endpoint) : null;
  if (url === null || url.protocol !== "http:" || url.pathname !== "/") return false;
  const services = ofKindIn(plan, "Service", namespace).filter(
    ({ object }) =>
      object.metadata.name === url.hostname.split(".")[0] &&
      list(at(object, "spec", "ports")).some((each) => at(each, "port") === Number(url.port || 80)),
  );
  const led = workloadsIn(plan, namespace).filter(({ labels }) =>
    services.some(({ object }) => selects({ matchLabels: at(object, "spec", "selector") }, labels)),
  );
  const image = plan.facts.images.authentication.reference;
  const isOurs = ({ containers }: (typeof led)[number]) => containers.every((each) => at(each, "image") === image);
  return isHostOf(namespace, url.hostname) && led.length > 0 && led.every(isOurs);
}

/** Synapse's own sessions end with the account's life at the latest. */
function ownSessions(months: number): Setting[] {
  return [atMost("session_lifetime", `${months * 31}d`), ...exactly(false, "enable_3pid_changes")];
}

function settings(plan: Plan, server: Homeserver): Setting[] {
  const features = perimeterOf(plan, server)?.features;
  const namespace = server.planned.object.metadata.namespace ?? "";
  const mas = "matrix_authentication_service";
  switch (features?.signIn) {
    case "mas":
      return [
        ...NEVER,
        ...NOT_BESIDE_MAS,
        ...exactly(true, `${mas}.enabled`),
        ...path(`${mas}.secret_path`),
        ...absent(`${mas}.secret`),
        {
          field: `${mas}.endpoint`,
          right: (endpoint) => leadsToAuthentication(plan, namespace, endpoint),
          must: `the authentication service of ${namespace}`,
        },
      ];
    case "oidc":
      return [...NEVER, ...absent(mas), ...ownSessions(features.accountExpiryMonths)];
    case "password":
      return [...NEVER, ...absent(mas, "oidc_providers"), ...ownSessions(features.accountExpiryMonths)];
    default:
      return [{ field: "server_name", right: () => false, must: "a declared shard's" }];
  }
}

/** What is wrong with the one identity provider of a shard where Synapse asks it itself. */
function providerFaults(plan: Plan, { shard, config }: Homeserver): string[] {
  const providers = list(at(config, "oidc_providers"));
  const [provider] = providers;
  if (providers.length !== 1 || typeof provider !== "object" || provider === null)
    return [`holds ${providers.length} identity providers, not one`];
  const { host, path: declaredPath } = plan.facts.identityProvider;
  const issuer = `https://${host}${declaredPath}`;
  const members = Object.keys(provider).filter((each) => ![...HARMLESS, ...JUDGED].includes(each));
  const mapping = at(provider, "user_mapping_provider");
  const mapped = at(mapping, "config");
  const domains = shard?.emailDomains ?? [];
  const alone = typeof mapped === "object" && mapped !== null && Object.keys(mapped).length === 1;
  return [
    ...members.map((each) => `sets ${each}, which this rule does not know`),
    ...(at(provider, "issuer") === issuer ? [] : [`trusts ${String(at(provider, "issuer"))}, declared ${issuer}`]),
    ...(isPath(at(provider, "client_secret_path")) ? [] : ["has no client_secret_path"]),
    ...(at(provider, "pkce_method") === "always" ? [] : ["does not always use PKCE"]),
    ...(at(mapping, "module") === MAPPING
      ? []
      : [`maps agents by ${String(at(mapping, "module"))}, not by ${MAPPING}`]),
    ...(alone && isSetOf(at(mapped, "email_domains"), domains)
      ? []
      : [`takes agents of other e-mail domains than the declared ${domains.join(", ")}`]),
  ];
}

function providers(plan: Plan): Remark[] {
  return homeservers(plan)
    .filter((server) => perimeterOf(plan, server)?.features.signIn === "oidc")
    .flatMap((server) =>
      providerFaults(plan, server).map((fault) => remark(server.planned, "oidc_providers", `${fault}.`)),
    );
}

export default planRule({
  id: "SYN-21",
  title: {
    fr: "Connexion par la voie déclarée et par elle seule",
    en: "Agents sign in the declared way, and no other",
  },
  why: "L'identité d'un agent est l'adresse que ProConnect atteste : un autre fournisseur, une autre lecture de l'adresse ou un autre domaine en fait entrer d'autres, comme en 2019.",
  remedy: "Dans stacks/homeserver/sign-in.ts, rétablissez la voie que déclare le périmètre (features.signIn).",
  severity: "critical",
  controls: ["PSSIE:EXP-ID-AUTH", "PA075:R39", "PSSIE:RH-MOUV", "PSSIE:EXP-PROC-AUTH"],
  waivable: false,
  looksAt:
    "sign-in and session settings of every homeserver.yaml, against its perimeter's sign-in, identity provider and e-mail domains, and the authentication service that it names",
  check: (plan) => {
    const { looked, findings } = checkSettings(plan, (server) => settings(plan, server));
    return { looked, findings: [...findings, ...providers(plan)] };
  },
});
