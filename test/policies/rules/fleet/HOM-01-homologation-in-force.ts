import { set } from "../../change";
import { environment } from "../../places";
import type { Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

export const good = smallPlan({});
export const bad = smallPlan({
  facts: { homologation: { ...good.facts.homologation, endsOn: "2026-11-30" } },
});

const changedTo = (member: string, value: string): Pick<Mutation, "at" | "mutate"> => ({
  at: environment("homologation"),
  mutate: (plan) => set(plan, ["facts", "homologation", member], value),
});

export const mutations: readonly Mutation[] = [
  { name: "ended yesterday", ...changedTo("endsOn", "2026-11-30") },
  { name: "decided tomorrow", ...changedTo("decidedOn", "2026-12-02") },
];
