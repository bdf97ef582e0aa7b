import { stringify } from "yaml";
import { at } from "../../../../plan/vocabulary";
import { objectAt, perimeterPath, remove, set } from "../../change";
import { configMap } from "../../objects";
import { FINANCES, JUSTICE } from "../../places";
import { type Mutation, setAt, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const config = (name: string, serverName = `agent.${name}.example`) =>
  configMap(
    {
      "homeserver.yaml": stringify({
        server_name: serverName,
        public_baseurl: `https://matrix.agent.${name}.example/`,
        database: { args: { host: "postgres-rw" } },
      }),
    },
    `tchap-${name}`,
  );

export const good = smallPlan({ objects: ["alpha", "beta", "ext"].map((name) => config(name)) });
export const bad = smallPlan({ objects: [config("alpha"), config("beta", "agent.alpha.example"), config("ext")] });

export const mutations: readonly Mutation[] = [
  { name: "another shard's name", ...settingAt(JUSTICE.config, ["server_name"], "agent.finances.tchap.gouv.fr") },
  { name: "a name that nobody declared", ...settingAt(JUSTICE.config, ["server_name"], "justice.tchap.gouv.fr") },
  {
    name: "another shard's address",
    ...settingAt(JUSTICE.config, ["public_baseurl"], "https://matrix.agent.finances.tchap.gouv.fr/"),
  },
  {
    name: "another shard's database",
    ...settingAt(JUSTICE.config, ["database", "args", "host"], "postgres-rw.tchap-finances.svc"),
  },
  { name: "no homeserver for a shard", at: JUSTICE.shard, mutate: (plan) => remove(plan, JUSTICE.config) },
  {
    name: "the same configuration twice in a namespace",
    at: JUSTICE.config,
    mutate: (plan) => {
      const config = objectAt(plan, JUSTICE.config);
      set(config, ["data", "second.yaml"], at(config, "data", "homeserver.yaml"));
    },
  },
  {
    name: "two shards declared under one name",
    at: JUSTICE.shard,
    also: [FINANCES.stack],
    mutate: (plan) =>
      set(plan, perimeterPath(plan, "justice", "shards", 0, "serverName"), "agent.finances.tchap.gouv.fr"),
  },
  {
    name: "two shards declared at one address",
    at: JUSTICE.shard,
    also: [FINANCES.stack],
    mutate: (plan) =>
      set(plan, perimeterPath(plan, "justice", "shards", 0, "host"), "matrix.agent.finances.tchap.gouv.fr"),
  },
  {
    name: "a homeserver in a namespace that no shard has",
    ...setAt(JUSTICE.config, ["metadata", "namespace"], "tchap-new"),
    at: { stack: JUSTICE.stack, object: "ConfigMap/tchap-new/homeserver" },
  },
  {
    name: "two shards declared in one namespace",
    at: JUSTICE.shard,
    also: [FINANCES.stack],
    mutate: (plan) => set(plan, perimeterPath(plan, "justice", "shards", 0, "namespace"), FINANCES.namespace),
  },
];
