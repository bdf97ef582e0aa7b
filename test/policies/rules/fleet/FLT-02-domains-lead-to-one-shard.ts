import type { Plan } from "../../../../plan/plan";
import { append, perimeterPath, set } from "../../change";
import { environment, JUSTICE } from "../../places";
import type { Mutation } from "../../rule-case";
import { smallPlan, withFirst } from "../../small-plan";

export const good = smallPlan({});
/** A second perimeter for externals, which routes a domain besides. */
export const bad = smallPlan({ facts: withFirst({ role: "externals" }) });

const routes = (name: string, domain: string) => (plan: Plan) =>
  append(plan, perimeterPath(plan, name, "shards", 0, "emailDomains"), domain);

export const mutations: readonly Mutation[] = [
  { name: "a domain of another perimeter", at: JUSTICE.shard, mutate: routes("justice", "finances.gouv.fr") },
  { name: "the same, in capitals", at: JUSTICE.shard, mutate: routes("justice", "Finances.Gouv.FR") },
  { name: "the same, as a full name", at: JUSTICE.shard, mutate: routes("justice", "finances.gouv.fr.") },
  {
    name: "a domain that leads to the externals",
    at: { stack: "prod-externe", object: "shard externe" },
    mutate: routes("externe", "prestataire.example"),
  },
  {
    name: "nobody takes the externals",
    at: environment("fleet"),
    mutate: (plan) => set(plan, perimeterPath(plan, "externe", "role"), "agents"),
  },
  {
    name: "two take the externals",
    at: environment("fleet"),
    also: [JUSTICE.stack],
    mutate: (plan) => set(plan, perimeterPath(plan, "justice", "role"), "externals"),
  },
];
