import { append, set } from "../../change";
import { environment } from "../../places";
import type { Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

export const good = smallPlan({});
export const bad = smallPlan({ facts: { backup: { ...good.facts.backup, country: "IE" } } });

const PARTNER = {
  id: "federation-partner",
  host: "matrix.partner.example",
  port: 443,
  through: "border",
  addresses: [],
  reason: "a partner",
  data: "room events",
  country: "DE",
  readers: ["homeserver"],
};

export const mutations: readonly Mutation[] = [
  {
    name: "backups in Ireland",
    at: environment("backup"),
    mutate: (plan) => set(plan, ["facts", "backup", "country"], "IE"),
  },
  {
    name: "the copy of media in Germany",
    at: environment("mediaCopy"),
    mutate: (plan) => set(plan, ["facts", "mediaCopy", "country"], "DE"),
  },
  {
    name: "state in the United States",
    at: environment("stateBackend"),
    mutate: (plan) => set(plan, ["facts", "stateBackend", "country"], "US"),
  },
  {
    name: "a partner abroad, inside the Union",
    at: environment(`destination ${PARTNER.id}`),
    mutate: (plan) => append(plan, ["facts", "destinations"], PARTNER),
  },
];
