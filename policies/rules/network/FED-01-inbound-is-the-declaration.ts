import { once } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { filesOf, ofKind } from "../../../plan/vocabulary";
import { planRule, type Remark, remark } from "../../rule";

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
    line: /^http-request set-var\(txn\.refused\) str\(host\) if \{ var\(txn\.server\) -m str unknown \}/,
  },
  {
    what: "headers of another form",
    line: /^http-request set-var\(txn\.refused\) str\(header\) if is_signed !is_header \|\| is_signed !is_one$/,
  },
  {
    what: "requests for another server",
    line: /^http-request set-var\(txn\.refused\) str\(destination\) if is_signed /,
  },
  { what: "what it has refused", line: /^http-request return status 403 .* if is_refused$/ },
];

const linesOf = (text = "") => text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));

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

/** A path that other servers may ask, whole: nothing before or behind it. */
const isEndpoint = (line: string) =>
  /^\^[A-Z()|]+:\/_matrix\/(federation|key)\/\S*\$ (signed|open)$/.test(line) && !/\.[*+]/.test(line);

function faults(plan: Plan, planned: PlannedObject): string[] {
  const files = new Map(filesOf(planned));
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
    ...difference(ORIGINS, linesOf(files.get(ORIGINS)), servers),
    ...difference(
      HOSTS,
      linesOf(files.get(HOSTS)),
      open.map(({ line }) => line),
    ),
    ...linesOf(files.get(ENDPOINTS))
      .filter((line) => !isEndpoint(line))
      .map((line) => `${ENDPOINTS} lets ${line} in, which is no whole path of federation`),
    ...REFUSALS.filter(({ line }) => !config.some((each) => line.test(each))).map(
      ({ what }) => `${CONFIG} does not refuse ${what}`,
    ),
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
  controls: ["SNC:13.2.a", "PSSIE:RES-ENTSOR"],
  waivable: false,
  looksAt: "the files of the inbound gateway against the declared peers and the shards that are open",
  check: (plan) => {
    const found = gateways(plan);
    const { environment, at } = plan.facts;
    const none: Remark[] =
      found.length > 0
        ? []
        : [
            {
              stack: environment,
              perimeter: undefined,
              object: "border-inbound",
              field: ORIGINS,
              at,
              message: "is nowhere in the plan.",
            },
          ];
    return {
      looked: found.length,
      findings: [
        ...none,
        ...found.flatMap((planned) => faults(plan, planned).map((fault) => remark(planned, "data", `${fault}.`))),
      ],
    };
  },
});
