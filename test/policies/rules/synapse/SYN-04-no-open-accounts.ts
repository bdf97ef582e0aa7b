import { stringify } from "yaml";
import { configMap } from "../../objects";
import { JUSTICE } from "../../places";
import { editAt, type Mutation, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const config = (settings: object) => smallPlan({ objects: [configMap({ "homeserver.yaml": stringify(settings) })] });

export const good = config({ enable_registration: false, turn_allow_guests: false });
export const bad = config({ enable_registration: true, turn_allow_guests: false });

const edited = (change: (text: string) => string) => editAt(JUSTICE.config, ["data", "homeserver.yaml"], change);

export const mutations: readonly Mutation[] = [
  { name: "registration open", ...settingAt(JUSTICE.config, ["enable_registration"], true) },
  {
    name: "registration open, in YAML 1.1's words",
    ...edited((text) => text.replace("enable_registration: false", "enable_registration: yes")),
  },
  {
    name: "registration open by a merged map",
    ...edited((text) => `${text.replace(/^enable_registration: .*\n/m, "")}<<: { enable_registration: true }\n`),
  },
  {
    name: 'the text "false", which is true for Python',
    ...settingAt(JUSTICE.config, ["enable_registration"], "false"),
  },
  { name: "guests", ...settingAt(JUSTICE.config, ["allow_guest_access"], true) },
  { name: "TURN for guests", ...settingAt(JUSTICE.config, ["turn_allow_guests"], true) },
  { name: "TURN for guests, by Synapse's default", ...settingAt(JUSTICE.config, ["turn_allow_guests"], undefined) },
  {
    name: "registration without verification",
    ...settingAt(JUSTICE.config, ["enable_registration_without_verification"], true),
  },
  {
    name: "accounts for whoever knows a word",
    ...settingAt(JUSTICE.config, ["registration_shared_secret"], "hunter2"),
  },
];
