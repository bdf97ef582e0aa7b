import { once } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, configIn, filesLike, list } from "../../../plan/vocabulary";
import { liveShards, type Shard } from "../../archives";
import { against, plannedOf, planRule, type Remark, remark, remarkAtEnvironment, subjectAtShard } from "../../rule";

const FILE = "info.yaml";

/** Everything else, line breaks included; the only pattern that names no domain, and the last. */
const EVERYTHING = String.raw`(?s:.*)\Z`;

/** What an address leads to. */
interface Lead {
  readonly server: unknown;
  readonly byInvitation: unknown;
}

/** Whom a pattern takes: one domain or one address, in so many letters; undefined for anything that it may take besides. */
function takenBy(pattern: string): string | undefined {
  // Both cases in ASCII alone: with Unicode's rules other letters become those of a domain. Nothing may follow.
  const inner = /^\(\?ai:(.*)\)\\Z$/s.exec(pattern)?.[1];
  if (inner === undefined) return undefined;
  const sign = inner.lastIndexOf("@");
  const [local, domain] = [inner.slice(0, sign), inner.slice(sign + 1)];
  const isLiteral = (text: string) => /^([a-z0-9@_'-]|\\[^a-zA-Z0-9])+$/.test(text);
  const plain = (text: string) => text.replace(/\\(.)/g, "$1");
  if (sign < 0 || !/^([a-z0-9-]|\\\.|\\-)+$/.test(domain)) return undefined;
  // Before the @ any letters of a list, in parts that a dot divides: neither @ nor an end of line.
  const isAnyLocal = /^\[[a-z0-9_+'.\-\\]+\]\+(\(\?:\\\.\[[a-z0-9_+'.\-\\]+\]\+\)\*)?$/.test(local);
  if (isAnyLocal) return `@${plain(domain)}`;
  return isLiteral(local) && !local.includes("@") ? `${plain(local)}@${plain(domain)}` : undefined;
}

/** Every file of the identity server's that says where addresses lead. */
const discoveryFiles = filesLike(
  (text, file) => file === FILE || /^\s*"?medium"?\s*:/m.test(text) || text.includes("requires_invite"),
);

const discoveries = once((plan: Plan): readonly { planned: PlannedObject; file: string; info: unknown }[] =>
  discoveryFiles(plan).map(({ planned, file }) => ({ planned, file, info: configIn(planned, file) })),
);

/** Shards that addresses lead to. */
function leading(plan: Plan): Shard[] {
  return liveShards(plan).filter(({ emailDomains, emailAddresses }) => emailDomains.length + emailAddresses.length > 0);
}

/** Where each address and domain must lead, exact addresses first. */
function declared({ facts }: Plan): Map<string, Lead> {
  const wanted = new Map<string, Lead>();
  for (const { role, state, shards } of facts.perimeters)
    for (const { serverName, emailDomains, emailAddresses } of state === "closed" ? [] : shards) {
      const lead = { server: serverName, byInvitation: role === "externals" };
      for (const address of emailAddresses) wanted.set(address.toLowerCase(), lead);
      for (const domain of emailDomains) wanted.set(`@${domain.toLowerCase()}`, lead);
    }
  return wanted;
}

const isSame = (lead: unknown, { server, byInvitation }: Lead) =>
  at(lead, "hs") === server && at(lead, "requires_invite") === byInvitation && Object.keys(Object(lead)).length === 2;

function faults(plan: Plan, info: unknown): string[] {
  const wanted = declared(plan);
  const entries = Object.keys(Object(at(info, "medium", "email", "entries")));
  const patterns = list(at(info, "medium", "email", "patterns")).flatMap((each) =>
    Object.entries(Object(each)).map(([pattern, lead]) => ({ pattern, lead, takes: takenBy(pattern) })),
  );
  const externals = plan.facts.perimeters.find(({ role, state }) => role === "externals" && state !== "closed");
  const last = patterns.at(-1);
  const named = patterns.slice(0, -1);
  const seen = named.map(({ takes }) => takes);
  const known = new Set(seen);
  const kinds = named.map(({ takes }) => (takes?.startsWith("@") ? "domain" : "address"));
  return [
    ...(last?.pattern === EVERYTHING &&
    isSame(last.lead, { server: externals?.shards[0]?.serverName, byInvitation: true })
      ? []
      : ["does not end with everybody else, who needs an invitation of the externals' shard"]),
    // An entry tells upper from lower case, so that A@domain would lead elsewhere than a@domain.
    ...entries.map((address) => `has an entry for ${address}, which only one spelling of it finds`),
    ...named
      .filter(({ takes }) => takes === undefined)
      .map(({ pattern }) => `has ${pattern}, which is not one domain or address, whole`),
    ...named.flatMap(({ takes, lead }) => {
      const right = takes === undefined ? undefined : wanted.get(takes);
      if (takes === undefined) return [];
      if (right === undefined) return [`leads ${takes} somewhere, which no perimeter declares`];
      return isSame(lead, right) ? [] : [`leads ${takes} to ${String(at(lead, "hs"))}, not as its perimeter declares`];
    }),
    ...[...wanted.keys()]
      .filter((each) => !known.has(each))
      .map((each) => `leads ${each} to the externals: it is lacking`),
    ...seen
      .filter((each, index) => each !== undefined && seen.indexOf(each) !== index)
      .map((each) => `has ${String(each)} twice`),
    ...(kinds.lastIndexOf("address") > kinds.indexOf("domain") && kinds.includes("domain")
      ? ["has an address behind its domain, which decides first"]
      : []),
  ];
}

export default planRule({
  id: "DSC-01",
  title: {
    fr: "Chaque adresse mène à un seul serveur, par des motifs ancrés et échappés",
    en: "Every address leads to exactly one shard, by patterns that are escaped and anchored",
  },
  why: "Le premier motif qui correspond décide : un point non échappé ou une fin ouverte fait entrer n'importe qui dans le serveur d'un ministère, avec une adresse qu'il a choisie.",
  remedy:
    "Ne modifiez pas info.yaml : il vient de emailDomains et emailAddresses des périmètres (stacks/identity-server/discovery.ts).",
  severity: "critical",
  controls: ["PSSIE:EXP-ID-AUTH"],
  waivable: false,
  looksAt: "info.yaml of the identity server against the domains and addresses of every perimeter",
  check: (plan) => {
    const found = discoveries(plan);
    const none: Remark[] =
      found.length > 0 ? [] : [remarkAtEnvironment(plan, "identity-server", FILE, "is nowhere in the plan.")];
    return {
      looked: against(
        leading(plan).map((shard) => subjectAtShard(plan, shard)),
        ...plannedOf(found),
      ),
      findings: [
        ...none,
        ...found.flatMap(({ planned, file, info }) =>
          faults(plan, info).map((fault) => remark(planned, file, `${fault}.`)),
        ),
      ],
    };
  },
});
