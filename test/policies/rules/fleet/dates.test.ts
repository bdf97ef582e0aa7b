import fc from "fast-check";
import type { Plan } from "../../../../plan/plan";
import { judge } from "../../../../policies/engine/judge";
import type { Rule } from "../../../../policies/rule";
import FLT01, { monthsLater } from "../../../../policies/rules/fleet/FLT-01-convention-in-force";
import HOM01 from "../../../../policies/rules/fleet/HOM-01-homologation-in-force";
import { smallPlan, withFirst } from "../../small-plan";

test.each([
  ["2026-12-31", 2, "2027-02-28"],
  ["2027-12-31", 2, "2028-02-29"],
  ["2026-12-01", 2, "2027-02-01"],
  ["2026-11-30", 3, "2027-02-28"],
  ["2026-01-31", 1, "2026-02-28"],
  ["2026-08-31", 1, "2026-09-30"],
  ["2028-02-29", 12, "2029-02-28"],
  ["2026-05-15", 0, "2026-05-15"],
])("%s and %d months is %s", (date, months, later) => {
  expect(monthsLater(date, months)).toBe(later);
});

test("months later is the same day of the month, or that month's last", () => {
  const dates = fc.integer({ min: 0, max: 20_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(dates, fc.integer({ min: 0, max: 60 }), (date, months) => {
      const later = monthsLater(date, months);
      const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
      const [laterYear = 0, laterMonth = 0, laterDay = 0] = later.split("-").map(Number);
      expect(laterYear * 12 + laterMonth).toBe(year * 12 + month + months);
      const lastDay = new Date(Date.UTC(laterYear, laterMonth, 0)).getUTCDate();
      expect(laterDay).toBe(Math.min(day, lastDay));
    }),
  );
});

describe("a convention or homologation holds from its first day to its last, both included:", () => {
  const convention = smallPlan({}).facts.perimeters[0]?.convention;
  if (convention === undefined) throw new Error("there is no perimeter");
  const { homologation } = smallPlan({}).facts;
  const convened = (change: object) => smallPlan({ facts: withFirst({ convention: { ...convention, ...change } }) });
  const homologated = (change: object) => smallPlan({ facts: { homologation: { ...homologation, ...change } } });

  test.each<[string, Rule, Plan, string, string]>([
    ["a convention on its last day", FLT01, convened({ endsOn: "2026-12-01" }), "2026-12-01", "passed"],
    ["on the day after", FLT01, convened({ endsOn: "2026-12-01" }), "2026-12-02", "failed"],
    ["on the day of its signature", FLT01, convened({ signedOn: "2026-12-01" }), "2026-12-01", "passed"],
    ["on the day before", FLT01, convened({ signedOn: "2026-12-01" }), "2026-11-30", "failed"],
    ["on the last day of its notice", FLT01, convened({ noticeOn: "2026-10-01" }), "2026-12-01", "passed"],
    ["on the day after", FLT01, convened({ noticeOn: "2026-10-01" }), "2026-12-02", "failed"],
    ["a homologation on its last day", HOM01, homologated({ endsOn: "2026-12-01" }), "2026-12-01", "passed"],
    ["on the day after", HOM01, homologated({ endsOn: "2026-12-01" }), "2026-12-02", "failed"],
    ["on the day of its decision", HOM01, homologated({ decidedOn: "2026-12-01" }), "2026-12-01", "passed"],
    ["on the day before", HOM01, homologated({ decidedOn: "2026-12-01" }), "2026-11-30", "failed"],
  ])("%s", (_, rule, plan, today, outcome) => {
    expect(judge(plan, [rule], today).verdicts[0]?.outcome).toBe(outcome);
  });

  test.each(["suspended", "closed"] as const)("a perimeter that is %s needs none", (state) => {
    const plan = smallPlan({ facts: withFirst({ state, convention: { ...convention, endsOn: "2026-01-02" } }) });
    expect(judge(plan, [FLT01], "2026-12-01").verdicts).toMatchObject([{ outcome: "passed", looked: 2 }]);
  });

  test("a perimeter under notice is held by it", () => {
    const noticed = { ...convention, noticeOn: "2026-10-01" };
    const plan = smallPlan({ facts: withFirst({ state: "notice", convention: noticed }) });
    expect(judge(plan, [FLT01], "2026-12-01").verdicts).toMatchObject([{ outcome: "passed", looked: 3 }]);
    expect(judge(plan, [FLT01], "2026-12-02").verdicts).toMatchObject([{ outcome: "failed" }]);
  });
});
