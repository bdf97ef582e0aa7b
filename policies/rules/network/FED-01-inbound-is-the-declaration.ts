import { once } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { filesOf, ofKind } from "../../../plan/vocabulary";
import { linesOf } from "../../lines";
import { planRule, remark, remarkAtEnvironment } from "../../rule";

const ORIGINS = "origins.lst";
const HOSTS = "hosts.map";
const ENDPOINTS = "endpoints.map";
const CONFIG = "haproxy.cfg";

/** What the gateway must refuse, as its configuration says it: without one of these the lists decide nothing. */
const REFUSALS: readonly { readonly what: string; readonly line: RegExp }[] = [
  {
    what: "origins that are not listed",
    line: /^http-request set-var\(txn\.refused\) str\(origin\) if is_signed !\{ var\(txn\.origin\) -m str -f \S+\/origins\.lst \}$/,
  },
  {
    what: "paths that are not listed",
    line: /^http-request set-var\(txn\.refused\) str\(path\) if \{ var\(txn\.kind\) -m str unknown \}$/,
  },
  {
    what: "hosts that are not listed",
    line: /^http-request set-var\(txn\.refused\) str\(host\) if \{ var\(txn\.server\) -m str unknown \} \|\| !\{ req\.hdr_cnt\(host\) eq 1 \}$/,
  },
  {
    what: "headers of another form",
    line: /^http-request set-var\(txn\.refused\) str\(header\) if is_signed !is_header \|\| is_signed !is_one$/,
  },
  {
    what: "requests for another server",
    line: /^http-request set-var\(txn\.refused\) str\(destination\) if is_signed \{ var\(txn\.destination\) -m found \} !\{ var\(txn\.destination\),strcmp\(txn\.server\) eq 0 \}$/,
  },
  {
    what: "a shard's own server from outside",
    line: /^http-request set-var\(txn\.refused\) str\(origin\) if is_signed \{ var\(txn\.origin\),strcmp\(txn\.server\) eq 0 \}$/,
  },
  {
    what: "what it has refused",
    line: /^http-request return status 403 content-type application\/json string '[^']*'( hdr \S+ \S+)* if is_refused$/,
  },
];

/** Conditions that the refusals are told by; HAProxy takes two of one name for either. */
const CONDITIONS: readonly { readonly name: string; readonly line: RegExp }[] = [
  { name: "is_signed", line: /^acl is_signed var\(txn\.kind\) -m str signed$/ },
  { name: "is_header", line: /^acl is_header req\.fhdr\(authorization\) -m reg -f \S+\/x-matrix\.lst$/ },
  { name: "is_one", line: /^acl is_one req\.fhdr_cnt\(authorization\) eq 1$/ },
  { name: "is_refused", line: /^acl is_refused var\(txn\.refused\) -m found$/ },
];

/** What a request is judged by, which is set once. */
const JUDGED = ["server", "asked", "kind", "origin", "destination"];

/** Whoever asks these gives no name, since the API wants none: a server's own keys, and two that the identity server asks. */
const OPEN = [
  "^GET:/_matrix/key/v2/server$ open",
  "^GET:/_matrix/federation/v1/openid/userinfo$ open",
  "^POST:/_matrix/federation/v1/3pid/onbind$ open",
];

/** What no line may take: no endpoint, or a way out of one, in any spelling. */
const FORBIDDEN = [
  "/_matrix/federation/v1/x",
  "/_matrix/federation/v1/x/y",
  "/_matrix/federation/v3/send/1",
  "/_matrix/federation/unstable/y",
  "/_matrix/federation/v1/send/",
  "/_matrix/federation/v1/send/1/2",
  "/_matrix/federation/v1/send/..",
  "/_matrix/federation/v1/send/%2e%2E",
  "/_matrix/federation/v1/send/../state/1",
  "/_matrix/federation/v1/event/..",
  "/_matrix/federation/v1/../../../_synapse/admin/v1/users",
  "/_matrix/key/v2/query",
  "/_matrix/key/v2/x",
  "/_matrix/client/v3/sync",
  "/_synapse/admin",
  "/_synapse/admin/v1/users",
];

const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

/** Gateways, known by their list of servers. */
const gateways = once((plan: Plan): readonly PlannedObject[] =>
  ofKind(plan, "ConfigMap").filter((planned) => filesOf(planned).some(([file]) => file === ORIGINS)),
);

function difference(file: string, found: readonly string[], wanted: readonly string[]): string[] {
  return [
    ...found.filter((each) => !wanted.includes(each)).map((each) => `${file} lets ${each} in, which is not declared`),
    ...wanted.filter((each) => !found.includes(each)).map((each) => `${file} lacks ${each}, which is declared`),
    ...found.filter((each, index) => found.indexOf(each) !== index).map((each) => `${file} has ${each} twice`),
  ];
}

/** The requests of a list that a line of the map takes; of an expression that nobody reads, all. */
function takes(line: string, requests: readonly string[]): readonly string[] {
  try {
    const pattern = new RegExp(line.replace(/ \w+$/, ""));
    return requests.filter((request) => pattern.test(request));
  } catch {
    return requests;
  }
}

