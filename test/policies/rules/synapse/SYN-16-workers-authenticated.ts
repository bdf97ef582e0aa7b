import { objectAt, setYaml } from "../../change";
import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

const RIGHT = {
  instance_map: { main: { host: "homeserver-0.homeserver.tchap-alpha.svc.cluster.local", port: 9093 } },
  worker_replication_secret_path: "/run/secrets/replication/replication",
  redis: { enabled: true, host: "redis.tchap-alpha.svc", password_path: "/run/secrets/redis-client/password" },
};

export const good = homeserverPlan(RIGHT);
export const bad = homeserverPlan({ ...RIGHT, worker_replication_secret_path: undefined });

const redis = (member: string, value: unknown) => settingAt(JUSTICE.config, ["redis", member], value);

export const mutations: readonly Mutation[] = [
  {
    name: "anybody may speak as a process, Synapse's default",
    ...settingAt(JUSTICE.config, ["worker_replication_secret_path"], undefined),
  },
  { name: "a secret in the ConfigMap", ...settingAt(JUSTICE.config, ["worker_replication_secret"], "hunter2") },
  { name: "Redis without a password", ...redis("password_path", undefined) },
  { name: "Redis' password in the ConfigMap", ...redis("password", "hunter2") },
  { name: "another shard's Redis", ...redis("host", "redis.tchap-finances.svc.cluster.local") },
  { name: "Redis at an address", ...redis("host", "10.64.0.1") },
  { name: "Redis switched off beside workers", ...redis("enabled", false) },
  {
    name: "a configuration for one process beside workers that run",
    at: JUSTICE.config,
    mutate: (plan) => {
      for (const field of ["redis", "instance_map", "listeners", "worker_replication_secret_path"])
        setYaml(objectAt(plan, JUSTICE.config), "homeserver.yaml", [field], undefined);
    },
  },
  { name: "no Redis beside workers", ...settingAt(JUSTICE.config, ["redis"], undefined) },
];
