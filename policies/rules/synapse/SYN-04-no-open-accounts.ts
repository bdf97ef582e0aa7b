import type { Plan } from "../../../plan/plan";
import { at, type Homeserver, homeservers, list } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";
import { forgedAddresses } from "./forged-addresses";
import { pythonPattern } from "./python-pattern";
import { absent, checkSettings, exactly, isOff, isSetOf, off, perimeterOf, type Setting } from "./settings";

/** Ways to an account that no sign-in kind has; the old name of a setting turns the new one over. */
const NEVER: readonly Setting[] = [
  ...off("enable_registration_without_verification", "enable_registration_token_3pid_bypass"),
  ...absent("disable_registration", "registration_shared_secret", "registration_shared_secret_path"),
];

/** What is wrong with one entry of allowed_local_3pids; `domains` are those that it must let in, and no other if any. */
function entryFaults(entry: unknown, domains: readonly string[], forged: readonly string[]): string[] {
  const written = at(entry, "pattern");
  const pattern = pythonPattern(typeof written === "string" ? written : "");
  if (at(entry, "medium") !== "email") return ["is for another medium than e-mail"];
  if (pattern === undefined) return ["cannot be judged"];
  const accepted = forged.filter((address) => pattern.matches(address)).slice(0, 3);
  const foreign = domains.length > 0 && pattern.matches("a@evil.example") ? ["a@evil.example"] : [];
  return [
    ...(pattern.anchored ? [] : [String.raw`does not go from ^ to \Z`]),
    ...[...accepted, ...foreign].map((address) => `accepts ${JSON.stringify(address)}`),
  ];
}

/** What is wrong with the addresses that may open an account on a shard that is open to whoever is invited. */
function addressFaults(plan: Plan, { shard, config }: Homeserver): string[] {
  const entries = list(at(config, "allowed_local_3pids"));
  const own = shard?.emailDomains ?? [];
  const all = plan.facts.perimeters.flatMap(({ shards }) => shards.flatMap(({ emailDomains }) => emailDomains));
  // Where any domain may come, as on the externals' shard, one stands for all.
  const tried = own.length > 0 ? own : all.slice(0, 1);
  const passes = (entry: unknown, domain: string) =>
    pythonPattern(String(at(entry, "pattern")))?.matches(`prenom.nom@${domain}`) === true;
  const shut = tried.filter((domain) => !entries.some((entry) => passes(entry, domain))).slice(0, 3);
  const forged = tried.flatMap(forgedAddresses);
  return [
    ...(entries.length > 0 ? [] : ["names no pattern: any address opens an account"]),
    ...shut.map((domain) => `lets nobody of ${domain} in`),
    ...entries.flatMap((entry, index) => entryFaults(entry, own, forged).map((fault) => `${index}: ${fault}`)),
  ];
}

function isOpen(plan: Plan, server: Homeserver): boolean {
  const signIn = perimeterOf(plan, server)?.features.signIn;
  return signIn === "password" && !isOff(at(server.config, "enable_registration"));
}

function settings(plan: Plan, server: Homeserver): Setting[] {
  // Where people with passwords are not let in at all, that is safe too.
  if (!isOpen(plan, server)) return [...NEVER, ...off("enable_registration")];
  return [
    ...NEVER,
    ...exactly(true, "enable_registration", "registration_requires_token"),
    { field: "registrations_require_3pid", right: (value) => isSetOf(value, ["email"]), must: "[email]" },
  ];
}

export default planRule({
  id: "SYN-04",
  title: { fr: "Aucune inscription libre", en: "No account is open to whoever asks" },
  why: "Un compte s'ouvre par l'identité de l'agent ou par invitation à une adresse confirmée, jamais par simple formulaire ; en 2019, une adresse à deux @ a suffi pour entrer.",
  remedy:
    "Dans stacks/homeserver/sign-in.ts, laissez enable_registration à false, ou avec jeton, adresse confirmée et motifs ancrés de ^ à \\Z.",
  severity: "critical",
  controls: ["PSSIE:EXP-ID-AUTH", "PSSIE:EXP-PROC-AUTH", "PSSIE:EXP-INIT-PASS"],
  waivable: false,
  looksAt:
    "registration settings of every homeserver.yaml, by its perimeter's sign-in; address patterns are tried against forged addresses",
  check: (plan) => {
    const { looked, findings } = checkSettings(plan, (server) => settings(plan, server));
    const addresses = homeservers(plan)
      .filter((server) => isOpen(plan, server))
      .flatMap((server) =>
        addressFaults(plan, server).map((fault) => remark(server.planned, "allowed_local_3pids", `${fault}.`)),
      );
    return { looked, findings: [...findings, ...addresses] };
  },
});
