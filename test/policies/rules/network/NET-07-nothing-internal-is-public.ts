import { changed } from "../../change";
import { EDGE, httpRoute, ROUTER_PODS, router } from "../../edge-objects";
import { AGENT, JUSTICE } from "../../places";
import { appendAt, editAt, type Mutation, setAt } from "../../rule-case";
import { ALONE, smallPlan } from "../../small-plan";

export const good = smallPlan({ facts: ALONE, objects: [router(), ...EDGE, ...ROUTER_PODS] });
export const bad = smallPlan({
  facts: ALONE,
  objects: [changed(router(), ["data", "closed.lst"], "^nothing$\n"), ...EDGE, ...ROUTER_PODS],
});

const CONFIG = JUSTICE.at("ConfigMap", "router");
const ROUTES = ["data", "routes.map"];
const CLOSED = ["data", "closed.lst"];
const HAPROXY = ["data", "haproxy.cfg"];
const first = (line: string) => editAt(CONFIG, ROUTES, (text) => `${line}\n${text}`);
const closing = (pattern: RegExp, by: string) => editAt(CONFIG, CLOSED, (text) => text.replace(pattern, by));
const proxy = (pattern: RegExp, by: string) => editAt(CONFIG, HAPROXY, (text) => text.replace(pattern, by));
const BACKEND = ["spec", "rules", 0, "backendRefs", 0];
const ROUTE = JUSTICE.at("HTTPRoute", "homeserver");

export const mutations: readonly Mutation[] = [
  { name: "whois is no longer closed", ...closing(/^.*\/admin\(\/\|\$\)\n/m, "") },
  { name: "whois is closed in one version alone", ...closing(/\(api\/v1\|unstable\/\[\^\/\]\*\|\[\^\/\]\*\)/, "v3") },
  {
    name: "the list asks for an end, so that what is below passes",
    ...closing(/\/admin\(\/\|\$\)/, "/admin$"),
  },
  {
    name: "Synapse as a whole, for one page of it",
    at: CONFIG,
    mutate: (plan) => {
      first("^(homeserver):[^:]*:[^:]*:/_synapse/ main").mutate(plan);
      closing(/^.*_synapse.*\n/m, "").mutate(plan);
    },
  },
  {
    name: "an encoded letter of admin, by a wide route and a list that reads it as it is spelt",
    at: CONFIG,
    mutate: (plan) => {
      first("^(homeserver):[^:]*:[^:]*:/_s main").mutate(plan);
      closing(/_synapse\/\(admin\|replication\|metrics\|mas\)/, "_synapse/(admin)").mutate(plan);
    },
  },
  {
    name: "federation on the public door",
    ...closing(/^.*\(federation\|key\).*\n/m, "^(homeserver):[^:]*:[^:]*:/_matrix/key(/|$)\n"),
    mutate: (plan) => {
      first("^(homeserver):[^:]*:[^:]*:/_matrix/federation/ main").mutate(plan);
      closing(/\(federation\|key\)/, "(key)").mutate(plan);
    },
  },
  {
    name: "internal-info, behind a version",
    at: CONFIG,
    mutate: (plan) => {
      first("^(homeserver):[^:]*:[^:]*:/_matrix/identity/ identity-server").mutate(plan);
      closing(/identity\/\(\.\*\/\)\?\(internal-info\|/, "identity/(").mutate(plan);
    },
  },
  {
    name: "the administration of MAS",
    ...editAt(AGENT.at("ConfigMap", "router"), CLOSED, (text) => text.replace(/^\^\(authentication\).*\n/m, "")),
  },
  { name: "what is closed is looked up as it is spelt alone", ...proxy(/^ *acl is_closed var\(txn\.spelt\).*\n/m, "") },
  { name: "nothing is decoded", ...proxy(/path,url_dec$/m, "path") },
  { name: "what is closed is not looked up at all", ...proxy(/^.*str\(closed\) if is_closed.*\n/m, "") },
  {
    name: "a backend for whatever has no other",
    ...proxy(/^ *use_backend %\[var\(txn\.target\)\]$/m, "  use_backend %[var(txn.target)]\n  default_backend main"),
  },
  {
    name: "a backend before the table",
    ...proxy(
      /^ *use_backend %\[var\(txn\.target\)\]$/m,
      "  use_backend main if { path_beg /_synapse }\n  use_backend %[var(txn.target)]",
    ),
  },
  {
    name: "a target set after what is closed",
    ...proxy(
      /^ *use_backend %\[var\(txn\.target\)\]$/m,
      "  http-request set-var(txn.target) str(main) if { path_beg /_synapse/ }\n  use_backend %[var(txn.target)]",
    ),
  },
  { name: "an expression that is none", ...first("^(homeserver:[^:]*:/_matrix main") },
  { name: "a public route to metrics", ...setAt(ROUTE, [...BACKEND, "port"], 8405) },
  {
    name: "a public route to PostgreSQL",
    ...setAt(ROUTE, BACKEND, { group: "", kind: "Service", name: "postgres-rw", port: 5432 }),
  },
  {
    name: "a public route to a homeserver's process",
    ...appendAt(ROUTE, ["spec", "rules"], {
      ...Object(httpRoute.spec),
      backendRefs: [{ name: "homeserver", port: 9093 }],
    }),
  },
];
