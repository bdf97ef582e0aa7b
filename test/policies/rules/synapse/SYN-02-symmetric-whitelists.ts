import { stringify } from "yaml";
import { configMap } from "../../objects";
import { FINANCES, JUSTICE } from "../../places";
import { editAt, type Mutation, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const LIST = "federation_domain_whitelist";
const BOTH = ["agent.alpha.example", "agent.beta.example"];
const shard = (name: string, admits: readonly string[]) =>
  configMap(
    { "homeserver.yaml": stringify({ server_name: `agent.${name}.example`, [LIST]: admits }) },
    `tchap-${name}`,
  );

export const good = smallPlan({ objects: [shard("alpha", BOTH), shard("beta", BOTH)] });
export const bad = smallPlan({ objects: [shard("alpha", ["agent.alpha.example"]), shard("beta", BOTH)] });

const without = (name: string) => (text: string) =>
  text.replace(new RegExp(`^ {2}- "agent\\.${name}\\.tchap\\.gouv\\.fr"\\n`, "m"), "");

export const mutations: readonly Mutation[] = [
  {
    name: "justice does not admit finances, which admits it",
    ...editAt(JUSTICE.config, ["data", "homeserver.yaml"], without("finances")),
  },
  {
    name: "finances does not admit justice",
    ...editAt(FINANCES.config, ["data", "homeserver.yaml"], without("justice")),
  },
  { name: "one shard admits nobody", ...settingAt(JUSTICE.config, [LIST], []) },
];
