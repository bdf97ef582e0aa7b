import { changed } from "../../change";
import { deployment } from "../../objects";
import { AGENT, BORDER, CONTAINER, JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const SYNC = JUSTICE.at("StatefulSet", "sync");
const SCALER = JUSTICE.at("HorizontalPodAutoscaler", "sync");
const REDIS = JUSTICE.at("Service", "redis");
const TARGET = ["spec", "ports", 0, "targetPort"];

const pod = deployment({ containers: [{ name: "a", ports: [{ name: "client", containerPort: 8008 }] }] });
const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "homeserver", namespace: "tchap-alpha" },
  spec: {
    selector: { "app.kubernetes.io/name": "homeserver" },
    ports: [{ name: "client", port: 80, targetPort: "client" }],
  },
};

export const good = smallPlan({ objects: [pod, service] });
export const bad = smallPlan({ objects: [pod, changed(service, TARGET, "http")] });

export const mutations: readonly Mutation[] = [
  { name: "a Service port of a name that no container has", ...setAt(BORDER.service, TARGET, "squid") },
  { name: "a Service port of a number that no container has", ...setAt(BORDER.service, TARGET, 3129) },
  {
    name: "a Service port that leads to its own number, which no container has",
    ...setAt(REDIS, ["spec", "ports", 0], { name: "redis", port: 6380 }),
  },
  {
    name: "a container's port renamed, its probes not",
    ...setAt(BORDER.deployment, [...CONTAINER, "ports", 0, "name"], "squid"),
  },
  {
    name: "a probe of a port that is not declared",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "readinessProbe", "httpGet", "port"], 8080),
  },
  {
    name: "a startup probe by another way",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "startupProbe"], { grpc: { port: 50051 } }),
  },
  {
    name: "a handler of a port that is not declared",
    ...setAt(AGENT.at("Deployment", "authentication"), [...CONTAINER, "lifecycle"], {
      preStop: { httpGet: { path: "/drain", port: "drain" } },
    }),
  },
  { name: "a worker governed by no Service", ...setAt(SYNC, ["spec", "serviceName"], "workers") },
  { name: "a worker governed by another's Service", ...setAt(SYNC, ["spec", "serviceName"], "events") },
  {
    name: "a worker whose Service hides its pods' names",
    ...unsetAt(JUSTICE.at("Service", "events"), ["spec", "clusterIP"]),
    at: JUSTICE.at("StatefulSet", "events"),
  },
  { name: "an autoscaler of nothing", ...setAt(SCALER, ["spec", "scaleTargetRef", "name"], "syncs") },
  { name: "an autoscaler of another kind", ...setAt(SCALER, ["spec", "scaleTargetRef", "kind"], "Deployment") },
];
