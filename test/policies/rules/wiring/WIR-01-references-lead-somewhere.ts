import { changed, objectAt, remove, set } from "../../change";
import { configMap, deployment } from "../../objects";
import { AGENT, BORDER, CONTAINER, FINANCES, JUSTICE, POD } from "../../places";
import { appendAt, type Mutation, setAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const pod = deployment({
  serviceAccountName: "homeserver",
  priorityClassName: "serving",
  containers: [{ name: "a", volumeMounts: [{ name: "config", mountPath: "/etc/a" }] }],
  volumes: [{ name: "config", configMap: { name: "homeserver", items: [{ key: "a.yaml", path: "a.yaml" }] } }],
});
const others = [
  configMap({ "a.yaml": "" }),
  { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "homeserver", namespace: "tchap-alpha" } },
  { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: "serving" } },
];

export const good = smallPlan({ objects: [pod, ...others] });
export const bad = smallPlan({
  objects: [changed(pod, [...POD, "volumes", 0, "configMap", "items", 0, "key"], "b.yaml"), ...others],
});

const MEDIA = JUSTICE.at("StatefulSet", "media-repository");
const CONFIG = [...POD, "volumes", 0, "configMap"];

export const mutations: readonly Mutation[] = [
  { name: "the configuration is gone", at: JUSTICE.homeserver, mutate: (plan) => remove(plan, JUSTICE.config) },
  { name: "a configuration of another name", ...setAt(JUSTICE.homeserver, [...CONFIG, "name"], "synapse") },
  {
    name: "a worker's configuration under its old name",
    at: JUSTICE.at("StatefulSet", "events"),
    mutate: (plan) =>
      set(objectAt(plan, JUSTICE.at("ConfigMap", "homeserver-events")), ["metadata", "name"], "homeserver-event"),
  },
  {
    name: "a key that the configuration has not",
    ...setAt(JUSTICE.homeserver, [...CONFIG, "items"], [{ key: "homeserver.yml", path: "homeserver.yaml" }]),
  },
  {
    name: "a projected configuration that is nowhere",
    ...setAt(BORDER.deployment, [...POD, "volumes", 0], {
      name: "config",
      projected: { sources: [{ configMap: { name: "squid" } }] },
    }),
  },
  {
    name: "media in another namespace",
    at: MEDIA,
    mutate: (plan) => set(objectAt(plan, JUSTICE.media), ["metadata", "namespace"], FINANCES.namespace),
  },
  {
    name: "an account that nobody makes",
    at: AGENT.at("CronJob", "account-expiry"),
    mutate: (plan) => remove(plan, AGENT.at("ServiceAccount", "account-expiry")),
  },
  { name: "a priority that is not defined", ...setAt(JUSTICE.homeserver, [...POD, "priorityClassName"], "tchap-high") },
  {
    name: "a database of a priority that is not defined",
    ...setAt(JUSTICE.postgres, ["spec", "priorityClassName"], "tchap-database"),
  },
  {
    name: "a variable from a ConfigMap that is nowhere",
    ...setAt(
      BORDER.deployment,
      [...CONTAINER, "env"],
      [{ name: "ZONE", valueFrom: { configMapKeyRef: { name: "zones", key: "zone" } } }],
    ),
  },
  {
    name: "variables from a ConfigMap that is nowhere",
    ...setAt(BORDER.deployment, [...CONTAINER, "envFrom"], [{ configMapRef: { name: "zones" } }]),
  },
  {
    name: "an archive in a store that nobody described",
    at: JUSTICE.postgres,
    mutate: (plan) => remove(plan, JUSTICE.backupStore),
  },
  {
    name: "a drill from a store that nobody described",
    at: JUSTICE.inRestore("Cluster", "postgres"),
    mutate: (plan) => remove(plan, JUSTICE.inRestore("ObjectStore", "postgres-backup")),
  },
  {
    name: "a backup of a database that is not there",
    ...setAt(JUSTICE.backupSchedule, ["spec", "cluster", "name"], "pg"),
  },
  {
    name: "a role that is not there",
    ...setAt(JUSTICE.inRestore("RoleBinding", "restore-drill"), ["roleRef", "name"], "drill"),
  },
  {
    name: "rights for an account of another namespace",
    ...setAt(JUSTICE.inRestore("RoleBinding", "restore-drills"), ["subjects", 0, "namespace"], "tchap-border"),
  },
  {
    name: "a volume mounted that the pod has not",
    ...appendAt(BORDER.deployment, [...CONTAINER, "volumeMounts"], { name: "cache", mountPath: "/var/cache/squid" }),
  },
  {
    name: "a volume that no container mounts",
    ...appendAt(BORDER.deployment, [...POD, "volumes"], { name: "cache", emptyDir: { sizeLimit: "1Gi" } }),
  },
];
