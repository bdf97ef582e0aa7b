import type { Plan } from "../../../../plan/plan";
import { perimeterPath, set } from "../../change";
import { cluster } from "../../objects";
import { environment, JUSTICE } from "../../places";
import { factAt, type Mutation, setAt } from "../../rule-case";
import { ALONE, smallPlan } from "../../small-plan";

const database = (size: string) => cluster({ storage: { size } });

export const good = smallPlan({ facts: ALONE, objects: [database("10Gi")] });
export const bad = smallPlan({ facts: ALONE, objects: [database("9Gi")] });

/** Shards that are found, and waived, as prod stands. */
const KNOWN = ["prod-interieur", "prod-intradef"];

const yearAhead = (member: string, gibibytes: number) => (plan: Plan) =>
  set(plan, perimeterPath(plan, "justice", "shards", 0, "capacity", "yearAhead", member), gibibytes);

const found: readonly Mutation[] = [
  {
    name: "a database that no restore brings back in time",
    at: JUSTICE.shard,
    mutate: yearAhead("databaseGiB", 701),
  },
  {
    name: "a volume that is full within the year",
    ...setAt(JUSTICE.postgres, ["spec", "storage", "size"], "50Gi"),
    at: JUSTICE.shard,
  },
  { name: "a volume of no size", ...setAt(JUSTICE.postgres, ["spec", "storage", "size"], "much"), at: JUSTICE.shard },
  { name: "more media than the store holds", at: environment("media store"), mutate: yearAhead("mediaGiB", 20_000) },
  { name: "a store of fewer nodes", ...factAt("media store", ["mediaStore", "nodesPerZone"], 3) },
];

export const mutations: readonly Mutation[] = found.map((each) => ({ ...each, also: KNOWN }));
