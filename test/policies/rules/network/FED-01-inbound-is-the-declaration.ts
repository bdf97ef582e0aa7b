import { remove, set } from "../../change";
import { environment, SHARED } from "../../places";
import { editAt, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const SERVERS = ["alpha", "beta", "ext"].map((name) => `agent.${name}.example`);
const peers = SERVERS.map((serverName) => ({
  serverName,
  host: `matrix.${serverName}`,
  country: "FR",
  reason: "test",
}));
const federation = { whitelist: SERVERS, keyServers: [], peers };

const HAPROXY = `frontend federation
  http-request set-var(txn.server) req.hdr(host),host_only,lower,map_str(/etc/border-inbound/hosts.map,unknown)
  http-request set-var-fmt(txn.asked) "%[method]:%[path]"
  http-request set-var(txn.kind) var(txn.asked),map_reg(/etc/border-inbound/endpoints.map,unknown)
  acl is_signed var(txn.kind) -m str signed
  acl is_header req.fhdr(authorization) -m reg -f /etc/border-inbound/x-matrix.lst
  acl is_one req.fhdr_cnt(authorization) eq 1
  http-request set-var(txn.origin) req.fhdr(authorization),map_regm(/etc/border-inbound/origin.map) if is_signed
  http-request set-var(txn.destination) req.fhdr(authorization),map_regm(/etc/border-inbound/destination.map) if is_signed
  http-request set-var(txn.refused) str(destination) if is_signed { var(txn.destination) -m found } !{ var(txn.destination),strcmp(txn.server) eq 0 }
  http-request set-var(txn.refused) str(origin) if is_signed !{ var(txn.origin) -m str -f /etc/border-inbound/origins.lst }
  http-request set-var(txn.refused) str(origin) if is_signed { var(txn.origin),strcmp(txn.server) eq 0 }
  http-request set-var(txn.refused) str(header) if is_signed !is_header || is_signed !is_one
  http-request set-var(txn.refused) str(path) if { var(txn.kind) -m str unknown }
  http-request set-var(txn.refused) str(host) if { var(txn.server) -m str unknown } || !{ req.hdr_cnt(host) eq 1 }
  acl is_refused var(txn.refused) -m found
  http-request return status 403 content-type application/json string '{}' if is_refused
  use_backend %[var(txn.server)]
${SERVERS.map((server) => `backend ${server}\n  server router router.tchap-${server.split(".")[1]}.svc.cluster.local:8009\n`).join("")}`;

const gateway = (origins: readonly string[]) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "border-inbound", namespace: "tchap-border" },
  data: {
    "haproxy.cfg": HAPROXY,
    "origins.lst": origins.map((each) => `${each}\n`).join(""),
    "hosts.map": SERVERS.map((each) => `matrix.${each} ${each}\n`).join(""),
    "endpoints.map": `^PUT:/_matrix/federation/v1/send/[0-9A-Za-z]+$ signed
^GET:/_matrix/key/v2/server$ open
^GET:/_matrix/federation/v1/openid/userinfo$ open
^POST:/_matrix/federation/v1/3pid/onbind$ open
`,
  },
});

export const good = smallPlan({ facts: { federation }, objects: [gateway(SERVERS)] });
export const bad = smallPlan({ facts: { federation }, objects: [gateway([...SERVERS, "matrix.org"])] });

const inFile = (file: string, edit: (text: string) => string) => editAt(SHARED.inbound, ["data", file], edit);
const addedBefore = (pattern: RegExp, line: string) =>
  inFile("haproxy.cfg", (text) => text.replace(pattern, (found) => `  ${line}\n${found}`));
const without = (file: string, pattern: RegExp) => inFile(file, (text) => text.replace(pattern, ""));

