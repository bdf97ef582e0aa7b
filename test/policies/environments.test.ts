import { judge } from "../../policies/engine/judge";
import { RULES } from "../../policies/rules/rules";
import { buildPlan, ENVIRONMENTS } from "../plan/plans";

/** A day on which everything in every environment is in force. */
const TODAY = "2026-12-01";

test.each(ENVIRONMENTS)("no rule objects to %s as it is committed, but where a waiver says so", async (environment) => {
  const { plan } = await buildPlan(environment);
  const { verdicts, waiverFindings } = judge(plan, RULES, TODAY);
  expect(verdicts.filter(({ outcome }) => outcome === "failed").map(({ rule }) => rule.id)).toEqual([]);
  expect(waiverFindings).toEqual([]);
  expect(verdicts).toHaveLength(RULES.length);
});
