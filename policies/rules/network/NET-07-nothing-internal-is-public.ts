import type { Plan } from "../../../plan/plan";
import { portName, publicBackends } from "../../public-routes";
import { type Asked, isAnswered, lookUpFaults, type Router, routers, targetOf } from "../../router";
import { against, plannedOf, planRule, type Remark, remark } from "../../rule";

/** Never for the public, by the host whose upstream has it: Synapse, MAS and Sydent, each with its own documentation. */
const INTERNAL: Readonly<Record<string, readonly string[]>> = {
  homeserver: [
    "/_synapse/admin/v1/users/@a:b/deactivate",
    "/_synapse/admin/v2/users/@a:b",
    "/_synapse/mas/provision_user",
    "/_synapse/replication/fed_send_edu",
    "/_synapse/metrics",
    "/metrics",
    "/_matrix/client/v3/admin/whois/@a:b",
    "/_matrix/client/r0/admin/whois/@a:b",
    "/_matrix/client/api/v1/admin/whois/@a:b",
    "/_matrix/client/v1/admin/suspend/@a:b",
    "/_matrix/client/unstable/uk.timedout.msc4323/admin/lock/@a:b",
    "/_matrix/federation/v1/send/1",
    "/_matrix/key/v2/server",
    "/_matrix/identity/internal-info",
    "/_matrix/identity/api/v1/internal-info",
    "/_matrix/identity/v2/internal-info",
    "/_matrix/identity/replicate_profiles",
  ],
  authentication: ["/api/admin/v1/users", "/api/doc/", "/health", "/metrics", "/connection-info"],
};

const METHODS = ["GET", "POST", "PUT", "DELETE"];

/** `%5f` for `_`: what a router that compares letters does not see, and a server that decodes does. */
const encoded = (character: string) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`;

/** Other spellings of a path that a server behind takes for the same. */
function spellings(path: string): string[] {
  const [, first = ""] = path.split("/");
  const last = path.slice(path.lastIndexOf("/") + 1);
  const word = path
    .split("/")
    .find((part) => /^(admin|replication|internal-info|federation|key|metrics|mas)$/.test(part));
  return [
    path,
    `${path}/`,
    path.replace(first, `${encoded(first.charAt(0))}${first.slice(1)}`),
    path.replace(first, [...first].map(encoded).join("")),
    path.replace(last, `${last.slice(0, -1)}${encoded(last.slice(-1))}`),
    ...(word === undefined ? [] : [path.replace(word, `${encoded(word.charAt(0))}${word.slice(1)}`)]),
    ...(word === undefined
      ? []
      : [path.replace(word, [...word].map((letter) => encoded(letter).toUpperCase()).join(""))]),
  ];
}

const REQUESTS: readonly Asked[] = Object.entries(INTERNAL).flatMap(([host, paths]) =>
  paths.flatMap((path) =>
    [...new Set(spellings(path))].flatMap((each) => METHODS.map((method) => ({ host, method, path: each }))),
  ),
);

function routed(router: Router): Remark[] {
  const open = REQUESTS.flatMap((asked) => {
    const target = targetOf(router, asked);
    return isAnswered(target) ? [] : [{ ...asked, target }];
  });
  const [first, ...more] = open;
  const rest = more.length > 0 ? ` and ${more.length} others` : "";
  const said =
    first === undefined
      ? []
      : [remark(router.planned, "routes.map", `leads ${first.method} ${first.path} to ${first.target}${rest}.`)];
  return [...said, ...lookUpFaults(router).map((fault) => remark(router.planned, "haproxy.cfg", `${fault}.`))];
}

/** What public routes lead to: the front of a system, never a port by which it is governed or read. */
function exposed(plan: Plan): Remark[] {
  return publicBackends(plan).flatMap((backend) => {
    const { planned, field, service, port } = backend;
    const name = portName(plan, backend);
    return name === undefined || /^(metrics|admin|replication|rpc|upkeep|status|database|redis)$/.test(name)
      ? [
          remark(
            planned,
            field,
            `leads the public to ${service}:${String(port)}, ${name ?? "which is no port of the plan"}.`,
          ),
        ]
      : [];
  });
}

export default planRule({
  id: "NET-07",
  title: {
    fr: "Administration, réplication, métriques et internal-info sur aucune route publique",
    en: "Administration, replication, metrics and internal-info are on no public route, in whichever spelling",
  },
  why: "L'API d'administration de Synapse passe par le même port que celle des clients : une route trop large, ou un chemin encodé que seul Synapse décode, donne tous les comptes.",
  remedy:
    "Fermez le chemin dans stacks/router/routes.ts, et cherchez toute requête dans closed.lst sous ses deux graphies.",
  severity: "critical",
  controls: [
    "SNC:9.6.g",
    "PSSIE:EXP-PROT-ADMIN",
    "PA075:R12",
    "PA075:R22",
    "PA075:R62",
    "PSSIE:ARCHI-HEBERG",
    "PSSIE:EXP-RESTR-DROITS",
    "PSSIE:EXP-SEC-FLUXADMIN",
    "PSSIE:EXP-CI-LTP",
    "PSSIE:EXP-CI-ADMIN",
    "PSSIE:DEV-FILT-APPL",
    "SNC:9.6.d",
    "SNC:9.6.j",
    "SNC:13.2.d",
  ],
  waivable: false,
  looksAt: `${REQUESTS.length} requests for what is internal against the tables of every router, how its frontends look them up, and the port behind every public route`,
  check: (plan) => {
    const all = routers(plan);
    return {
      looked: against(plannedOf(all), ...plannedOf(publicBackends(plan))),
      findings: [...all.flatMap(routed), ...exposed(plan)],
    };
  },
});
