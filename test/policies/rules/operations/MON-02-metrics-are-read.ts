import { append, objectAt, remove } from "../../change";
import { deployment } from "../../objects";
import { BORDER, CONTAINER, JUSTICE, SHARED } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const monitor = (name: string) => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PodMonitor",
  metadata: { name, namespace: "tchap-monitoring" },
  spec: {
    namespaceSelector: { any: true },
    selector: { matchLabels: { "app.kubernetes.io/name": "homeserver" } },
    podMetricsEndpoints: [{ port: "metrics", path: "/metrics" }],
  },
});
const pods = deployment({ containers: [{ ports: [{ name: "metrics", containerPort: 9001 }] }] });

export const good = smallPlan({ objects: [monitor("homeserver"), pods] });
export const bad = smallPlan({ objects: [monitor("homeserver"), monitor("twice"), pods] });

const at = (name: string) => SHARED.at("PodMonitor", "monitoring", name);
const turn = SHARED.at("DaemonSet", "turn", "turn");

export const mutations: readonly Mutation[] = [
  { name: "relays that nobody reads", at: turn, mutate: (plan) => remove(plan, at("turn")) },
  {
    name: "a system read in a namespace where it is not",
    ...setAt(at("turn"), ["spec", "namespaceSelector"], { matchNames: ["tchap-border"] }),
    at: turn,
  },
  {
    name: "a system by another name",
    ...setAt(at("turn"), ["spec", "selector", "matchLabels", "app.kubernetes.io/name"], "coturn"),
    at: turn,
  },
  { name: "a port that no pod has", ...setAt(at("turn"), ["spec", "podMetricsEndpoints", 0, "port"], "http") },
  {
    name: "a system read twice",
    at: turn,
    mutate: (plan) => {
      const { metadata, ...rest } = objectAt(plan, at("turn"));
      append(plan, ["objects"], {
        ...plan.objects[0],
        stack: "prod-services",
        perimeter: undefined,
        object: { ...rest, metadata: { ...metadata, name: "again" } },
      });
    },
  },
  {
    name: "figures of squid, which nobody reads",
    ...setAt(BORDER.deployment, [...CONTAINER, "ports"], [{ name: "metrics", containerPort: 9301 }]),
  },
  {
    name: "figures beside a homeserver's, which nobody reads",
    ...appendAt(JUSTICE.homeserver, [...CONTAINER, "ports"], { name: "python-metrics", containerPort: 9999 }),
  },
  {
    name: "a reader of what is no more",
    ...addedBeside(at("turn"), {
      ...monitor("old"),
      spec: { ...monitor("old").spec, selector: { matchLabels: { app: "old" } } },
    }),
  },
];
