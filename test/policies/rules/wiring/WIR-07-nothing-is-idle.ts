import { objectAt, remove, set } from "../../change";
import { configMap, deployment } from "../../objects";
import { JUSTICE, POD, SHARED } from "../../places";
import { addedBeside, type Mutation, setAt, settingAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";
import { elementOf } from "./elements";

const pod = deployment({ volumes: [{ name: "config", configMap: { name: "homeserver" } }], containers: [] });

export const good = smallPlan({ objects: [pod, configMap({})] });
export const bad = smallPlan({
  objects: [pod, { ...configMap({}), metadata: { name: "old", namespace: "tchap-alpha" } }],
});

const REDIS = JUSTICE.at("Service", "redis");
const PUSH = SHARED.at("Service", "push-gateway", "push-gateway");
const PUSH_POLICY = SHARED.at("NetworkPolicy", "push-gateway", "push-gateway");
const { namespace } = JUSTICE;
const MEDIA = JUSTICE.at("StatefulSet", "media-repository");

const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "router-old", namespace },
  spec: {
    selector: { "app.kubernetes.io/name": "router" },
    ports: [{ name: "public", port: 8008, targetPort: "public" }],
  },
};
const claim = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "media-old", namespace }, spec: {} };
const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "operator", namespace } };

export const mutations: readonly Mutation[] = [
  {
    name: "a ConfigMap left over",
    ...addedBeside(JUSTICE.config, { ...configMap({}), metadata: { name: "synapse", namespace } }),
  },
  { name: "a second Service of the same pods", ...addedBeside(JUSTICE.service, service) },
  { name: "a volume that nobody mounts", ...addedBeside(JUSTICE.media, claim) },
  { name: "an account that no pod has", ...addedBeside(JUSTICE.homeserver, account) },
  {
    name: "media on a volume that goes with the pod",
    at: JUSTICE.media,
    mutate: (plan) => {
      const media = objectAt(plan, MEDIA);
      set(media, elementOf(media, [...POD, "volumes"], "name", "media"), { name: "media", emptyDir: {} });
    },
  },
  {
    name: "a store of archives that no database names",
    ...setAt(JUSTICE.postgres, ["spec", "plugins"], []),
    at: JUSTICE.backupStore,
  },
  {
    name: "a role that nobody is bound to",
    at: JUSTICE.inRestore("Role", "restore-drill"),
    mutate: (plan) => remove(plan, JUSTICE.inRestore("RoleBinding", "restore-drill")),
  },
  { name: "Redis that no process asks", ...settingAt(JUSTICE.config, ["redis"], undefined), at: REDIS },
  {
    name: "Redis by its address instead of its name",
    ...settingAt(JUSTICE.config, ["redis", "host"], "10.80.0.17"),
    at: REDIS,
  },
  {
    name: "a dashboard that Grafana does not find",
    ...unsetAt(SHARED.at("ConfigMap", "monitoring", "dashboard-shard"), ["metadata", "labels", "grafana_dashboard"]),
  },
  {
    name: "the edge is not let in to the push gateway",
    ...setAt(PUSH_POLICY, ["spec", "ingress", 0, "from"], [{ podSelector: {} }]),
    at: PUSH,
  },
  {
    name: "the edge is let in to another port than the Service's",
    ...setAt(PUSH_POLICY, ["spec", "ingress", 0, "ports"], [{ port: 8009, protocol: "TCP" }]),
    at: PUSH,
  },
  {
    name: "a file for Synapse under a name that no pod takes",
    ...setAt(JUSTICE.at("StatefulSet", "typing"), [...POD, "volumes", 1, "configMap", "name"], "homeserver-events"),
    at: JUSTICE.at("ConfigMap", "homeserver-typing"),
  },
];
