import { lacking } from "../../change";
import { withContainer } from "../../objects";
import { AGENT, BORDER, CONTAINER, JUSTICE, POD, SHARED } from "../../places";
import { appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";

const probe = { httpGet: { path: "/health", port: "client" } };

export const good = withContainer({ readinessProbe: probe, livenessProbe: probe });
export const bad = lacking(good, [...CONTAINER, "readinessProbe"]);

export const mutations: readonly Mutation[] = [
  {
    name: "the border is never asked whether it is ready",
    ...unsetAt(BORDER.deployment, [...CONTAINER, "readinessProbe"]),
  },
  {
    name: "the border is never asked whether it lives",
    ...unsetAt(BORDER.deployment, [...CONTAINER, "livenessProbe"]),
  },
  {
    name: "a worker whose probe asks nothing",
    ...setAt(JUSTICE.at("StatefulSet", "sync"), [...CONTAINER, "readinessProbe"], { periodSeconds: 5 }),
  },
  {
    name: "the collector of a node is never asked whether it is ready",
    ...unsetAt(SHARED.collectorDaemons, [...CONTAINER, "readinessProbe"]),
  },
  {
    name: "the relay of a node is never asked whether it lives",
    ...unsetAt(SHARED.at("DaemonSet", "turn", "turn"), [...CONTAINER, "livenessProbe"]),
  },
  {
    name: "a second container without probes",
    ...appendAt(AGENT.at("Deployment", "authentication"), [...POD, "containers"], { name: "exporter" }),
  },
];
