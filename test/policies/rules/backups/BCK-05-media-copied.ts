import type { KubernetesObject } from "../../../../plan/plan";
import { objectAt, remove, set } from "../../change";
import { configMap } from "../../objects";
import { environment, MEDIA_STORE, POD } from "../../places";
import { editAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { ALONE, RCLONE_IMAGE, smallPlan } from "../../small-plan";

const RCLONE = `
[here]
endpoint = http://media-store.tchap-media-store.svc.cluster.local:3900
shared_credentials_file = /run/secrets/source/credentials
[there]
endpoint = https://copy.example
shared_credentials_file = /run/secrets/target/credentials
[source]
upstreams = alpha=here:media-alpha
[target]
upstreams = alpha=there:copy-alpha
`;
const secret = (name: string) => ({ name, secret: { secretName: name } });

function copy(schedule: string): KubernetesObject {
  const container = {
    image: RCLONE_IMAGE,
    args: ["sync", "source:", "target:", "--config", "/etc/copy/rclone.conf", "--max-delete", "100"],
    volumeMounts: [
      { name: "config", mountPath: "/etc/copy" },
      ...["source", "target"].map((name) => ({ name, mountPath: `/run/secrets/${name}` })),
    ],
  };
  const pod = {
    initContainers: [{ ...container, args: [...container.args, "--dry-run"] }],
    containers: [container],
    volumes: [{ name: "config", configMap: { name: "homeserver" } }, secret("source"), secret("target")],
  };
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "copy", namespace: "tchap-media-store" },
    spec: { schedule, concurrencyPolicy: "Forbid", jobTemplate: { spec: { template: { spec: pod } } } },
  };
}

const files = configMap({ "rclone.conf": RCLONE }, "tchap-media-store");

export const good = smallPlan({ facts: ALONE, objects: [copy("0 20 * * *"), files] });
export const bad = smallPlan({ facts: ALONE, objects: [copy("0 20 * * 0"), files] });

const at = MEDIA_STORE.copy;
const CONTAINER = ["spec", "jobTemplate", ...POD, "containers", 0];
const config = (from: string | RegExp, to: string) => ({
  ...editAt(MEDIA_STORE.copyConfig, ["data", "rclone.conf"], (text) => text.replace(from, to)),
  at,
});

export const mutations: readonly Mutation[] = [
  { name: "no copy", at: environment("media copy"), mutate: (plan) => remove(plan, at) },
  { name: "suspended", ...setAt(at, ["spec", "suspend"], true) },
  { name: "once a week", ...setAt(at, ["spec", "schedule"], "0 20 * * 0") },
  { name: "a run beside the last one", ...setAt(at, ["spec", "concurrencyPolicy"], "Allow") },
  { name: "a shard that is left out", ...config("justice=media-store:media-justice ", "") },
  {
    name: "another bucket under a shard's name",
    ...config("justice=media-store:media-justice", "justice=media-store:media-pm"),
  },
  { name: "two shards in one bucket there", ...config("tchap-prod-media-justice", "tchap-prod-media-pm") },
  { name: "a copy within the same store", ...config(/second-site:/g, "media-store:") },
  {
    name: "a second site that nobody declared",
    ...config("https://s3.media-copy.tchap.example", "https://s3.example.net"),
  },
  { name: "the same key on both sites", ...config("/run/secrets/target/", "/run/secrets/source/") },
  { name: "a key that is in no Secret", ...config("/run/secrets/target/", "/etc/media-copy/") },
  {
    name: "whatever is deleted here is deleted there",
    at,
    mutate: (plan) => {
      for (const containers of ["containers", "initContainers"])
        set(objectAt(plan, at), ["spec", "jobTemplate", ...POD, containers, 0, "args", 7], "1000000000");
    },
  },
  {
    name: "no bound at all",
    ...setAt(at, [...CONTAINER, "args"], ["sync", "source:", "target:", "--config", "/etc/media-copy/rclone.conf"]),
  },
  {
    name: "a run that deletes up to its limit before it fails",
    ...unsetAt(at, ["spec", "jobTemplate", ...POD, "initContainers"]),
  },
  {
    name: "a rehearsal of something else",
    ...setAt(at, ["spec", "jobTemplate", ...POD, "initContainers", 0, "args", 0], "check"),
  },
  {
    name: "a rehearsal that already deletes",
    ...editAt(at, ["spec", "jobTemplate", ...POD, "initContainers", 0, "args", 15], () => "--checksum"),
  },
  { name: "files moved instead of copied", ...setAt(at, [...CONTAINER, "args", 0], "move") },
  { name: "a configuration that the plan does not hold", ...setAt(at, [...CONTAINER, "args", 4], "/etc/rclone.conf") },
];
