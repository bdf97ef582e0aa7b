import { isCovered } from "../../../plan/network/cidr";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, filesLike, type Homeserver, homeservers, texts } from "../../../plan/vocabulary";
import { liveShards } from "../../archives";
import { trimmedLinesOf } from "../../lines";
import {
  against,
  plannedOf,
  planRule,
  type Remark,
  remark,
  remarkAtEnvironment,
  subjectAtEnvironment,
} from "../../rule";

/** What no public address is (IANA's special-purpose registry, RFC 6890, and multicast, RFC 5771). */
const SPECIAL = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** The same in IPv6, first and last address of each, as coturn's configuration has them. */
const SPECIAL_IPV6: readonly (readonly [first: string, last: string])[] = [
  ["::1", "::1"],
  ["::ffff:0:0", "::ffff:ffff:ffff"],
  ["64:ff9b::", "64:ff9b::ffff:ffff"],
  ["64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"],
  ["2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
];

/** Options that must stand, and options that must not. */
const NEEDED = ["use-auth-secret", "no-tcp-relay", "no-multicast-peers", "fingerprint"];
const NEVER = [
  "no-auth",
  "lt-cred-mech",
  "allow-loopback-peers",
  "no-tls",
  "web-admin",
  "mobility",
  "oauth",
  "user",
  "cli-password",
  "no-udp-relay",
  "static-auth-secret",
  "redis-userdb",
  "psql-userdb",
  "mysql-userdb",
  "mongo-userdb",
];
const QUOTAS = ["user-quota", "total-quota", "max-bps"];

interface Relay {
  readonly planned: PlannedObject;
  readonly file: string;
  readonly lines: readonly string[];
}

const relayFiles = filesLike((text) =>
  trimmedLinesOf(text).some((line) => /^(listening-port|tls-listening-port|denied-peer-ip)=/.test(line)),
);

const relays = (plan: Plan): readonly Relay[] =>
  relayFiles(plan).map(({ planned, file, text }) => ({ planned, file, lines: trimmedLinesOf(text) }));

/** `fe80:0:0:0:0:0:0:0` and `fe80::` alike: eight groups of four digits, which sort as the addresses do. */
function groups(address: string): string {
  const [left = "", right] = address.split("::");
  const parts = (text = "") => (text === "" ? [] : text.split(":"));
  const missing = right === undefined ? 0 : 8 - parts(left).length - parts(right).length;
  return [...parts(left), ...Array<string>(Math.max(0, missing)).fill("0"), ...parts(right)]
    .map((each) => each.toLowerCase().padStart(4, "0"))
    .join(":");
}

/** Whether one line denies all of an IPv6 range. */
function isDenied(range: readonly [string, string], denied: readonly string[]): boolean {
  const [first, last] = range.map(groups);
  return denied
    .filter((each) => each.includes(":"))
    .map((each) => each.split("-"))
    .some(([from = "", to = from]) => groups(from) <= String(first) && String(last) <= groups(to));
}

function peerFaults({ facts }: Plan, lines: readonly string[]): string[] {
  const valuesOf = (option: string) =>
    lines.filter((line) => line.startsWith(`${option}=`)).map((line) => line.slice(option.length + 1));
  const [denied, allowed] = [valuesOf("denied-peer-ip"), valuesOf("allowed-peer-ip")];
  const { network, turn } = facts;
  const open = [...SPECIAL, network.pods, network.services, network.nodes].filter((cidr) => !isCovered(cidr, denied));
  const open6 = SPECIAL_IPV6.filter((range) => !isDenied(range, denied)).map((range) => range.join("-"));
  const own = lines.find((line) => line.startsWith("relay-ip="))?.slice("relay-ip=".length);
  const peers = turn.relays.map(({ address }) => address);
  return [
    ...[...open, ...open6].map((each) => `relays to ${each}`),
    // A relay's own address within the cluster is what its public one is translated to.
    ...allowed
      .filter((each) => !peers.includes(each) && each !== own)
      .map((each) => `relays to ${each}, which is no relay`),
  ];
}

function faults(plan: Plan, { lines }: Relay): string[] {
  const has = (option: string) => lines.some((line) => line === option || line.startsWith(`${option}=`));
  const number = (option: string) =>
    Number(lines.find((line) => line.startsWith(`${option}=`))?.slice(option.length + 1));
  const { turn, turnCapacity } = plan.facts;
  const own = turn.relays.find(({ nodeAddress }) => lines.includes(`relay-ip=${nodeAddress}`));
  const ports = [number("min-port"), number("max-port")];
  return [
    ...NEEDED.filter((option) => !has(option)).map((option) => `lacks ${option}`),
    ...NEVER.filter(has).map((option) => `has ${option}`),
    ...QUOTAS.filter((option) => !(number(option) > 0)).map((option) => `bounds nothing by ${option}`),
    ...(number("user-quota") <= turnCapacity.userQuota && number("total-quota") <= turnCapacity.totalQuota
      ? []
      : ["gives more allocations than the capacity model counts with"]),
    ...(has("tls-listening-port") && has("cert") && has("pkey") ? [] : ["speaks no TLS"]),
    ...(lines.includes(`realm=${turn.realm}`) ? [] : ["has another realm than the declared one"]),
    ...(own === undefined ? ["relays from an address of no declared relay"] : []),
    ...(Number(ports[0]) >= 49_152 && Number(ports[1]) <= 65_535 ? [] : ["relays on ports below the dynamic ones"]),
    ...peerFaults(plan, lines),
  ];
}

/** Homeservers of the shards that run. */
function servers(plan: Plan): Homeserver[] {
  return homeservers(plan).filter(({ shard }) => shard !== undefined && liveShards(plan).includes(shard));
}

/** A homeserver's clients must get a credential of their own shard's secret, and be offered TLS. */
function homeserverFaults(plan: Plan): Remark[] {
  const hosts = new Set(plan.facts.turn.relays.map(({ host }) => host));
  return servers(plan).flatMap(({ planned, config }) => {
    const uris = texts(at(config, "turn_uris"));
    const strange = uris.filter((uri) => !hosts.has(/^turns?:([^:?]+)/.exec(uri)?.[1] ?? ""));
    const relay = new Set(uris.map((uri) => /^turns?:([^:?]+)/.exec(uri)?.[1]));
    return [
      ...strange.map((uri) => `sends clients to ${uri}, which is no declared relay`),
      ...(relay.size >= Math.min(2, hosts.size) ? [] : ["names one relay alone: its loss ends every call"]),
      ...(uris.some((uri) => /^turns:[^:]+:443\?transport=tcp$/.test(uri))
        ? []
        : ["offers no TLS on 443, all that many networks let out"]),
      ...(at(config, "turn_shared_secret") === undefined ? [] : ["has the shared secret in the file"]),
    ].map((fault) => remark(planned, "turn_uris", `${fault}.`));
  });
}

export default planRule({
  id: "TRN-01",
  title: {
    fr: "Les relais d'appel ne mènent à rien d'interne, et à personne sans crédit",
    en: "Relays of calls lead to nothing inside, and serve nobody without a credential and a quota",
  },
  why: "Un relais TURN est un proxy UDP : ouvert, il donne à tout agent l'accès au point de métadonnées, aux nœuds et au réseau interne de l'hébergeur. Règle propre.",
  remedy:
    "Complétez stacks/turn/denied.ts ; n'autorisez que les adresses des relais ; laissez no-tcp-relay, no-multicast-peers et les quotas.",
  severity: "critical",
  controls: ["PSSIE:RES-ENTSOR", "own"],
  waivable: false,
  looksAt: "the configuration of every relay, and what every homeserver tells its clients of them",
  check: (plan) => {
    const found = relays(plan);
    const lost = plan.facts.turn.relays.filter(
      ({ nodeAddress }) => !found.some(({ lines }) => lines.includes(`relay-ip=${nodeAddress}`)),
    );
    return {
      looked: against(
        plannedOf(found),
        ...plan.facts.turn.relays.map(({ node }) => subjectAtEnvironment(plan, `relay ${node}`)),
        ...plannedOf(servers(plan)),
      ),
      findings: [
        ...lost.map(({ node }) =>
          remarkAtEnvironment(plan, `relay ${node}`, "turn.relays", "has no configuration in the plan."),
        ),
        ...found.flatMap((each) => faults(plan, each).map((fault) => remark(each.planned, each.file, `${fault}.`))),
        ...homeserverFaults(plan),
      ],
    };
  },
});