function endpointFaults(lines: readonly string[]): string[] {
  const forbidden = METHODS.flatMap((method) => FORBIDDEN.map((path) => `${method}:${path}`));
  return [
    ...difference(
      ENDPOINTS,
      lines.filter((line) => !line.endsWith(" signed")),
      OPEN,
    ),
    ...lines
      .filter((line) => !/^\^[A-Z()|]+:\/_matrix\/(federation|key)\/\S*\$ (signed|open)$/.test(line))
      .map((line) => `${ENDPOINTS} lets ${line} in, which is no whole path of federation`),
    ...lines.flatMap((line) => {
      const [first] = takes(line, forbidden);
      return first === undefined ? [] : [`${ENDPOINTS} lets ${first} in, by ${line}`];
    }),
  ];
}

/** What undoes the refusals, or leads a request elsewhere than to its own server. */
function configFaults(config: readonly string[]): string[] {
  const setting = (name: string) => config.filter((line) => new RegExp(`set-var(-fmt)?\\(txn\\.${name}\\b`).test(line));
  const leads = config.filter((line) => /^(use_backend|default_backend|redirect|http-request redirect)\b/.test(line));
  return [
    ...REFUSALS.filter(({ line }) => !config.some((each) => line.test(each))).map(
      ({ what }) => `${CONFIG} does not refuse ${what}`,
    ),
    ...CONDITIONS.filter(({ name, line }) => {
      const own = config.filter((each) => each.startsWith(`acl ${name} `));
      return own.length !== 1 || !own.every((each) => line.test(each));
    }).map(({ name }) => `${CONFIG} means something else by ${name}`),
    ...config
      .filter((line) => line.includes("unset-var") || /^http-request allow\b/.test(line))
      .map((line) => `${CONFIG} forgives by "${line}"`),
    ...JUDGED.filter((name) => setting(name).length !== 1).map((name) => `${CONFIG} sets ${name} other than once`),
    ...(leads.length === 1 && leads[0] === "use_backend %[var(txn.server)]"
      ? []
      : [`${CONFIG} leads requests elsewhere than to the server that they are for`]),
  ];
}

function faults(plan: Plan, planned: PlannedObject): string[] {
  const files = new Map(filesOf(planned));
  const linesIn = (file: string) => linesOf(files.get(file) ?? "");
  const { perimeters, federation } = plan.facts;
  const servers = federation.peers.map(({ serverName }) => serverName);
  const open = perimeters
    .flatMap(({ shards }) => shards)
    .filter(({ serverName }) => servers.includes(serverName))
    .map(({ host, serverName, namespace }) => ({ line: `${host} ${serverName}`, serverName, namespace }));
  const config = (files.get(CONFIG) ?? "").split("\n").map((line) => line.trim());
  const led = open
    .filter(({ serverName, namespace }) => {
      const start = config.indexOf(`backend ${serverName}`);
      const server = config.slice(start + 1).find((line) => line.startsWith("server "));
      return start < 0 || !server?.includes(`.${namespace}.svc.cluster.local:`);
    })
    .map(({ serverName }) => `${CONFIG} does not lead ${serverName} to its own shard`);
  return [
    ...difference(ORIGINS, linesIn(ORIGINS), servers),
    ...difference(
      HOSTS,
      linesIn(HOSTS),
      open.map(({ line }) => line),
    ),
    ...endpointFaults(linesIn(ENDPOINTS)),
    ...configFaults(config),
    ...led,
  ];
}

export default planRule({
  id: "FED-01",
  title: {
    fr: "La fédération entrante est la déclaration : serveurs, chemins, méthodes",
    en: "Inbound federation is exactly the declaration: servers, paths, methods",
  },
  why: "Un périmètre suspendu qui entre encore, ou un serveur inconnu qui parle à Synapse, contourne la liste blanche par les routes qu'elle ne couvre pas.",
  remedy: "La liste vient de fleet.federation.peers : corrigez l'état du périmètre ou le partenaire, pas le fichier.",
  severity: "critical",
  controls: [
    "SNC:13.2.a",
    "PSSIE:RES-ENTSOR",
    "PA075:R11",
    "PA075:R14",
    "PA075:R22",
    "PSSIE:RES-INTERCO",
    "PSSIE:EXP-CI-LTP",
    "PSSIE:EXP-CI-FILT",
    "PSSIE:DEV-FILT-APPL",
  ],
  waivable: false,
  looksAt: "the files of the inbound gateway against the declared peers and the shards that are open",
  check: (plan) => {
    const found = gateways(plan);
    const none =
      found.length > 0 ? [] : [remarkAtEnvironment(plan, "border-inbound", ORIGINS, "is nowhere in the plan.")];
    return {
      looked: found,
      findings: [
        ...none,
        ...found.flatMap((planned) => faults(plan, planned).map((fault) => remark(planned, "data", `${fault}.`))),
      ],
    };
  },
});
