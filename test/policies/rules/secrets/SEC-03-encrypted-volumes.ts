import { changed } from "../../change";
import { cluster, deployment } from "../../objects";
import { JUSTICE, MEDIA_STORE, POD } from "../../places";
import { appendAt, jsonAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const claim = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "media", namespace: "tchap-alpha" },
  spec: { storageClassName: "encrypted" },
};

const template = (storageClassName?: string) => ({
  spec: {
    ...(storageClassName === undefined ? {} : { storageClassName }),
    resources: { requests: { storage: "1Gi" } },
  },
});
const stateful = deployment({ volumes: [{ name: "a", ephemeral: { volumeClaimTemplate: template("encrypted") } }] });

export const good = smallPlan({
  objects: [
    claim,
    cluster({ storage: { storageClass: "encrypted" } }),
    {
      ...stateful,
      kind: "StatefulSet",
      spec: { ...Object(stateful.spec), volumeClaimTemplates: [template("encrypted")] },
    },
  ],
});
/** A class that the environment declares, but not as encrypted. */
export const bad = smallPlan({ objects: [changed(claim, ["spec", "storageClassName"], "plain")] });

export const mutations: readonly Mutation[] = [
  { name: "media on the default class", ...unsetAt(JUSTICE.media, ["spec", "storageClassName"]) },
  { name: "media on another class", ...setAt(JUSTICE.media, ["spec", "storageClassName"], "standard") },
  { name: "the database said nowhere", ...unsetAt(JUSTICE.postgres, ["spec", "storage"]) },
  { name: "the database on the default class", ...unsetAt(JUSTICE.postgres, ["spec", "storage", "storageClass"]) },
  {
    name: "the log on another class",
    ...setAt(JUSTICE.postgres, ["spec", "walStorage", "storageClass"], "local-path"),
  },
  {
    name: "the database by a template that wins over its class",
    ...setAt(JUSTICE.postgres, ["spec", "storage", "pvcTemplate"], { storageClassName: "standard" }),
  },
  {
    name: "the database of a drill on another class",
    ...jsonAt(
      JUSTICE.inRestore("ConfigMap", "restore-drill"),
      "cluster.json",
      ["spec", "storage", "storageClass"],
      "standard",
    ),
    at: JUSTICE.inRestore("Cluster", "postgres"),
  },
  {
    name: "files of all shards on another class",
    ...setAt(
      MEDIA_STORE.at("PersistentVolumeClaim", "data-0-media-store-zone-a-0"),
      ["spec", "storageClassName"],
      "standard",
    ),
  },
  {
    name: "a tablespace without class",
    ...setAt(JUSTICE.postgres, ["spec", "tablespaces"], [{ name: "more", storage: { size: "1Gi" } }]),
  },
  {
    name: "a passing volume without class",
    ...appendAt(JUSTICE.homeserver, [...POD, "volumes"], { name: "a", ephemeral: { volumeClaimTemplate: template() } }),
  },
  {
    name: "a StatefulSet's own volumes without class",
    ...setAt(JUSTICE.homeserver, ["spec", "volumeClaimTemplates"], [template()]),
  },
];
