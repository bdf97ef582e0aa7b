import type { Plan } from "../../../../plan/plan";
import { at, list } from "../../../../plan/vocabulary";
import { append, changed, objectAt, type Path, remove, set } from "../../change";
import { configMap, deployment } from "../../objects";
import { ELYSEE, JUSTICE, POD } from "../../places";
import { addedBeside, jsonAt, type Mutation, setAt, settingAt } from "../../rule-case";
import { LOCKED_IMAGE, smallPlan } from "../../small-plan";
import { STORE_OBJECTS } from "./store-objects";

const HOMESERVER = `server_name: agent.alpha.example
media_store_path: /media
enable_local_media_storage: true
`;
const UPKEEP = {
  mediaPath: "/media",
  mostBytes: 1024 ** 3,
  store: { bucket: "media-alpha", endpoint: "http://media-store.tchap-media-store.svc.cluster.local:3900" },
};
const mounts = [{ name: "media", mountPath: "/media" }];
const owner = deployment({
  containers: [
    { image: LOCKED_IMAGE, volumeMounts: mounts },
    {
      image: LOCKED_IMAGE,
      command: ["python", "-m", "tchap_operations.upkeep", "--config", "/etc/upkeep/upkeep.json"],
      volumeMounts: [...mounts, { name: "upkeep", mountPath: "/etc/upkeep" }],
    },
  ],
  volumes: [
    { name: "media", persistentVolumeClaim: { claimName: "media" } },
    { name: "upkeep", configMap: { name: "homeserver" } },
  ],
});
const volume = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "media", namespace: "tchap-alpha" },
  spec: { resources: { requests: { storage: "2Gi" } } },
};
const files = (upkeep: object) => configMap({ "homeserver.yaml": HOMESERVER, "upkeep.json": JSON.stringify(upkeep) });
const alone = changed(owner, ["spec", "replicas"], 1);

export const good = smallPlan({ objects: [alone, volume, files(UPKEEP), ...STORE_OBJECTS] });
export const bad = smallPlan({ objects: [owner, volume, files(UPKEEP), ...STORE_OBJECTS] });

const MEDIA = JUSTICE.at("StatefulSet", "media-repository");
const upkeep = (path: Path, value: unknown) => ({
  ...jsonAt(JUSTICE.at("ConfigMap", "homeserver-upkeep"), "upkeep.json", path, value),
  at: MEDIA,
});
const CONTAINERS = [...POD, "containers"];

/** Moves upkeep, the second container of the pod that owns the volume, among those that end before it serves. */
function asInit(plan: Plan): void {
  const object = objectAt(plan, MEDIA);
  const [first, upkeep] = list(at(object, ...CONTAINERS));
  set(object, CONTAINERS, [first]);
  append(object, [...POD, "initContainers"], upkeep);
}

/** Mounts the volume of media so that upkeep may only read it. */
function readOnly(plan: Plan): void {
  const object = objectAt(plan, MEDIA);
  const mounts = list(at(object, ...CONTAINERS, 1, "volumeMounts"));
  const index = mounts.findIndex((mount) => at(mount, "name") === "media");
  set(object, [...CONTAINERS, 1, "volumeMounts", index, "readOnly"], true);
}

export const mutations: readonly Mutation[] = [
  { name: "no local media, which breaks uploads", ...settingAt(JUSTICE.config, ["enable_local_media_storage"], false) },
  { name: "local media left to chance", ...settingAt(JUSTICE.config, ["enable_local_media_storage"], undefined) },
  {
    name: "nothing keeps the volume from filling",
    at: MEDIA,
    mutate: (plan) => {
      const object = objectAt(plan, MEDIA);
      set(object, [...CONTAINERS, 1, "command"], ["python", "-m", "http.server"]);
    },
  },
  { name: "upkeep that starts before Synapse and ends", at: MEDIA, mutate: asInit },
  { name: "several pods on one volume", ...setAt(MEDIA, ["spec", "replicas"], 2) },
  {
    name: "a second pod with the volume",
    ...addedBeside(
      JUSTICE.homeserver,
      deployment(
        { containers: [], volumes: [{ name: "media", persistentVolumeClaim: { claimName: "media" } }] },
        "scan",
        JUSTICE.namespace,
      ),
    ),
    at: JUSTICE.config,
  },
  { name: "another folder", ...upkeep(["mediaPath"], "/var/media") },
  {
    name: "another folder of Synapse's",
    ...settingAt(ELYSEE.config, ["media_store_path"], "/data/media"),
    at: ELYSEE.homeserver,
  },
  { name: "another shard's bucket", ...upkeep(["store", "bucket"], "media-finances") },
  { name: "another store", ...upkeep(["store", "endpoint"], "http://router.tchap-justice.svc.cluster.local:8008") },
  { name: "no bound", ...upkeep(["mostBytes"], undefined) },
  { name: "a bound beyond the volume", ...upkeep(["mostBytes"], 1e15) },
  {
    name: "a volume that upkeep may not write",
    at: MEDIA,
    mutate: readOnly,
  },
  {
    name: "the volume is gone",
    at: MEDIA,
    mutate: (plan) => remove(plan, JUSTICE.media),
  },
];
