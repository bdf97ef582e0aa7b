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
  http-request set-var(txn.refused) str(destination) if is_signed { var(txn.destination) -m found }
  http-request set-var(txn.refused) str(origin) if is_signed !{ var(txn.origin) -m str -f /etc/border-inbound/origins.lst }
  http-request set-var(txn.refused) str(header) if is_signed !is_header || is_signed !is_one
  http-request set-var(txn.refused) str(path) if { var(txn.kind) -m str unknown }
  http-request set-var(txn.refused) str(host) if { var(txn.server) -m str unknown }
  http-request return status 403 content-type application/json string '{}' if is_refused
${SERVERS.map((server) => `backend ${server}\n  server router router.tchap-${server.split(".")[1]}.svc.cluster.local:8009\n`).join("")}`;

const gateway = (origins: readonly string[]) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "border-inbound", namespace: "tchap-border" },
  data: {
    "haproxy.cfg": HAPROXY,
    "origins.lst": origins.map((each) => `${each}\n`).join(""),
    "hosts.map": SERVERS.map((each) => `matrix.${each} ${each}\n`).join(""),
    "endpoints.map": "^PUT:/_matrix/federation/v1/send/[^/]+$ signed\n",
  },
});

export const good = smallPlan({ facts: { federation }, objects: [gateway(SERVERS)] });
export const bad = smallPlan({ facts: { federation }, objects: [gateway([...SERVERS, "matrix.org"])] });

const inFile = (file: string, edit: (text: string) => string) => editAt(SHARED.inbound, ["data", file], edit);
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
