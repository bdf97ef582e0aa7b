import { set, unset } from "../../change";
import { environment } from "../../places";
import { factAt, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const { certificates } = smallPlan({}).facts;

export const good = smallPlan({});
export const bad = smallPlan({
  facts: { certificates: { ...certificates, issuedBy: { country: "US", rgs: "none", source: "its public site" } } },
});

export const mutations: readonly Mutation[] = [
  {
    name: "a free authority from outside the Union",
    at: environment("certificates"),
    mutate: (plan) => {
      set(plan, ["facts", "certificates", "issuer"], "letsencrypt");
      set(plan, ["facts", "certificates", "issuedBy", "country"], "US");
    },
  },
  {
    name: "one of a neighbour outside the Union",
    ...factAt("certificates", ["certificates", "issuedBy", "country"], "CH"),
  },
  { name: "one that nobody qualified", ...factAt("certificates", ["certificates", "issuedBy", "rgs"], "none") },
  {
    name: "nobody says which",
    at: environment("certificates"),
    mutate: (plan) => unset(plan, ["facts", "certificates", "issuedBy"]),
  },
];
