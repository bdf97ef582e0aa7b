import { mayConnect } from "../../../plan/network/reach";
import { once } from "../../../plan/once";
import type { Plan } from "../../../plan/plan";
import { autoscalers, scales } from "../../../plan/pod-count";
import {
  at,
  type Homeserver,
  homeservers,
  list,
  ofKindIn,
  podOf,
  selects,
  texts,
  type Workload,
} from "../../../plan/vocabulary";
import { plannedOf, planRule, type Remark, remark } from "../../rule";
import { duties } from "./instances";
import { judgedAt, MAIN_APPLICATION, ownFile, processesOf, type SynapseProcess } from "./processes";
import { absent, wrongSettings } from "./settings";

/** The main process' name where work is given, and in the instance map. */
const MAIN = { duty: "master", map: "main" };

/** Older ways to give work, which name nobody: what they say could not be held against what runs. */
const UNNAMED = absent("send_federation", "start_pushers", "notify_appservices", "update_user_directory");

function isMain({ application }: SynapseProcess): boolean {
  return application === MAIN_APPLICATION;
}

/** What follows the names of a workload's pods in the cluster's DNS; undefined where no headless Service is theirs. */
const domainOf = once((plan: Plan) =>
  once(({ planned: { object }, labels }: Workload) => {
    const { namespace } = object.metadata;
    const name = at(object, "spec", "serviceName");
    const given = ofKindIn(plan, "Service", namespace).some(
      ({ object: service }) =>
        service.metadata.name === name &&
        at(service, "spec", "clusterIP") === "None" &&
        selects({ matchLabels: at(service, "spec", "selector") }, labels) === true,
    );
    return { domain: given ? `${String(name)}.${namespace}.svc.cluster.local` : undefined };
  }),
);

/** The stable name of a pod in the cluster's DNS; undefined where no headless Service gives it one. */
function hostOf(plan: Plan, { workload }: SynapseProcess, pod: string): string | undefined {
  const { domain } = domainOf(plan)(workload);
  return domain === undefined ? undefined : `${pod}.${domain}`;
}

/** Whether a pod answers other processes on a port, by its own listeners. */
function listensFor(plan: Plan, server: Homeserver, process: SynapseProcess, pod: string, port: unknown): boolean {
  const own = process.files.slice(1).map((path) => at(ownFile(plan, process, path, pod).config, "worker_listeners"));
  const listeners = isMain(process) ? at(server.config, "listeners") : own.flatMap(list);
  return list(listeners).some(
    (listener) =>
      at(listener, "port") === port &&
      at(listener, "type") === "http" &&
      list(at(listener, "resources")).some((resource) => texts(at(resource, "names")).includes("replication")),
  );
}

/** The first process that could not reach another's port; asked once for all pods of a kind. */
function keptApart(
  plan: Plan,
  all: readonly SynapseProcess[],
): (to: SynapseProcess, port: number) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (to, port) => {
    const key = `${to.workload.planned.object.metadata.name}:${port}`;
    const first = known.has(key)
      ? known.get(key)
      : all.find((from) => from !== to && !mayConnect(plan, podOf(from.workload), podOf(to.workload), port))?.workload
          .planned.object.metadata.name;
    known.set(key, first);
    return first;
  };
}

/** What is wrong with one entry of the instance map. */
function placeFaults(
  plan: Plan,
  server: Homeserver,
  all: readonly SynapseProcess[],
  apart: ReturnType<typeof keptApart>,
  [name, place]: readonly [string, unknown],
): string[] {
  const process = all.find((each) => (name === MAIN.map ? isMain(each) : !isMain(each) && each.pods?.includes(name)));
  const pod = name === MAIN.map ? process?.pods?.[0] : name;
  if (process === undefined || pod === undefined) return ["is no process of the plan"];
  const [host, port] = [at(place, "host"), at(place, "port")];
  const members = typeof place === "object" && place !== null ? Object.keys(place) : [];
  const deaf = apart(process, Number(port));
  return [
    ...(host === hostOf(plan, process, pod) ? [] : [`is at ${String(host)}, not at its pod`]),
    ...members.filter((each) => !["host", "port"].includes(each)).map((each) => `has ${each}`),
    ...(listensFor(plan, server, process, pod, port) ? [] : [`does not listen for processes on ${String(port)}`]),
    ...(deaf === undefined ? [] : [`is not open to ${deaf} on ${String(port)}`]),
  ];
}

