import { JUSTICE } from "../../places";
import { editAt, type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

export const good = homeserverPlan({ url_preview_enabled: false });
export const bad = homeserverPlan({ url_preview_enabled: true });

export const mutations: readonly Mutation[] = [
  { name: "links are fetched", ...settingAt(JUSTICE.config, ["url_preview_enabled"], true) },
  {
    name: "links are fetched, in YAML 1.1's words",
    ...editAt(JUSTICE.config, ["data", "homeserver.yaml"], (text) =>
      text.replace("url_preview_enabled: false", "url_preview_enabled: on"),
    ),
  },
  {
    name: 'the text "false", which is true for Python',
    ...settingAt(JUSTICE.config, ["url_preview_enabled"], "false"),
  },
];
