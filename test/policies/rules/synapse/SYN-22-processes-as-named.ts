import type { Plan } from "../../../../plan/plan";
import { at, list } from "../../../../plan/vocabulary";
import { edit, objectAt, remove, set, setYaml } from "../../change";
import { INTERIEUR } from "../../places";
import { addedBeside, type Mutation, setAt, settingAt } from "../../rule-case";
import {
  headless,
  homeserverPlan,
  MAIN_SET,
  OWN_FILE,
  ownFiles,
  replicationListener,
  replicationPolicy,
  scaler,
  synapseSet,
  workerFile,
} from "./homeserver-plan";

const place = (set: string, pod: string) => ({ host: `${pod}.${set}.tchap-alpha.svc.cluster.local`, port: 9093 });
const SETTINGS = {
  server_name: "agent.alpha.example",
  listeners: [replicationListener()],
  instance_map: { main: place("homeserver", "homeserver-0"), "typing-0": place("typing", "typing-0") },
  stream_writers: { typing: "typing-0" },
};
const plan = (more: object) =>
  homeserverPlan({ ...SETTINGS, ...more }, "oidc", [
    synapseSet(MAIN_SET),
    headless("homeserver"),
    synapseSet({ name: "typing", own: [OWN_FILE] }),
    headless("typing"),
    ownFiles("typing", { "typing-0": workerFile("typing-0", { worker_listeners: [replicationListener()] }) }),
    synapseSet({ name: "sync", own: [OWN_FILE] }),
    scaler("sync", 2),
    replicationPolicy(),
  ]);

/** One writer that others call by name, others without work of their own that are scaled. */
export const good = plan({});
export const bad = plan({ stream_writers: { typing: ["typing-0", "typing-1"] } });

const named = (path: readonly (string | number)[], value: unknown) => settingAt(INTERIEUR.config, path, value);
const placed = (member: string, value: unknown) => named(["instance_map", "typing-0", member], value);
const atConfig = (mutate: (plan: Plan) => void) => ({ at: INTERIEUR.config, mutate });

export const mutations: readonly Mutation[] = [
  { name: "a writer that does not run", ...named(["stream_writers", "receipts", 0], "receipts-99") },
  { name: "two writers of typing", ...named(["stream_writers", "typing"], ["typing-0", "to-device-0"]) },
  { name: "no writer of typing", ...named(["stream_writers", "typing"], []) },
  { name: "main by the name that only the instance map knows", ...named(["stream_writers", "typing"], "main") },
  { name: "a writer twice", ...named(["stream_writers", "events", 1], "events-0") },
  { name: "a writer that others cannot find", ...named(["instance_map", "typing-0"], undefined) },
  { name: "a place for a process that does not run", ...named(["instance_map", "old-0"], { host: "old", port: 9093 }) },
  { name: "main has no place", ...named(["instance_map", "main"], undefined) },
  { name: "a process of another shard", ...placed("host", "typing-0.typing.tchap-finances.svc.cluster.local") },
  { name: "a Service instead of one pod", ...placed("host", "typing.tchap-interieur.svc.cluster.local") },
  { name: "the wrong port", ...placed("port", 8008) },
  { name: "a place by a socket too", ...placed("path", "/run/typing.sock") },
  { name: "no sender of federation", ...named(["federation_sender_instances"], []) },
  { name: "senders that are no list", ...named(["federation_sender_instances"], { "federation-sender-0": true }) },
  { name: "background tasks on nobody", ...named(["run_background_tasks_on"], "background-1") },
  {
    name: "two who keep the user directory",
    ...named(["update_user_directory_from_worker"], ["typing-0", "events-0"]),
  },
  { name: "work given by an old setting", ...named(["send_federation"], false) },
  {
    name: "a writer left out of the list",
    at: INTERIEUR.at("StatefulSet", "events"),
    mutate: (plan) =>
      setYaml(objectAt(plan, INTERIEUR.config), "homeserver.yaml", ["stream_writers", "events", 5], undefined),
  },
  {
    name: "one sender of federation more than is named",
    at: INTERIEUR.at("StatefulSet", "federation-sender"),
    mutate: (plan) => set(objectAt(plan, INTERIEUR.at("StatefulSet", "federation-sender")), ["spec", "replicas"], 9),
  },
  {
    name: "one sender of federation fewer than is named",
    ...atConfig((plan) =>
      set(objectAt(plan, INTERIEUR.at("StatefulSet", "federation-sender")), ["spec", "replicas"], 1),
    ),
  },
  {
    name: "senders of pushes that are scaled",
    ...addedBeside(INTERIEUR.at("StatefulSet", "pusher"), scaler("pusher", 2, INTERIEUR.namespace)),
    at: INTERIEUR.at("StatefulSet", "pusher"),
  },
  { name: "two main processes", ...setAt(INTERIEUR.homeserver, ["spec", "replicas"], 2) },
  {
    name: "a second main process of another name",
    at: INTERIEUR.config,
    mutate: (plan) => {
      const worker = objectAt(plan, INTERIEUR.at("StatefulSet", "sync"));
      edit(worker, ["spec", "template", "spec", "containers", 0, "command", 2], () => "synapse.app.homeserver");
    },
  },
  { name: "no main process", ...atConfig((plan) => remove(plan, INTERIEUR.homeserver)) },
  {
    name: "nobody who serves media",
    ...atConfig((plan) => remove(plan, INTERIEUR.at("StatefulSet", "media-repository"))),
  },
  {
    name: "a Service that gives no pod a name",
    ...atConfig((plan) => set(objectAt(plan, INTERIEUR.at("Service", "typing")), ["spec", "clusterIP"], "10.80.0.9")),
  },
  {
    name: "a Service of other pods",
    ...atConfig((plan) =>
      set(objectAt(plan, INTERIEUR.at("Service", "typing")), ["spec", "selector"], {
        "app.kubernetes.io/name": "router",
      }),
    ),
  },
  {
    name: "a writer that does not listen",
    ...atConfig((plan) =>
      setYaml(
        objectAt(plan, INTERIEUR.at("ConfigMap", "homeserver-events")),
        "events-3.yaml",
        ["worker_listeners", 1],
        undefined,
      ),
    ),
  },
  {
    name: "a main process that does not listen",
    ...named(["listeners", 1], undefined),
  },
  {
    name: "a policy that keeps processes apart",
    ...atConfig((plan) => {
      const policy = objectAt(plan, INTERIEUR.homeserverPolicy);
      const open = list(at(policy, "spec", "ingress")).filter((rule) => at(rule, "ports", 0, "port") !== 9093);
      set(policy, ["spec", "ingress"], open);
    }),
  },
  {
    name: "a worker that reads another configuration",
    at: INTERIEUR.at("StatefulSet", "sync"),
    mutate: (plan) => {
      const worker = objectAt(plan, INTERIEUR.at("StatefulSet", "sync"));
      set(worker, ["spec", "template", "spec", "containers", 0, "args", 1], "/etc/synapse/log.yaml");
    },
  },
];
