import { changed, remove } from "../../change";
import { deployment, namespace, RESOURCES } from "../../objects";
import { AGENT, BORDER, INIT, JUSTICE, POD } from "../../places";
import { appendAt, editAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const HARD = ["spec", "hard"];

const quota = {
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "quota", namespace: "tchap-alpha" },
  // Three pods, and a fourth while they are replaced.
  spec: { hard: { "requests.cpu": "4", "requests.memory": "4Gi", pods: "4" } },
};
const objects = [namespace(), deployment({ containers: [{ resources: RESOURCES }] })];

export const good = smallPlan({ objects: [quota, ...objects] });
export const bad = smallPlan({ objects: [changed(quota, [...HARD, "requests.cpu"], "3"), ...objects] });

const halved = (text: string) => text.replace(/\d+/, (number) => String(Math.floor(Number(number) / 2)));

export const mutations: readonly Mutation[] = [
  { name: "CPU halved", ...editAt(JUSTICE.quota, [...HARD, "requests.cpu"], halved) },
  { name: "memory halved", ...editAt(JUSTICE.quota, [...HARD, "requests.memory"], halved) },
  { name: "limits halved", ...editAt(JUSTICE.quota, [...HARD, "limits.memory"], halved) },
  // Twice what the claims ask for, so that a volume can be enlarged: a quarter is half of what is needed.
  {
    name: "storage quartered",
    ...editAt(JUSTICE.quota, [...HARD, "requests.storage"], (text) => halved(halved(text))),
  },
  { name: "fewer pods than run", ...setAt(JUSTICE.quota, [...HARD, "pods"], "3") },
  { name: "no volume for a standby", ...setAt(JUSTICE.quota, [...HARD, "persistentvolumeclaims"], "5") },
  { name: "CPU not bounded", ...unsetAt(JUSTICE.quota, [...HARD, "requests.cpu"]) },
  { name: "memory not bounded", ...unsetAt(JUSTICE.quota, [...HARD, "requests.memory"]) },
  { name: "the quota is gone", at: JUSTICE.space, mutate: (plan) => remove(plan, JUSTICE.quota) },
  {
    name: "no room to roll the border out",
    ...setAt(BORDER.quota, [...HARD, "pods"], "3"),
  },
  {
    name: "one more replica than the quota holds",
    ...setAt(BORDER.deployment, ["spec", "replicas"], 4),
    at: BORDER.quota,
  },
  {
    name: "an init container larger than all others",
    ...setAt(JUSTICE.homeserver, [...INIT, "resources", "requests", "cpu"], "500"),
    at: JUSTICE.quota,
  },
  {
    name: "an autoscaler that goes further than the quota",
    ...setAt(JUSTICE.at("HorizontalPodAutoscaler", "sync"), ["spec", "maxReplicas"], 200),
    at: JUSTICE.quota,
  },
  {
    name: "an autoscaler without an end",
    ...unsetAt(JUSTICE.at("HorizontalPodAutoscaler", "sync"), ["spec", "maxReplicas"]),
    at: JUSTICE.quota,
  },
  {
    name: "a job whose runs may overlap",
    ...setAt(AGENT.at("CronJob", "account-expiry"), ["spec", "concurrencyPolicy"], "Allow"),
    at: AGENT.quota,
  },
  {
    name: "a job of many pods at a time",
    ...setAt(AGENT.at("CronJob", "account-expiry"), ["spec", "jobTemplate", "spec", "parallelism"], 50),
    at: AGENT.quota,
  },
  {
    name: "a second container",
    ...appendAt(BORDER.deployment, [...POD, "containers"], { name: "exporter", resources: RESOURCES }),
    at: BORDER.quota,
  },
  {
    name: "PostgreSQL that says no size",
    ...unsetAt(JUSTICE.postgres, ["spec", "resources"]),
    at: JUSTICE.quota,
  },
];
