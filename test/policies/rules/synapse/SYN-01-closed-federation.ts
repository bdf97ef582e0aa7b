import { stringify } from "yaml";
import { configMap } from "../../objects";
import { FINANCES, JUSTICE } from "../../places";
import { editAt, type Mutation, setAt, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const LIST = "federation_domain_whitelist";
const declared = smallPlan({}).facts.federation.whitelist;
const whitelist = (names: readonly string[]) =>
  smallPlan({ objects: [configMap({ "homeserver.yaml": stringify({ server_name: "a", [LIST]: names }) })] });

export const good = whitelist(declared);
export const bad = whitelist([...declared, "matrix.org"]);

const edited = (change: (text: string) => string) => editAt(JUSTICE.config, ["data", "homeserver.yaml"], change);

export const mutations: readonly Mutation[] = [
  { name: "one shard lists matrix.org", ...settingAt(JUSTICE.config, [LIST, 0], "matrix.org") },
  {
    name: "one shard lists matrix.org beside all others",
    ...edited((text) => text.replace(`${LIST}:\n`, `${LIST}:\n  - "matrix.org"\n`)),
  },
  { name: "one shard lacks one name", ...settingAt(JUSTICE.config, [LIST, 3], undefined) },
  {
    name: "one shard lacks a reserved name",
    ...edited((text) => text.replace(/^ {2}- "agent\.reserve-1\..*\n/m, "")),
  },
  { name: "no whitelist: open to the world", ...settingAt(FINANCES.config, [LIST], undefined) },
  { name: "null, which Synapse takes for open", ...settingAt(JUSTICE.config, [LIST], null) },
  { name: "an empty list: cut off from all", ...settingAt(JUSTICE.config, [LIST], []) },
  {
    name: "a name in capitals, which Synapse does not fold",
    ...edited((text) => text.replace('- "agent.pm.', '- "agent.PM.')),
  },
  { name: "what is no name", ...settingAt(JUSTICE.config, [LIST, 21], { "matrix.org": true }) },
  { name: "a file that is no YAML", ...edited((text) => `${text}\n: [`) },
  {
    name: "an open configuration under another file's name",
    ...setAt(JUSTICE.config, ["data", "open.yaml"], 'server_name: "agent.justice.tchap.gouv.fr"\n'),
  },
  {
    name: "an open configuration in a binary file",
    ...setAt(JUSTICE.config, ["binaryData"], {
      "open.yaml": Buffer.from('server_name: "agent.justice.tchap.gouv.fr"\n').toString("base64"),
    }),
  },
];
