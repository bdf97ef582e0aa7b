import { milliseconds } from "../../../plan/effects/duration";
import type { Plan } from "../../../plan/plan";
import { at, type Homeserver, homeservers, list, texts } from "../../../plan/vocabulary";
import { isStoreEndpoint } from "../../media-store";
import { plannedOf, planRule, type Remark, remark } from "../../rule";
import { absent, isSetOf, perimeterOf, wrongSettings } from "./settings";

const ROOM_ACCESS = "room_access_rules.RoomAccessRules";
const EXTERNALS = "tchap_synapse.externals.Externals";
const VALIDITY = "tchap_synapse.account_validity.AccountValidity";

/** Older ways to load code, beside `modules`, or to do what a module of ours does. */
const OTHER_WAYS = absent("third_party_event_rules", "spam_checker", "presence.presence_router", "account_validity");

const STORE = "s3_storage_provider.S3StorageProviderBackend";

/** Settings of the store that hold no secret and change nothing of what it keeps. */
const STORE_SETTINGS = ["bucket", "endpoint_url", "region_name", "threadpool_size"];

/** Milliseconds of the longest month. */
const MONTH = 31 * 86_400_000;

interface Module {
  readonly name: unknown;
  readonly config: unknown;
}

function strangers(modules: readonly Module[]): string[] {
  const known = [ROOM_ACCESS, EXTERNALS, VALIDITY];
  const once = [ROOM_ACCESS, VALIDITY].filter((name) => modules.filter((each) => each.name === name).length > 1);
  return [
    ...modules
      .filter(({ name }) => !known.some((each) => each === name))
      .map(({ name }) => `loads ${String(name)}, which is no module of the image's`),
    ...once.map((name) => `loads ${name} more than once`),
  ];
}

/** Rooms restricted to agents refuse the externals' servers, and the shard asks no identity server but its own host. */
function roomAccess(modules: readonly Module[], externals: readonly string[], host: string): string[] {
  const rules = modules.find(({ name }) => name === ROOM_ACCESS);
  if (rules === undefined) return ["lacks the room access rules"];
  const forbidden = texts(at(rules.config, "domains_forbidden_when_restricted"));
  return [
    ...externals.filter((name) => !forbidden.includes(name)).map((name) => `lets ${name} into restricted rooms`),
    ...(at(rules.config, "id_server") === host ? [] : [`asks ${String(at(rules.config, "id_server"))}, not ${host}`]),
    ...(list(at(rules.config, "bypass_for_users")).length === 0 ? [] : ["exempts some users from room access rules"]),
  ];
}

/** Each externals' server is bounded on every shard: on its own for what they start, elsewhere for what arrives from it. */
function bounds(modules: readonly Module[], externals: readonly string[]): string[] {
  const bounded = modules.filter(({ name }) => name === EXTERNALS).map(({ config }) => at(config, "server_name"));
  return [
    ...externals
      .filter((name) => !bounded.some((each) => each === name))
      .map((name) => `lacks the module that bounds externals for ${name}`),
    ...bounded
      .filter((each) => !externals.some((name) => name === each))
      .map((each) => `bounds ${String(each)}, which is no externals' server`),
  ];
}

/** Accounts that Synapse owns end as declared; the authentication service's, by a job of their own. */
function validity(modules: readonly Module[], perimeter: Plan["facts"]["perimeters"][number]): string[] {
  const { features, exemptions } = perimeter;
  const due = exemptions.filter(({ from }) => from === "accountExpiry");
  const rules = modules.find(({ name }) => name === VALIDITY);
  const wholly = due.some(({ domains }) => domains === undefined);
  if (features.signIn === "mas" || wholly) return rules === undefined ? [] : ["ends accounts that it must not end"];
  if (rules === undefined) return ["lets accounts live for ever"];
  const period = milliseconds(at(rules.config, "period"));
  const exempt = due.flatMap(({ domains }) => domains ?? []);
  const inTime = period !== undefined && 0 < period && period <= features.accountExpiryMonths * MONTH;
  return [
    ...(inTime
      ? []
      : [`lets accounts live ${String(at(rules.config, "period"))}, declared ${features.accountExpiryMonths} months`]),
    ...(isSetOf(at(rules.config, "exempt_email_domains") ?? [], exempt)
      ? []
      : [`exempts other e-mail domains than the declared ${exempt.join(", ") || "none"}`]),
  ];
}

