import { unset } from "../../change";
import { environment } from "../../places";
import { factAt, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const { hosting } = smallPlan({}).facts;
if (hosting === undefined) throw new Error("the small fleet says nothing of its hosts");

const QUALIFIED = { by: "secnumcloud", qualification: { reference: "a service", endsOn: "2028-06-30" } } as const;

export const good = smallPlan({ facts: { hosting: { ...hosting, backup: QUALIFIED } } });
export const bad = smallPlan({ facts: { hosting: { ...hosting, backup: { by: "secnumcloud" } } } });

export const mutations: readonly Mutation[] = [
  {
    name: "nobody says who hosts it",
    at: environment("cluster"),
    mutate: (plan) => unset(plan, ["facts", "hosting"]),
  },
  { name: "a public cloud, by no qualified provider", ...factAt("cluster", ["hosting", "cluster", "by"], "other") },
  { name: "a cluster in Germany", ...factAt("cluster", ["hosting", "cluster", "country"], "DE") },
  { name: "a registry in the United States", ...factAt("registry", ["hosting", "registry", "country"], "US") },
  { name: "state on a forge of somebody's", ...factAt("stateBackend", ["hosting", "stateBackend", "by"], "other") },
  { name: "backups at somebody's", ...factAt("backup", ["hosting", "backup", "by"], "other") },
  {
    name: "a qualified provider without its qualification",
    ...factAt("mediaCopy", ["hosting", "mediaCopy"], { by: "secnumcloud" }),
  },
  {
    name: "a qualification that ended yesterday",
    ...factAt("logs", ["hosting", "logs"], {
      by: "secnumcloud",
      qualification: { reference: "a service", endsOn: "2026-11-30" },
    }),
  },
];