/** What is wrong with the names that the shared configuration gives work to. */
function nameFaults(plan: Plan, server: Homeserver, all: readonly SynapseProcess[]): Remark[] {
  const { planned, config } = server;
  const map = at(config, "instance_map");
  const places = Object.entries(typeof map === "object" && map !== null ? map : {});
  const listed = new Set([MAIN.duty, ...places.map(([name]) => name)]);
  const made = new Set([MAIN.duty, ...all.filter((each) => !isMain(each)).flatMap(({ pods }) => pods ?? [])]);
  const ofDuties = duties(config).flatMap(({ field, names, called, faults }) => [
    ...faults.map((fault) => remark(planned, field, `${fault}.`)),
    ...names
      .filter((name) => !made.has(name))
      .map((name) => remark(planned, field, `names ${name}, which is no process of the plan.`)),
    ...names
      .filter((name) => called && !listed.has(name))
      .map((name) => remark(planned, field, `names ${name}, which instance_map does not place.`)),
  ]);
  const apart = keptApart(plan, all);
  const ofPlaces = places.flatMap((place) =>
    placeFaults(plan, server, all, apart, place).map((fault) =>
      remark(planned, `instance_map.${place[0]}`, `${fault}.`),
    ),
  );
  const alone = all.length < 2 || places.some(([name]) => name === MAIN.map);
  return [...ofDuties, ...ofPlaces, ...(alone ? [] : [remark(planned, "instance_map", "does not place main.")])];
}

/** What is wrong with how many processes of a kind there are, and with what they read. */
function countFaults(plan: Plan, server: Homeserver, process: SynapseProcess, named: ReadonlySet<string>): string[] {
  const { workload, container, files, pods } = process;
  const reads = judgedAt(plan, workload, container, files[0]) === server ? [] : ["reads another configuration"];
  if (pods === undefined) return [...reads, "runs in pods without lasting names"];
  const scaled = autoscalers(plan).some((each) => scales(each, workload.planned));
  if (isMain(process))
    return [...reads, ...(pods.length === 1 && !scaled ? [] : ["is the main process, of which there is one"])];
  const unnamed = pods.filter((pod) => !named.has(pod));
  if (unnamed.length === pods.length) return reads;
  return [
    ...reads,
    ...unnamed.map((pod) => `makes ${pod}, which the configuration gives no part of its kind's work`),
    ...(scaled ? ["is scaled, though others know its processes by name"] : []),
  ];
}

function wrong(plan: Plan, server: Homeserver): Remark[] {
  const all = processesOf(plan, server);
  const mains = all.filter(isMain);
  const named = new Set(duties(server.config).flatMap(({ names }) => names));
  // What the main process does not serve, one that runs the media repository's own application must.
  const media = all.some(({ application }) => application === "synapse.app.media_repository");
  return [
    ...(mains.length === 1 ? [] : [remark(server.planned, "", `has ${mains.length} main processes, not one.`)]),
    ...wrongSettings(server, UNNAMED),
    ...(media || at(server.config, "enable_media_repo") !== false
      ? []
      : [remark(server.planned, "enable_media_repo", "is false, and no process serves media.")]),
    ...nameFaults(plan, server, all),
    ...all.flatMap((process) =>
      countFaults(plan, server, process, named).map((fault) =>
        remark(process.workload.planned, "spec.replicas", `${fault}.`),
      ),
    ),
  ];
}

export default planRule({
  id: "SYN-22",
  title: {
    fr: "Les processus nommés sont ceux qui tournent",
    en: "The processes that a configuration names are those that run",
  },
  why: "Deux processus qui partagent autrement les mêmes salons écrivent l'un par-dessus l'autre ; un nom sans processus perd ce qui lui est confié. Règle propre à l'architecture de Synapse.",
  remedy: "Les noms et les nombres viennent de fleet/capacity/topology.ts : ne les écrivez nulle part ailleurs.",
  severity: "critical",
  controls: ["own"],
  waivable: false,
  looksAt:
    "every process of every homeserver: names, places and listeners in its configuration, against StatefulSets, autoscalers, Services and network policies",
  check: (plan) => ({
    looked: homeservers(plan).flatMap((server) =>
      plannedOf([server, ...processesOf(plan, server).map(({ workload }) => workload)]),
    ),
    findings: homeservers(plan).flatMap((server) => wrong(plan, server)),
  }),
});
