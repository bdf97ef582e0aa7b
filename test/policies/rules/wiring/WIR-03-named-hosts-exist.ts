import { changed, objectAt, remove, set, setYaml } from "../../change";
import { configMap, deployment } from "../../objects";
import { AGENT, CONTAINER, JUSTICE, MEDIA_STORE } from "../../places";
import { editAt, jsonAt, type Mutation, setAt, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const pod = deployment({ containers: [{ name: "a", ports: [{ name: "client", containerPort: 8008 }] }] });
const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "homeserver", namespace: "tchap-alpha" },
  spec: { selector: { "app.kubernetes.io/name": "homeserver" }, ports: [{ name: "client", port: 8008 }] },
};
const caller = configMap({ "config.yaml": 'endpoint: "http://homeserver:8008/"' });

export const good = smallPlan({ objects: [pod, service, caller] });
export const bad = smallPlan({
  objects: [pod, service, changed(caller, ["data", "config.yaml"], 'endpoint: "http://synapse:8008/"')],
});

const ROUTER = JUSTICE.at("ConfigMap", "router");
const REDIS = JUSTICE.at("Service", "redis");
const HAPROXY = ["data", "haproxy.cfg"];
const PROXY = [...CONTAINER, "env", 0, "value"];
const MAS = AGENT.at("ConfigMap", "authentication");

export const mutations: readonly Mutation[] = [
  {
    name: "Redis by another name",
    ...settingAt(JUSTICE.config, ["redis", "host"], `valkey.${JUSTICE.namespace}.svc.cluster.local`),
  },
  { name: "Redis on another port", ...settingAt(JUSTICE.config, ["redis", "port"], 6380) },
  { name: "Redis is gone", at: JUSTICE.config, mutate: (plan) => remove(plan, REDIS) },
  { name: "PostgreSQL by its pod's name", ...settingAt(JUSTICE.config, ["database", "args", "host"], "postgres") },
  { name: "PostgreSQL on another port", ...settingAt(JUSTICE.config, ["database", "args", "port"], 6432) },
  {
    name: "a writer that does not run",
    ...settingAt(JUSTICE.config, ["instance_map", "events-99"], {
      host: `events-99.events.${JUSTICE.namespace}.svc.cluster.local`,
      port: 9093,
    }),
  },
  {
    name: "a writer called without its Service",
    ...settingAt(JUSTICE.config, ["instance_map", "main", "host"], "homeserver-0"),
  },
  {
    name: "a process in a namespace that is nobody's",
    ...settingAt(JUSTICE.config, ["instance_map", "main", "host"], "homeserver-0.homeserver.tchap-juste.svc"),
  },
  {
    name: "fewer writers than the configuration names",
    ...setAt(JUSTICE.at("StatefulSet", "receipts"), ["spec", "replicas"], 0),
    at: JUSTICE.config,
  },
  {
    name: "fewer workers than the router sends to",
    ...setAt(JUSTICE.at("HorizontalPodAutoscaler", "sync"), ["spec", "maxReplicas"], 13),
    at: ROUTER,
  },
  {
    name: "the router sends to a port that no worker has",
    ...editAt(ROUTER, HAPROXY, (text) => text.replace(/(server homeserver-0 \S+):8008/, "$1:8009")),
  },
  {
    name: "a replication port that the Service does not publish",
    at: JUSTICE.config,
    mutate: (plan) => {
      const events = objectAt(plan, JUSTICE.at("Service", "events"));
      set(events, ["spec", "ports"], [{ name: "client", port: 8008, targetPort: "client" }]);
    },
  },
  {
    name: "a headless Service that would have to translate a port",
    at: JUSTICE.config,
    mutate: (plan) => {
      set(objectAt(plan, JUSTICE.at("Service", "events")), ["spec", "ports", 1, "port"], 9094);
      setYaml(objectAt(plan, JUSTICE.config), "homeserver.yaml", ["instance_map", "events-0", "port"], 9094);
    },
  },
  {
    name: "a proxy in a namespace of another name",
    ...editAt(JUSTICE.homeserver, PROXY, (url) => url.replace("tchap-border", "border")),
  },
  {
    name: "a proxy on another port",
    ...editAt(JUSTICE.homeserver, PROXY, (url) => url.replace("3128", "8080")),
  },
  {
    name: "an authentication service that calls the old Service",
    at: MAS,
    mutate: (plan) => setYaml(objectAt(plan, MAS), "config.yaml", ["matrix", "endpoint"], "http://synapse:8008/"),
  },
  {
    name: "an authentication service that calls no port",
    at: MAS,
    mutate: (plan) => setYaml(objectAt(plan, MAS), "config.yaml", ["matrix", "endpoint"], "http://homeserver/"),
  },
  {
    name: "backups through a proxy that is not there",
    ...setAt(
      JUSTICE.backupStore,
      ["spec", "instanceSidecarConfiguration", "env", 1, "value"],
      "http://proxy.tchap-border.svc.cluster.local:3128",
    ),
  },
  {
    name: "a node of the media store that does not run",
    ...jsonAt(
      MEDIA_STORE.connect,
      "setup.json",
      ["nodes", 0, "host"],
      "media-store-zone-a-9-0.media-store-nodes.tchap-media-store.svc.cluster.local",
    ),
  },
  {
    name: "a drill that asks another database than it makes",
    ...jsonAt(JUSTICE.inRestore("ConfigMap", "restore-drill"), "drill.json", ["database", "host"], "pg-rw"),
  },
];
