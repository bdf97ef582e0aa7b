import type { KubernetesObject } from "../../../../plan/plan";
import { addBeside, changed } from "../../change";
import { cluster, configMap, deployment } from "../../objects";
import { JUSTICE } from "../../places";
import { type Mutation, setAt, settingAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const MAX_CONNECTIONS = ["spec", "postgresql", "parameters", "max_connections"];
const CP_MAX = ["database", "args", "cp_max"];

function autoscaler(maxReplicas: unknown, namespace = JUSTICE.namespace): KubernetesObject {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "homeserver", namespace },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "StatefulSet", name: "homeserver" },
      minReplicas: 1,
      maxReplicas,
    },
  };
}

// Three processes of ten connections, three pods of as many and one more while they are replaced, three reserved: 73.
const processes = { ...deployment({}), kind: "StatefulSet" };
const authentication = deployment({}, "authentication");
const config = configMap({ "homeserver.yaml": "server_name: a\ndatabase: { args: { cp_max: 10 } }\n" });
const database = cluster({ postgresql: { parameters: { max_connections: "73" } } });

export const good = smallPlan({ objects: [processes, authentication, config, database] });
export const bad = smallPlan({
  objects: [processes, authentication, config, changed(database, MAX_CONNECTIONS, "72")],
});

const at = JUSTICE.postgres;

export const mutations: readonly Mutation[] = [
  { name: "fewer connections than one process opens", ...setAt(at, MAX_CONNECTIONS, "12") },
  { name: "PostgreSQL's own number of connections, unsaid", ...unsetAt(at, MAX_CONNECTIONS) },
  { name: "a pool ten times as large", ...settingAt(JUSTICE.config, CP_MAX, 1000), at },
  { name: "a pool of unsaid size", ...settingAt(JUSTICE.config, CP_MAX, undefined), at },
  { name: "more processes than were counted", ...setAt(JUSTICE.homeserver, ["spec", "replicas"], 500), at },
  {
    name: "autoscaling to more than was counted",
    at,
    mutate: (plan) => addBeside(plan, JUSTICE.homeserver, autoscaler(500)),
  },
  {
    name: "autoscaling without a limit",
    at,
    mutate: (plan) => addBeside(plan, JUSTICE.homeserver, autoscaler(undefined)),
  },
  {
    name: "an authentication service with a pool of its own mind",
    at,
    mutate: (plan) => {
      addBeside(plan, JUSTICE.homeserver, deployment({}, "authentication", JUSTICE.namespace));
      const file = { "config.yaml": "database: { max_connections: 500 }\n" };
      const own = configMap(file, JUSTICE.namespace);
      addBeside(plan, JUSTICE.homeserver, { ...own, metadata: { ...own.metadata, name: "authentication" } });
    },
  },
  {
    name: "five hundred programs beside the homeserver",
    at,
    mutate: (plan) => {
      const container = { command: ["python", "-m", "tchap_operations.upkeep"] };
      const own = deployment({ containers: [container] }, "upkeep", JUSTICE.namespace);
      addBeside(plan, JUSTICE.homeserver, changed(own, ["spec", "replicas"], 500));
    },
  },
  {
    name: "a worker with a larger pool than the others",
    at,
    mutate: (plan) => {
      const own = configMap({ "sync-0.yaml": "database: { args: { cp_max: 1000 } }\n" }, JUSTICE.namespace);
      addBeside(plan, JUSTICE.config, { ...own, metadata: { ...own.metadata, name: "homeserver-sync" } });
    },
  },
];
