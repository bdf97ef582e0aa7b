import { append, changed, objectAt, set } from "../../change";
import { deployment, RESOURCES } from "../../objects";
import { CONTAINER, JUSTICE, POD } from "../../places";
import { addedBeside, type Mutation, setAt, settingAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const SYNC = JUSTICE.at("StatefulSet", "sync");
const EVENTS = JUSTICE.at("StatefulSet", "events");
const SCALER = JUSTICE.at("HorizontalPodAutoscaler", "sync");

const scaler = (kind: string, name: string, namespace: string) => ({
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name, namespace },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind, name },
    minReplicas: 2,
    maxReplicas: 4,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
  },
});

const made = deployment({ containers: [{ resources: RESOURCES }] }, "sync");
const labels = { "app.kubernetes.io/name": "homeserver", "app.kubernetes.io/component": "sync" };
const sync = { ...made, spec: { template: { metadata: { labels }, spec: Object(made.spec).template.spec } } };
const scaled = scaler("Deployment", "sync", "tchap-alpha");

export const good = smallPlan({ objects: [sync, scaled] });
export const bad = smallPlan({ objects: [sync, changed(scaled, ["spec", "maxReplicas"], 2)] });

export const mutations: readonly Mutation[] = [
  { name: "writers of events", ...addedBeside(EVENTS, scaler("StatefulSet", "events", JUSTICE.namespace)), at: EVENTS },
  {
    name: "the main process",
    ...addedBeside(JUSTICE.homeserver, scaler("StatefulSet", "homeserver", JUSTICE.namespace)),
    at: JUSTICE.homeserver,
  },
  {
    name: "another system",
    ...addedBeside(JUSTICE.homeserver, scaler("Deployment", "router", JUSTICE.namespace)),
    at: JUSTICE.at("Deployment", "router"),
  },
  {
    name: "a worker that the configuration names",
    ...settingAt(JUSTICE.config, ["stream_writers", "receipts"], ["sync-0"]),
    at: SYNC,
  },
  {
    name: "a worker that others call by its name",
    ...settingAt(JUSTICE.config, ["instance_map", "main", "host"], `sync-1.sync.${JUSTICE.namespace}.svc`),
    at: SYNC,
  },
  {
    name: "a writer under the name of a role that may come and go",
    at: EVENTS,
    mutate: (plan) => {
      const role = "app.kubernetes.io/component";
      set(objectAt(plan, EVENTS), ["spec", "template", "metadata", "labels", role], "event-creator");
      addedBeside(EVENTS, scaler("StatefulSet", "events", JUSTICE.namespace)).mutate(plan);
    },
  },
  { name: "a number of replicas written beside", ...setAt(SYNC, ["spec", "replicas"], 12) },
  { name: "no CPU request to measure against", ...unsetAt(SYNC, [...CONTAINER, "resources", "requests", "cpu"]) },
  {
    name: "a second container without a CPU request",
    at: SYNC,
    mutate: (plan) => append(objectAt(plan, SYNC), [...POD, "containers"], { name: "exporter" }),
  },
  { name: "requests cut off", ...setAt(SYNC, [...POD, "terminationGracePeriodSeconds"], 5) },
  { name: "down to nothing", ...setAt(SCALER, ["spec", "minReplicas"], 0) },
  { name: "nothing to scale to", ...setAt(SCALER, ["spec", "maxReplicas"], 12) },
  { name: "no end", ...unsetAt(SCALER, ["spec", "maxReplicas"]) },
  {
    name: "by memory, which Python never gives back",
    ...setAt(SCALER, ["spec", "metrics", 0, "resource", "name"], "memory"),
  },
];
