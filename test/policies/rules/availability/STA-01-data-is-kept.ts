import { changed } from "../../change";
import { cluster } from "../../objects";
import { FINANCES, JUSTICE, MEDIA_STORE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const NODE_VOLUME = MEDIA_STORE.at("PersistentVolumeClaim", "data-0-media-store-zone-a-0");
const POLICY = ["metadata", "annotations", "helm.sh/resource-policy"];

const kept = cluster({ instances: 3 });
export const good = { ...kept, metadata: { ...kept.metadata, annotations: { "helm.sh/resource-policy": "keep" } } };
export const bad = changed(good, POLICY, "delete");

export const mutations: readonly Mutation[] = [
  { name: "the database goes with its release", ...unsetAt(JUSTICE.postgres, POLICY) },
  { name: "no annotation at all", ...unsetAt(FINANCES.postgres, ["metadata", "annotations"]) },
  { name: "the media go with their release", ...setAt(JUSTICE.media, POLICY, "delete") },
  {
    name: "the database is a hook, made anew at every upgrade",
    ...setAt(JUSTICE.postgres, ["metadata", "annotations", "helm.sh/hook"], "pre-upgrade"),
  },
  { name: "files of all shards go with their release", ...unsetAt(NODE_VOLUME, POLICY) },
  {
    name: "volumes of a StatefulSet's own, left to Kubernetes' default",
    ...setAt(JUSTICE.homeserver, ["spec", "volumeClaimTemplates"], [{ metadata: { name: "more" } }]),
  },
  {
    name: "a StatefulSet takes its volumes with it",
    ...setAt(JUSTICE.homeserver, ["spec", "persistentVolumeClaimRetentionPolicy"], {
      whenDeleted: "Delete",
      whenScaled: "Retain",
    }),
  },
];
