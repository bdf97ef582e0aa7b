import { objectAt, set, unset } from "../../change";
import { deployment } from "../../objects";
import { BORDER, CONTAINER, JUSTICE, MEDIA_STORE, POD } from "../../places";
import { appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const NAME = "app.kubernetes.io/name";
const COMPONENT = "app.kubernetes.io/component";

const named = (name: string, role: string) => {
  const made = deployment({ containers: [{ name, ports: [{ name: "client", containerPort: 8008 }] }] }, name);
  const labels = { [NAME]: "homeserver", [COMPONENT]: role };
  const spec = {
    template: { metadata: { labels }, spec: Object(made.spec).template.spec },
    selector: { matchLabels: labels },
  };
  return { ...made, spec };
};
const pods = [named("homeserver", "main"), named("sync", "sync")];
const service = (selector: Record<string, string>) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "homeserver", namespace: "tchap-alpha" },
  spec: { selector, ports: [{ name: "client", port: 8008 }] },
});

export const good = smallPlan({ objects: [...pods, service({ [NAME]: "homeserver", [COMPONENT]: "main" })] });
export const bad = smallPlan({ objects: [...pods, service({ [NAME]: "homeserver" })] });

const SYNC = JUSTICE.at("StatefulSet", "sync");
const EVENTS = JUSTICE.at("Service", "events");
const port = { name: "debug", port: 9000, targetPort: "client" };

export const mutations: readonly Mutation[] = [
  { name: "a Service of every process", ...unsetAt(JUSTICE.service, ["spec", "selector", COMPONENT]) },
  { name: "a Service of another role that there is not", ...setAt(EVENTS, ["spec", "selector", COMPONENT], "event") },
  { name: "a Service without selector", ...unsetAt(EVENTS, ["spec", "selector"]) },
  {
    name: "a budget of every process",
    ...unsetAt(JUSTICE.at("PodDisruptionBudget", "sync"), ["spec", "selector", "matchLabels", COMPONENT]),
  },
  {
    name: "a budget of nobody",
    ...setAt(BORDER.budget, ["spec", "selector", "matchLabels"], { [NAME]: "squid" }),
  },
  {
    name: "a StatefulSet that counts every process as its own",
    ...unsetAt(SYNC, ["spec", "selector", "matchLabels", COMPONENT]),
  },
  {
    name: "a StatefulSet that takes another's pods",
    ...setAt(SYNC, ["spec", "selector", "matchLabels", COMPONENT], "events"),
  },
  {
    name: "pods that their own workload does not know",
    ...setAt(SYNC, ["spec", "template", "metadata", "labels"], {}),
  },
  {
    name: "two workloads with the same labels",
    at: SYNC,
    mutate: (plan) => {
      const labels = ["spec", "template", "metadata", "labels", COMPONENT];
      set(objectAt(plan, JUSTICE.at("StatefulSet", "initial-sync")), labels, "sync");
    },
  },
  {
    name: "a Service of some of the media store's nodes",
    at: MEDIA_STORE.service,
    mutate: (plan) => {
      for (const zone of ["zone-a", "zone-b"])
        set(
          objectAt(plan, MEDIA_STORE.at("StatefulSet", `media-store-${zone}-0`)),
          ["spec", "template", "metadata", "labels", "part"],
          "old",
        );
      set(objectAt(plan, MEDIA_STORE.service), ["spec", "selector", "part"], "old");
    },
  },
  {
    name: "a budget of the media store and of what sets it up",
    ...setAt(MEDIA_STORE.budget, ["spec", "selector"], {}),
  },
  {
    name: "a policy about nobody",
    ...setAt(BORDER.policy, ["spec", "podSelector", "matchLabels"], { [NAME]: "squid" }),
  },
  { name: "a Service port without a name", ...unsetAt(EVENTS, ["spec", "ports", 0, "name"]) },
  { name: "a Service port twice", ...appendAt(EVENTS, ["spec", "ports"], { ...port, port: 8008 }) },
  { name: "a Service port's name twice", ...appendAt(EVENTS, ["spec", "ports"], { ...port, name: "client" }) },
  {
    name: "two containers of one pod on one port",
    ...appendAt(SYNC, [...POD, "containers"], { name: "exporter", ports: [{ name: "exporter", containerPort: 9001 }] }),
  },
  {
    name: "two ports of one name",
    at: BORDER.deployment,
    mutate: (plan) => {
      const border = objectAt(plan, BORDER.deployment);
      set(
        border,
        [...CONTAINER, "ports"],
        [
          { name: "proxy", containerPort: 3128 },
          { name: "proxy", containerPort: 3129 },
        ],
      );
    },
  },
  {
    name: "a container port without a name",
    at: BORDER.deployment,
    mutate: (plan) => unset(objectAt(plan, BORDER.deployment), [...CONTAINER, "ports", 0, "name"]),
  },
];
