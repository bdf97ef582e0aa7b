import { AGENT, EXTERNE, JUSTICE } from "../../places";
import { editAt, type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

const INVITED = {
  enable_registration: true,
  registration_requires_token: true,
  registrations_require_3pid: ["email"],
  allowed_local_3pids: [{ medium: "email", pattern: String.raw`^[a-z0-9.]+@alpha\.example\Z` }],
};

export const good = homeserverPlan(INVITED, "password");
export const bad = homeserverPlan(INVITED, "oidc");

const edited = (change: (text: string) => string) => editAt(JUSTICE.config, ["data", "homeserver.yaml"], change);
const invited = (field: string, value: unknown) => settingAt(EXTERNE.config, [field], value);
const pattern = (value: string) => invited("allowed_local_3pids", [{ medium: "email", pattern: value }]);

export const mutations: readonly Mutation[] = [
  { name: "registration open", ...settingAt(JUSTICE.config, ["enable_registration"], true) },
  { name: "registration open beside MAS", ...settingAt(AGENT.config, ["enable_registration"], true) },
  {
    name: "registration open, in YAML 1.1's words",
    ...edited((text) => text.replace("enable_registration: false", "enable_registration: yes")),
  },
  {
    name: "registration open by a merged map",
    ...edited((text) => `${text.replace(/^enable_registration: .*\n/m, "")}<<: { enable_registration: true }\n`),
  },
  { name: "registration open by its old name", ...settingAt(JUSTICE.config, ["disable_registration"], false) },
  {
    name: 'the text "false", which is true for Python',
    ...settingAt(JUSTICE.config, ["enable_registration"], "false"),
  },
  {
    name: "registration without verification",
    ...settingAt(JUSTICE.config, ["enable_registration_without_verification"], true),
  },
  {
    name: "accounts for whoever knows a word",
    ...settingAt(JUSTICE.config, ["registration_shared_secret"], "hunter2"),
  },
  {
    name: "accounts for whoever reads a file",
    ...settingAt(JUSTICE.config, ["registration_shared_secret_path"], "/run/secrets/shared-keys/form"),
  },
  { name: "externals without invitation", ...invited("registration_requires_token", undefined) },
  { name: "externals whose address nobody confirms", ...invited("registrations_require_3pid", []) },
  { name: "a telephone instead of an address", ...invited("registrations_require_3pid", ["email", "msisdn"]) },
  { name: "a token that spares the address", ...invited("enable_registration_token_3pid_bypass", true) },
  { name: "any address, by an empty list", ...invited("allowed_local_3pids", []) },
  { name: "any address, by Synapse's default", ...invited("allowed_local_3pids", undefined) },
  {
    name: "any telephone beside a good pattern",
    ...settingAt(EXTERNE.config, ["allowed_local_3pids", 1], { medium: "msisdn", pattern: ".*" }),
  },
  { name: "the pattern of Sydent's documentation", ...pattern(String.raw`.*@(.*\.|)finances\.gouv\.fr`) },
  { name: "Python's $, before which a line break may stand", ...pattern("^[a-z.]+@[a-z.-]+[a-z]$") },
  { name: "a second @", ...pattern(String.raw`^[^\s"(]+@([a-z0-9-]+\.)+[a-z]{2,}\Z`) },
  { name: "a quoted local part", ...pattern(String.raw`^[a-z0-9."]+@([a-z0-9-]+\.)+[a-z]{2,}\Z`) },
  { name: "a full-width @ in the local part", ...pattern(String.raw`^[^@\s"(<,;]+@([a-z0-9-]+\.)+[a-z]{2,}\Z`) },
  { name: "a trailing dot", ...pattern(String.raw`^[a-z0-9.]+@[a-z0-9.-]+\Z`) },
  { name: "letters of other scripts", ...pattern(String.raw`^[a-z0-9.]+@(\w+\.)+\w+\Z`) },
  { name: "a branch free of the anchors", ...pattern(String.raw`^[a-z0-9.-]+@([a-z]+\.)+fr|a@b\.fr\Z`) },
  { name: "a pattern that the rule cannot read", ...pattern(String.raw`(?i)^[a-z.]+@([a-z0-9-]+\.)+[a-z]{2,}\Z`) },
  { name: "a pattern that lets nobody in", ...pattern(String.raw`^\Z`) },
];
