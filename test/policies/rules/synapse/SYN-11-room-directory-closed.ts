import { JUSTICE } from "../../places";
import { editAt, type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

const FEDERATION = "allow_public_rooms_over_federation";

export const good = homeserverPlan({ [FEDERATION]: true, federation_domain_whitelist: ["agent.alpha.example"] });
export const bad = homeserverPlan({ [FEDERATION]: true });

export const mutations: readonly Mutation[] = [
  {
    name: "the room list for anybody, in YAML 1.1's words",
    ...editAt(JUSTICE.config, ["data", "homeserver.yaml"], (text) =>
      text.replace("allow_public_rooms_without_auth: false", "allow_public_rooms_without_auth: on"),
    ),
  },
  {
    name: "the room list for all servers of the world",
    ...settingAt(JUSTICE.config, ["federation_domain_whitelist"], undefined),
  },
  { name: "a text, which is true for Python", ...settingAt(JUSTICE.config, [FEDERATION], "whitelisted") },
];