/** Files go to the shard's own bucket of the media store before an upload counts, and stay on the shard's volume too. */
function storage(plan: Plan, { shard, config }: Homeserver): string[] {
  const providers = list(at(config, "media_storage_providers"));
  const [provider, ...others] = providers;
  const settings = at(provider, "config");
  const names = typeof settings === "object" && settings !== null ? Object.keys(settings) : [];
  if (provider === undefined || others.length > 0 || at(provider, "module") !== STORE)
    return [
      `keeps media by ${providers.map((each) => String(at(each, "module"))).join(", ") || "nothing"}, not ${STORE}`,
    ];
  return [
    ...["store_local", "store_synchronous"]
      .filter((name) => at(provider, name) !== true)
      .map((name) => `has ${name} ${String(at(provider, name) ?? "unset")}: an upload would count before it is kept`),
    ...(at(settings, "bucket") === shard?.stateful.mediaBucket
      ? []
      : [`keeps media in ${String(at(settings, "bucket"))}, not in its shard's own bucket`]),
    ...(isStoreEndpoint(plan, at(settings, "endpoint_url"))
      ? []
      : [`keeps media at ${String(at(settings, "endpoint_url"))}, which is not the media store`]),
    ...names.filter((name) => !STORE_SETTINGS.includes(name)).map((name) => `gives the media store ${name}`),
  ];
}

function wrong(plan: Plan, server: Homeserver): Remark[] {
  const { planned, shard, config } = server;
  const perimeter = perimeterOf(plan, server);
  if (shard === undefined || perimeter === undefined) return [remark(planned, "modules", "serve no declared shard.")];
  const modules = list(at(config, "modules")).map((each) => ({ name: at(each, "module"), config: at(each, "config") }));
  const externals = plan.facts.perimeters
    .filter(({ role }) => role === "externals")
    .flatMap(({ shards }) => shards.map(({ serverName }) => serverName));
  const faults = [
    ...strangers(modules),
    ...roomAccess(modules, externals, shard.host),
    ...bounds(modules, externals),
    ...validity(modules, perimeter),
  ];
  return [
    ...wrongSettings(server, OTHER_WAYS),
    ...faults.map((fault) => remark(planned, "modules", `${fault}.`)),
    ...storage(plan, server).map((fault) => remark(planned, "media_storage_providers", `${fault}.`)),
  ];
}

export default planRule({
  id: "SYN-23",
  title: {
    fr: "Les modules de Tchap et le magasin des médias, réglés comme déclaré, et aucun autre code",
    en: "Tchap's modules and the media store, set as declared, and no other code",
  },
  why: "Un module est du code qui voit tout ; ceux de Tchap tiennent les externes à l'écart des salons restreints et font finir les comptes. Règle propre aux règles d'usage de Tchap.",
  remedy:
    "Dans stacks/homeserver/modules.ts et media.ts, rétablissez les modules et le magasin ; un nouveau s'ajoute à l'image, puis à la règle.",
  severity: "high",
  controls: [
    "PSSIE:RH-MOUV",
    "PSSIE:EXP-PROFILS",
    "PSSIE:EXP-PROC-AUTH",
    "PSSIE:EXP-DOM-OBSOLET",
    "PSSIE:EXP-CI-LTA",
    "SNC:9.3.b",
    "own",
  ],
  looksAt:
    "the modules and the storage provider of every homeserver.yaml and older ways to load code, against the externals' servers, roles, sign-in, account life, exemptions and buckets",
  check: (plan) => ({
    looked: plannedOf(homeservers(plan)),
    findings: homeservers(plan).flatMap((server) => wrong(plan, server)),
  }),
});