export const mutations: readonly Mutation[] = [
  { name: "one server more", ...inFile("origins.lst", (text) => `${text}matrix.org\n`) },
  { name: "one server less", ...without("origins.lst", /^agent\.justice\..*\n/m) },
  { name: "a server twice", ...inFile("origins.lst", (text) => `${text}agent.justice.tchap.gouv.fr\n`) },
  { name: "a shard that nobody reaches", ...without("hosts.map", /^.* agent\.justice\..*\n/m) },
  {
    name: "a host that stands for another's server",
    ...inFile("hosts.map", (text) => text.replace(" agent.justice.", " agent.finances.")),
  },
  {
    name: "everything below a prefix",
    ...inFile("endpoints.map", (text) => `^[^:]*:/_matrix/federation/.* signed\n${text}`),
  },
  { name: "a path that goes on", ...inFile("endpoints.map", (text) => text.replace(/\$ open$/m, " open")) },
  {
    name: "a path that is no federation",
    ...inFile("endpoints.map", (text) => `^GET:/_synapse/admin/v1/users$ signed\n${text}`),
  },
  {
    name: "a signed path asked without a name",
    ...inFile("endpoints.map", (text) => text.replace(/^(\^PUT:\S*\/v1\/send\/\S*) signed$/m, "$1 open")),
  },
  {
    name: "one more path without a name",
    ...inFile("endpoints.map", (text) => `${text}^PUT:/_matrix/federation/v1/send/[0-9]+$ open\n`),
  },
  {
    name: "a path that needs no name any more",
    ...inFile("endpoints.map", (text) => text.replace(/(\/openid\/userinfo\$) open$/m, "$1 signed")),
  },
  {
    name: "a class that takes all",
    ...inFile("endpoints.map", (text) => `^PUT:/_matrix/federation/[^\\n]+$ signed\n${text}`),
  },
  {
    name: "an id that goes up",
    ...inFile("endpoints.map", (text) => `^PUT:/_matrix/federation/v1/send/[^/]+$ signed\n${text}`),
  },
  {
    name: "what is not stable yet",
    ...inFile("endpoints.map", (text) => `^GET:/_matrix/federation/unstable/[a-z]+$ signed\n${text}`),
  },
  {
    name: "a kind of its own",
    ...inFile("endpoints.map", (text) => `^PUT:/_matrix/federation/v1/send/[0-9]+$ free\n${text}`),
  },
  { name: "what is refused is forgiven", ...addedBefore(/^ *acl is_refused/m, "http-request unset-var(txn.refused)") },
  {
    name: "what is refused is let in before",
    ...addedBefore(/^.*return status 403/m, "http-request allow if is_signed"),
  },
  { name: "two meanings of refused", ...addedBefore(/^ *acl is_refused/m, "acl is_refused always_false") },
  { name: "two meanings of one header", ...addedBefore(/^ *acl is_one/m, "acl is_one always_true") },
  {
    name: "refused for some alone",
    ...inFile("haproxy.cfg", (text) => text.replace(/( if is_refused)$/m, "$1 METH_PUT")),
  },
  {
    name: "hosts are refused to some alone",
    ...inFile("haproxy.cfg", (text) => text.replace(/(!\{ req\.hdr_cnt\(host\) eq 1 \})$/m, "$1 METH_PUT")),
  },
  {
    name: "another server than the declared one, for one address",
    ...addedBefore(/^ *use_backend/m, "use_backend agent.finances.tchap.gouv.fr if { src 192.0.2.1 }"),
  },
  {
    name: "a server where no other is found",
    ...addedBefore(/^ *use_backend/m, "default_backend agent.finances.tchap.gouv.fr"),
  },
  {
    name: "a kind that is set again",
    ...addedBefore(/^ *acl is_signed/m, "http-request set-var(txn.kind) str(open) if METH_GET"),
  },
  {
    name: "a shard's own server speaks from outside",
    ...without("haproxy.cfg", /^.*str\(origin\) if is_signed \{ var\(txn\.origin\),strcmp.*\n/m),
  },
  { name: "origins are not refused", ...without("haproxy.cfg", /^.*str\(origin\) if is_signed !\{.*\n/m) },
  { name: "paths are not refused", ...without("haproxy.cfg", /^.*str\(path\) if.*\n/m) },
  { name: "hosts are not refused", ...without("haproxy.cfg", /^.*str\(host\) if.*\n/m) },
  { name: "two headers are taken", ...without("haproxy.cfg", /^.*str\(header\) if.*\n/m) },
  { name: "requests for another server are taken", ...without("haproxy.cfg", /^.*str\(destination\) if.*\n/m) },
  { name: "what is refused goes on", ...without("haproxy.cfg", /^.*return status 403.*\n/m) },
  {
    name: "a server led to another's shard",
    ...inFile("haproxy.cfg", (text) => text.replace("router.tchap-justice.svc", "router.tchap-finances.svc")),
  },
  {
    name: "a perimeter that is suspended, and still in the list",
    at: SHARED.inbound,
    mutate: (plan) =>
      set(
        plan,
        ["facts", "federation", "peers"],
        plan.facts.federation.peers.filter(({ serverName }) => !serverName.includes("justice")),
      ),
  },
  { name: "no gateway at all", at: environment("border-inbound"), mutate: (plan) => remove(plan, SHARED.inbound) },
];
