import { append, remove, set } from "../../change";
import { configMap } from "../../objects";
import { environment, SHARED } from "../../places";
import { editAt, factAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { FLEET } from "../../small-fleet";
import { smallPlan } from "../../small-plan";

const RSYSLOG = `module(load="imfile")
ruleset(name="pods" queue.type="Disk" queue.filename="pods" queue.saveOnShutdown="on") {
  action(type="omfwd" target="logs.example" port="6514" protocol="tcp" streamDriver="gtls" streamDriverMode="1"
    streamDriverAuthMode="x509/name" streamDriverPermittedPeers="logs.example" streamDriver.caFile="/run/ca.crt"
    streamDriver.certFile="/run/tls.crt" streamDriver.keyFile="/run/tls.key" action.resumeRetryCount="-1")
}
${FLEET.tenants.map(({ namespace }) => `input(type="imfile" file="/var/log/pods/${namespace}_*/*/*.log" tag="pods")`).join("\n")}
`;

const objects = (text: string) => [
  configMap({ "rsyslog.conf": text }, "tchap-log-collector"),
  {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: "log-collector", namespace: "tchap-log-collector" },
    spec: {
      template: {
        spec: {
          containers: [],
          tolerations: [{ operator: "Exists" }],
          volumes: [{ name: "config", configMap: { name: "homeserver" } }],
        },
      },
    },
  },
];

const { logs } = FLEET;

export const good = smallPlan({
  facts: { logs: { ...logs, retentionMonths: 36, longerBecause: "an inquiry that is under way" } },
  objects: objects(RSYSLOG),
});
export const bad = smallPlan({ objects: objects(RSYSLOG.replace('streamDriverMode="1"', 'streamDriverMode="0"')) });

const changed = (pattern: RegExp, by: string) =>
  editAt(SHARED.collector, ["data", "rsyslog.conf"], (text) => text.replace(pattern, by));
const POD = ["spec", "template", "spec"];

export const mutations: readonly Mutation[] = [
  { name: "six months, as SecNumCloud has it", ...factAt("logs", ["logs", "retentionMonths"], 6) },
  { name: "120 typed for 12", ...factAt("logs", ["logs", "retentionMonths"], 120) },
  {
    name: "for five years, whatever the reason",
    at: environment("logs"),
    mutate: (plan) => {
      set(plan, ["facts", "logs", "retentionMonths"], 60);
      set(plan, ["facts", "logs", "longerBecause"], "it may be useful");
    },
  },
  { name: "two years, and nobody says why", ...factAt("logs", ["logs", "retentionMonths"], 24) },
  { name: "one clock", ...factAt("logs", ["logs", "clock"], ["ntp-1.tchap.example"]) },
  { name: "in the open", ...changed(/streamDriverMode="1"/, 'streamDriverMode="0"') },
  { name: "by UDP", ...changed(/protocol="tcp"/, 'protocol="udp"') },
  {
    name: "to whoever has a certificate",
    ...changed(/streamDriverAuthMode="x509\/name"/, 'streamDriverAuthMode="x509/certvalid"'),
  },
  { name: "to whoever answers", ...changed(/streamDriverAuthMode="x509\/name"/, 'streamDriverAuthMode="anon"') },
  {
    name: "to another name",
    ...changed(/streamDriverPermittedPeers="[^"]*"/, 'streamDriverPermittedPeers="*.example"'),
  },
  { name: "to another store", ...changed(/target="[^"]*"/, 'target="logs.elsewhere.example"') },
  { name: "in nobody's name", ...changed(/streamDriver\.certFile="[^"]*"/, "") },
  { name: "given up after ten attempts", ...changed(/action\.resumeRetryCount="-1"/, 'action.resumeRetryCount="10"') },
  { name: "held in memory", ...changed(/queue\.type="Disk" queue\.filename="pods"/, 'queue.type="LinkedList"') },
  { name: "lost when the pod stops", ...changed(/queue\.saveOnShutdown="on"/, "") },
  {
    name: "a namespace that is not read",
    ...changed(/^input\(type="imfile" file="[^"]*tchap-justice_.*\n(?: .*\n)*/m, ""),
  },
  { name: "a namespace read by the beginning of its name", ...changed(/\/tchap-justice_\*/, "/tchap-justice*") },
  {
    name: "on nodes of one pool",
    ...setAt(SHARED.collectorDaemons, [...POD, "nodeSelector"], { "tchap/pool": "serving" }),
    at: SHARED.collector,
  },
  {
    name: "no tolerations",
    ...unsetAt(SHARED.collectorDaemons, [...POD, "tolerations"]),
    at: SHARED.collector,
  },
  {
    name: "on nodes of one taint",
    ...setAt(SHARED.collectorDaemons, [...POD, "tolerations"], [{ key: "tchap/pool", operator: "Exists" }]),
    at: SHARED.collector,
  },
  {
    name: "by a collector that no node has",
    at: SHARED.collector,
    mutate: (plan) => remove(plan, SHARED.collectorDaemons),
  },
  {
    name: "a namespace that was declared since",
    at: SHARED.collector,
    mutate: (plan) => append(plan, ["facts", "tenants"], { ...plan.facts.tenants[0], namespace: "tchap-new" }),
  },
  { name: "not at all", at: environment("logs"), mutate: (plan) => remove(plan, SHARED.collector) },
];
