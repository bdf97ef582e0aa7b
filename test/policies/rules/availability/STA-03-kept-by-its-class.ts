import { changed } from "../../change";
import { cluster } from "../../objects";
import { FINANCES, JUSTICE, MEDIA_STORE, SHARD_STACKS } from "../../places";
import { factAt, jsonAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const STORAGE = ["spec", "storage", "storageClass"];
const RESTORED = JUSTICE.inRestore("Cluster", "postgres");

const live = cluster({ storage: { storageClass: "encrypted" } });
const restored = cluster({ storage: { storageClass: "passing" } }, "tchap-alpha-restore");
const claim = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "media", namespace: "tchap-alpha", annotations: { "helm.sh/resource-policy": "keep" } },
  spec: { storageClassName: "plain" },
};

export const good = smallPlan({ objects: [live, restored, claim] });
export const bad = smallPlan({ objects: [changed(live, STORAGE, "passing"), restored, claim] });

const drilled = (path: readonly string[], value: string) => ({
  ...jsonAt(JUSTICE.inRestore("ConfigMap", "restore-drill"), "cluster.json", path, value),
  at: RESTORED,
});
const policy = (of: "database" | "media" | "restore", value: string) =>
  factAt("unused", ["storageClasses", of, "reclaimPolicy"], value).mutate;

export const mutations: readonly Mutation[] = [
  { name: "a live database on the class of restores", ...setAt(JUSTICE.postgres, STORAGE, "tchap-restore") },
  {
    name: "its log on the class of restores",
    ...setAt(FINANCES.postgres, ["spec", "walStorage", "storageClass"], "tchap-restore"),
  },
  { name: "media on a class that nobody declared", ...setAt(JUSTICE.media, ["spec", "storageClassName"], "fast") },
  { name: "media on the default class", ...unsetAt(JUSTICE.media, ["spec", "storageClassName"]) },
  {
    name: "files of all shards on the class of restores",
    ...setAt(
      MEDIA_STORE.at("PersistentVolumeClaim", "data-0-media-store-zone-a-0"),
      ["spec", "storageClassName"],
      "tchap-restore",
    ),
  },
  { name: "a drill that leaves its data", ...drilled(STORAGE, "tchap-database") },
  { name: "a drill that leaves its log", ...drilled(["spec", "walStorage", "storageClass"], "tchap-database") },
  {
    name: "databases' volumes deleted with their claims",
    at: JUSTICE.postgres,
    mutate: policy("database", "Delete"),
    // The identity server's bindings are on that class too.
    also: [...SHARD_STACKS, "prod-services"],
  },
  {
    name: "media's volumes deleted with their claims",
    at: JUSTICE.media,
    mutate: policy("media", "Delete"),
    also: [...SHARD_STACKS, "prod-services"],
  },
  {
    name: "copies kept of every drill",
    at: RESTORED,
    mutate: policy("restore", "Retain"),
    also: SHARD_STACKS,
  },
];
