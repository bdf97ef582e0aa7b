import type { Plan } from "../../../../plan/plan";
import { changed, perimeterPath, set } from "../../change";
import { environment, JUSTICE, POD, SHARD_STACKS } from "../../places";
import { appendAt, factAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";
import { archiving, store } from "../archived";

const CONFIGURATION = ["spec", "configuration"];
const PATH = [...CONFIGURATION, "destinationPath"];

export const good = smallPlan({ objects: [archiving(), store()] });
export const bad = smallPlan({ objects: [archiving(), changed(store(), PATH, "s3://backup-beta/")] });

const at = JUSTICE.backupStore;

const sameSite = (store: "backup" | "mediaCopy") => ({
  at: environment("backup"),
  mutate: (plan: Plan) => set(plan, ["facts", store, "site"], plan.facts.cluster.site),
});

export const mutations: readonly Mutation[] = [
  { name: "backups on the cluster's own site", ...sameSite("backup") },
  { name: "the copy of media on the cluster's own site", ...sameSite("mediaCopy") },
  {
    name: "three weeks kept in production",
    ...factAt("backup", ["backup", "retentionDays"], 21),
    also: SHARD_STACKS,
  },
  {
    name: "media and backups in the same buckets",
    at: environment("backup"),
    mutate: (plan) => {
      const { endpoint, bucketPrefix } = plan.facts.backup;
      set(plan, ["facts", "mediaCopy", "endpoint"], endpoint);
      set(plan, ["facts", "mediaCopy", "bucketPrefix"], bucketPrefix);
    },
  },
  { name: "kept for a week", ...setAt(at, ["spec", "retentionPolicy"], "7d") },
  { name: "kept until the disk is full", ...unsetAt(at, ["spec", "retentionPolicy"]) },
  { name: "another shard's bucket", ...setAt(at, PATH, "s3://tchap-prod-finances/") },
  { name: "one bucket with a folder for each", ...setAt(at, PATH, "s3://tchap-prod/justice/") },
  { name: "a store that nobody declared", ...setAt(at, [...CONFIGURATION, "endpointURL"], "https://s3.example.net") },
  {
    name: "the media store",
    ...setAt(at, [...CONFIGURATION, "endpointURL"], "http://media-store.tchap-media-store:3900"),
  },
  {
    name: "rights of the machine that it runs on",
    ...setAt(at, [...CONFIGURATION, "s3Credentials"], { inheritFromIAMRole: true }),
  },
  {
    name: "a store of another name than the one that is there",
    ...setAt(JUSTICE.postgres, ["spec", "plugins", 0, "parameters", "barmanObjectName"], "backups"),
  },
  {
    name: "the key of the backups in the homeserver",
    ...appendAt(JUSTICE.homeserver, [...POD, "volumes"], { name: "backup", secret: { secretName: "postgres-backup" } }),
    at,
  },
  {
    name: "two shards in one bucket",
    at: environment("backup"),
    also: [JUSTICE.stack],
    mutate: (plan) =>
      set(plan, perimeterPath(plan, "justice", "shards", 0, "stateful", "backupBucket"), "tchap-prod-finances"),
  },
];
