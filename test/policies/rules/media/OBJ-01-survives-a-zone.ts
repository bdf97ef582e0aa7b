import { remove } from "../../change";
import { environment, MEDIA_STORE, POD } from "../../places";
import { editAt, jsonAt, type Mutation, setAt } from "../../rule-case";
import { garageWith, SETTINGS, storePlan } from "./store-plan";

export const good = storePlan();
export const bad = storePlan(SETTINGS, garageWith("data_fsync = true", "data_fsync = false"));

const garage = (from: string, to: string) =>
  editAt(MEDIA_STORE.zone, ["data", "garage.toml"], (text) => text.replace(from, to));
const setup = (path: readonly (string | number)[], value: unknown) =>
  jsonAt(MEDIA_STORE.setup, "setup.json", path, value);
const ZONE = [
  ...POD,
  "affinity",
  "nodeAffinity",
  "requiredDuringSchedulingIgnoredDuringExecution",
  "nodeSelectorTerms",
  0,
  "matchExpressions",
  0,
];

export const mutations: readonly Mutation[] = [
  { name: "two copies", ...garage("replication_factor = 3", "replication_factor = 2") },
  { name: "reads that may be old", ...garage('"consistent"', '"degraded"') },
  { name: "tables that a power cut takes", ...garage("metadata_fsync = true", "metadata_fsync = false") },
  { name: "files that a power cut takes, Garage's default", ...garage("data_fsync = true", "") },
  { name: "an older setting that wins", ...garage("replication_factor", 'replication_mode = "1"\nreplication_factor') },
  { name: "no snapshots", ...garage("metadata_auto_snapshot_interval", "# metadata_auto_snapshot_interval") },
  { name: "what is no TOML", ...garage("replication_factor = 3", "replication_factor: 3") },
  { name: "two copies in one zone", ...setup(["zoneRedundancy"], 2) },
  { name: "nodes that nobody put into the layout", ...setup(["nodes"], []) },
  {
    name: "a node in the layout twice",
    ...setup(["nodes", 1, "host"], "media-store-zone-a-0-0.media-store-nodes.tchap-media-store.svc.cluster.local"),
  },
  { name: "a node in another zone than it runs in", ...setup(["nodes", 0, "zone"], "zone-b") },
  { name: "more bytes than its volumes have", ...setup(["nodes", 0, "capacityBytes"], 5e12) },
  { name: "no capacity", ...setup(["nodes", 0, "capacityBytes"], null) },
  { name: "a node that does not run", ...setup(["nodes", 0, "host"], "media-store-zone-d-0-0.media-store-nodes") },
  {
    name: "a node that may run in any zone",
    ...setAt(MEDIA_STORE.node, [...ZONE, "operator"], "Exists"),
    at: MEDIA_STORE.setup,
  },
  { name: "a node that is gone", at: MEDIA_STORE.setup, mutate: (plan) => remove(plan, MEDIA_STORE.node) },
  {
    name: "a smaller volume",
    ...setAt(
      MEDIA_STORE.at("PersistentVolumeClaim", "data-0-media-store-zone-a-0"),
      ["spec", "resources", "requests", "storage"],
      "10Gi",
    ),
    at: MEDIA_STORE.setup,
  },
  {
    name: "a configuration of a node's own",
    ...setAt(MEDIA_STORE.node, [...POD, "containers", 0, "command"], ["/garage", "-c", "/tmp/garage.toml", "server"]),
  },
  {
    name: "nodes that never find one again",
    ...jsonAt(MEDIA_STORE.connect, "setup.json", ["nodes", 0, "host"], "media-store-zone-d-0-0.media-store-nodes"),
  },
  {
    name: "nothing makes the nodes one store",
    at: environment("media store"),
    mutate: (plan) => remove(plan, MEDIA_STORE.setupJob),
  },
];
