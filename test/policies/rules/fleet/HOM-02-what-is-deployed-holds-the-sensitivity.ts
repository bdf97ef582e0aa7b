import type { Plan } from "../../../../plan/plan";
import { append, perimeterPath, set } from "../../change";
import { EXTERNE, environment, JUSTICE } from "../../places";
import type { Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const RESTRICTED = { networkClass: 1, encryption: "an agrément", source: "test" } as const;

const { facts } = smallPlan({});
const DR = {
  homologation: { ...facts.homologation, sensitivity: "DR", restricted: RESTRICTED },
  identityProvider: { ...facts.identityProvider, level: "eidas2" },
  destinations: facts.destinations.filter(({ transfer }) => transfer === undefined),
  perimeters: facts.perimeters.filter(({ features }) => features.signIn !== "password"),
} as const;

export const good = smallPlan({ facts: DR });
export const bad = smallPlan({ facts: { ...DR, identityProvider: { ...facts.identityProvider, level: "eidas1" } } });

/** The declared sensitivity raised, with all that goes with it but what a mutation says. */
function raised(plan: Plan): void {
  set(plan, ["facts", "homologation", "sensitivity"], "DR");
  set(plan, ["facts", "homologation", "restricted"], RESTRICTED);
  set(plan, ["facts", "identityProvider", "level"], "eidas2");
}

export const mutations: readonly Mutation[] = [
  {
    name: "another word for the sensitivity, and nothing else",
    at: environment("homologation"),
    also: [EXTERNE.stack],
    mutate: (plan) => set(plan, ["facts", "homologation", "sensitivity"], "DR"),
  },
  {
    name: "DR whose notifications leave the Union",
    at: environment("destination push-apple"),
    also: [EXTERNE.stack],
    mutate: raised,
  },
  { name: "DR behind a password", at: EXTERNE.perimeter, also: ["prod"], mutate: raised },
  {
    name: "DR behind one factor",
    at: environment("identityProvider"),
    also: [EXTERNE.stack],
    mutate: (plan) => {
      raised(plan);
      set(plan, ["facts", "identityProvider", "level"], "eidas1");
    },
  },
  {
    name: "DR with a partner",
    at: environment("partner matrix.partner.example"),
    also: [EXTERNE.stack],
    mutate: (plan) => {
      raised(plan);
      append(plan, ["facts", "federation", "peers"], {
        serverName: "matrix.partner.example",
        host: "federation.partner.example",
        country: "FR",
        reason: "a joint exercise",
      });
    },
  },
  {
    name: "a perimeter that comes aboard for DR",
    at: JUSTICE.perimeter,
    mutate: (plan) => set(plan, perimeterPath(plan, "justice", "title"), "Justice, échanges Diffusion Restreinte"),
  },
  {
    name: "a destination that is sent DR",
    at: environment("destination identity-provider"),
    mutate: (plan) => set(plan, ["facts", "destinations", 0, "data"], "rapports DR"),
  },
];
