import { lacking, remove } from "../../change";
import { configMap, denial, deployment, networkPolicy } from "../../objects";
import { AGENT, FINANCES, JUSTICE, MEDIA_STORE, SHARD_STACKS } from "../../places";
import { type Mutation, setAt, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const labels = { "app.kubernetes.io/name": "authentication" };
const caller = deployment({ containers: [], volumes: [{ name: "config", configMap: { name: "homeserver" } }] });
const called = deployment(
  { containers: [{ name: "a", ports: [{ name: "web", containerPort: 8080 }] }] },
  "authentication",
);
const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "authentication", namespace: "tchap-alpha" },
  spec: { selector: labels, ports: [{ name: "web", port: 80, targetPort: "web" }] },
};
const open = networkPolicy("open", {
  podSelector: {},
  policyTypes: ["Ingress", "Egress"],
  ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 8080, protocol: "TCP" }] }],
  egress: [{ to: [{ podSelector: {} }], ports: [{ port: 8080, protocol: "TCP" }] }],
});
const others = [
  caller,
  called,
  service,
  denial(),
  configMap({ "homeserver.yaml": 'endpoint: "http://authentication/"' }),
];

export const good = smallPlan({ objects: [...others, open] });
export const bad = smallPlan({ objects: [...others, lacking(open, ["spec", "egress"])] });

export const mutations: readonly Mutation[] = [
  {
    name: "the authentication service does not let Synapse in",
    ...setAt(AGENT.at("NetworkPolicy", "authentication"), ["spec", "ingress"], []),
    at: AGENT.homeserver,
  },
  {
    name: "PostgreSQL does not let the authentication service in",
    ...setAt(
      AGENT.postgresPolicy,
      ["spec", "ingress", 0, "from"],
      [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "homeserver" } } }],
    ),
    at: AGENT.at("Deployment", "authentication"),
  },
  {
    name: "Redis lets nobody in",
    at: JUSTICE.homeserver,
    mutate: (plan) => remove(plan, JUSTICE.at("NetworkPolicy", "redis")),
  },
  {
    name: "no egress to other processes",
    ...setAt(JUSTICE.homeserverPolicy, ["spec", "egress", 2, "ports"], [{ port: 8008, protocol: "TCP" }]),
    at: JUSTICE.homeserver,
  },
  {
    name: "the router may reach another port only",
    ...setAt(JUSTICE.at("NetworkPolicy", "router"), ["spec", "egress", 0, "ports"], [{ port: 9093, protocol: "TCP" }]),
    at: JUSTICE.at("Deployment", "router"),
  },
  {
    name: "another shard's Redis",
    ...settingAt(JUSTICE.config, ["redis", "host"], `redis.${FINANCES.namespace}.svc.cluster.local`),
    at: JUSTICE.homeserver,
  },
  {
    name: "the job that expires accounts cannot reach the administration",
    ...setAt(
      AGENT.at("NetworkPolicy", "account-expiry"),
      ["spec", "egress", 0, "ports"],
      [{ port: 8080, protocol: "TCP" }],
    ),
    at: AGENT.at("CronJob", "account-expiry"),
  },
  {
    name: "a database may not reach the border, so that nothing is archived",
    ...setAt(JUSTICE.postgresPolicy, ["spec", "egress"], []),
    at: JUSTICE.postgres,
  },
  {
    name: "the database of a drill may not reach the border, so that nothing is restored",
    ...setAt(JUSTICE.inRestore("NetworkPolicy", "postgres"), ["spec", "egress"], []),
    at: JUSTICE.inRestore("Cluster", "postgres"),
  },
  {
    name: "a drill may not reach the database that it makes",
    ...setAt(JUSTICE.inRestore("NetworkPolicy", "restore-drill"), ["spec", "egress"], []),
    at: JUSTICE.inRestore("CronJob", "restore-drill"),
  },
  {
    name: "the media store takes nothing from the copy",
    ...setAt(MEDIA_STORE.policy, ["spec", "ingress"], []),
    at: MEDIA_STORE.copy,
    also: SHARD_STACKS,
  },
  {
    name: "a homeserver may not reach the border",
    ...setAt(JUSTICE.homeserverPolicy, ["spec", "egress", 1, "to"], [{ podSelector: {} }]),
    at: JUSTICE.homeserver,
  },
];
