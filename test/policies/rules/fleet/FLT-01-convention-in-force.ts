import type { Plan } from "../../../../plan/plan";
import { perimeterPath, set } from "../../change";
import { JUSTICE } from "../../places";
import type { Mutation } from "../../rule-case";
import { smallPlan, withFirst } from "../../small-plan";

const CONVENTION = {
  reference: "A",
  signedOn: "2026-01-01",
  endsOn: "2027-12-31",
  référent: { name: "Référent", email: "referent@test.example" },
  source: "test",
};

export const good = smallPlan({});
export const bad = smallPlan({ facts: withFirst({ convention: { ...CONVENTION, endsOn: "2026-11-30" } }) });

const changedTo = (member: string, value: string) => ({
  at: JUSTICE.perimeter,
  mutate: (plan: Plan) => set(plan, perimeterPath(plan, "justice", "convention", member), value),
});

export const mutations: readonly Mutation[] = [
  { name: "ended yesterday", ...changedTo("endsOn", "2026-11-30") },
  { name: "signed tomorrow", ...changedTo("signedOn", "2026-12-02") },
  { name: "its two months' notice ran out yesterday", ...changedTo("noticeOn", "2026-09-30") },
  {
    name: "under notice, without the day of it",
    at: JUSTICE.perimeter,
    mutate: (plan) => set(plan, perimeterPath(plan, "justice", "state"), "notice"),
  },
];
