import type { Plan } from "../../../../plan/plan";
import { at, list } from "../../../../plan/vocabulary";
import { objectAt, type Path, remove, setJson } from "../../change";
import { DRILLS, environment, FINANCES, JUSTICE, MEDIA_STORE, SHARD_STACKS } from "../../places";
import { appendAt, factAt, jsonAt, type Mutation, setAt } from "../../rule-case";
import { archiver, restoredFrom } from "../archived";
import { drillPlan } from "./drill-plan";

export const good = drillPlan();
export const bad = drillPlan({ ...restoredFrom("postgres"), plugins: [archiver("second")] });

const DRILL = JUSTICE.inRestore("CronJob", "restore-drill");
const CONFIG = JUSTICE.inRestore("ConfigMap", "restore-drill");
const DATABASE = JUSTICE.inRestore("Cluster", "postgres");
const POLICY = JUSTICE.inRestore("NetworkPolicy", "restore-drill");
const STORE = JUSTICE.inRestore("ObjectStore", "postgres-backup");

const told = (path: Path, value: unknown) => ({ ...jsonAt(CONFIG, "drill.json", path, value), at: DRILL });
const made = (path: Path, value: unknown) => ({ ...jsonAt(CONFIG, "cluster.json", path, value), at: DATABASE });
const scheduled = (path: Path, value: unknown) => ({
  ...jsonAt(DRILLS.config, "schedule.json", path, value),
  at: DRILLS.deployment,
});
const open = (direction: "ingress" | "egress", rule: object) =>
  appendAt(POLICY, ["spec", direction], { ports: [{ port: 5432, protocol: "TCP" }], ...rule });
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });

/** Where the archive is named that the drill restores. */
const SOURCE = ["spec", "externalClusters", 0, "plugin", "parameters"];

/** Lets the key that only reads a shard's media write them too. */
function withoutReadingKey(plan: Plan): void {
  const { data } = objectAt(plan, MEDIA_STORE.setup);
  const settings: unknown = JSON.parse(String(at(data, "setup.json")));
  const index = list(at(settings, "buckets")).findIndex((each) => at(each, "bucket") === "media-justice");
  setJson(objectAt(plan, MEDIA_STORE.setup), "setup.json", ["buckets", index, "keys", 1, "write"], true);
}

/** Takes one shard off the list of those to be drilled. */
function unlist(plan: Plan): void {
  const config = objectAt(plan, DRILLS.config);
  const listed = list(at(JSON.parse(String(at(config, "data", "schedule.json"))), "shards"));
  setJson(config, "schedule.json", ["shards"], listed.slice(1));
}

export const mutations: readonly Mutation[] = [
  { name: "no drill", at: JUSTICE.restoreSpace, mutate: (plan) => remove(plan, DRILL) },
  { name: "a drill that runs by itself", ...setAt(DRILL, ["spec", "suspend"], false) },
  { name: "nowhere to be restored", at: JUSTICE.shard, mutate: (plan) => remove(plan, JUSTICE.restoreSpace) },
  { name: "the drill of another shard", ...told(["shard"], "finances") },
  { name: "a restore that may take a day", ...told(["rtoSeconds"], 86_400) },
  { name: "an hour that may be lost", ...told(["rpoSeconds"], 3600) },
  { name: "no limit to what may be lost", ...told(["rpoSeconds"], undefined) },
  {
    name: "an objective that the drill does not know of",
    ...factAt("restore", ["restore", "rtoMinutes"], 60),
    at: DRILL,
    also: SHARD_STACKS,
  },
  { name: "another shard's media", ...told(["media", "bucket"], "media-finances") },
  { name: "no file of media compared", ...told(["media", "sample"], 0) },
  { name: "media that nobody compares", ...told(["media", "sample"], undefined) },
  { name: "any server that answers as the database", ...told(["database", "sslMode"], "require") },
  { name: "an end before the objective", ...told(["deadlineSeconds"], 3600) },
  { name: "no end of its own", ...told(["deadlineSeconds"], undefined) },
  {
    name: "ended by Kubernetes before the objective",
    ...setAt(DRILL, ["spec", "jobTemplate", "spec", "activeDeadlineSeconds"], 3600),
  },
  { name: "a database of another file", ...told(["clusterFile"], "/etc/restore-drill/other.json") },
  { name: "a copy that archives over the live database's archive", ...made(["spec", "plugins"], [archiver()]) },
  { name: "a copy that archives under another name", ...made(["spec", "plugins"], [archiver("drill")]) },
  { name: "an empty database", ...made(["spec", "bootstrap"], { initdb: { database: "homeserver" } }) },
  { name: "an older archive than the one that is written now", ...made([...SOURCE, "serverName"], "postgres-2024") },
  { name: "a store that is not there", ...made([...SOURCE, "barmanObjectName"], "backups") },
  {
    name: "backups of another shard",
    ...setAt(STORE, ["spec", "configuration", "destinationPath"], "s3://tchap-prod-finances/"),
    at: DATABASE,
  },
  { name: "a drill that removes old backups", ...setAt(STORE, ["spec", "retentionPolicy"], "1d"), at: DATABASE },
  { name: "no key that only reads media", at: DRILL, mutate: withoutReadingKey },
  { name: "a way to a live shard", ...open("egress", { to: [inNamespace(JUSTICE.namespace)] }) },
  { name: "a way to every namespace", ...open("egress", { to: [{ namespaceSelector: {} }] }) },
  { name: "a way anywhere", ...open("egress", {}) },
  { name: "a way to every address", ...open("egress", { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }) },
  { name: "a way to other servers, through the border", ...open("egress", { to: [inNamespace("tchap-border")] }) },
  { name: "open to a live shard", ...open("ingress", { from: [inNamespace(FINANCES.namespace)] }) },
  { name: "open to the edge", ...open("ingress", { from: [inNamespace("edge")] }) },
  { name: "a drill a month", ...scheduled(["everySeconds"], 2_592_000) },
  { name: "a drill never", ...scheduled(["everySeconds"], 0) },
  { name: "a shard whose turn never comes", at: DRILLS.deployment, mutate: unlist },
  { name: "a shard in another's namespace", ...scheduled(["shards", 0, "namespace"], "tchap-finances-restore") },
  {
    name: "a namespace in which it may start nothing",
    at: DRILLS.deployment,
    mutate: (plan) => remove(plan, JUSTICE.inRestore("RoleBinding", "restore-drills")),
  },
  {
    name: "nothing starts drills",
    at: environment("restore drills"),
    mutate: (plan) => remove(plan, DRILLS.deployment),
  },
];
