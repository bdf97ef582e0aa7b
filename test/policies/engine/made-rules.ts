import type { Waiver } from "../../../fleet/fleet";
import type { PlannedObject } from "../../../plan/plan";
import { type Answer, objectRule, planRule, type Rule, remark } from "../../../policies/rule";

const TEXT = { title: { fr: "Règle", en: "Rule" }, why: "Pourquoi.", remedy: "Quoi faire.", severity: "high" } as const;

/** A rule about ConfigMaps, of one CEL expression. */
export function celRule(cel: string, id = "TST-01"): Rule {
  const match = { group: "", kinds: ["ConfigMap"] };
  return objectRule({ ...TEXT, id, controls: ["own"], match, validations: [{ at: "data", cel }] });
}

/** A rule that answers what a test says. */
export function answering(check: () => Answer, id = "TST-01", waivable = true): Rule {
  return planRule({ ...TEXT, id, controls: ["own"], waivable, looksAt: "what a test says", check });
}

/** A rule that objects to each of these objects. */
export function objectingTo(objects: readonly PlannedObject[], id = "TST-01", waivable = true): Rule {
  const findings = objects.map((planned) => remark(planned, "field", "is wrong."));
  return answering(() => ({ looked: objects, findings }), id, waivable);
}

/** A waiver in order on 2026-12-01, for perimeter alpha, but for what a test changes. */
export function waiver(change: Partial<Waiver> = {}): Waiver {
  return {
    rule: "TST-01",
    scope: { perimeter: "alpha" },
    reason: "The mirror is not ready.",
    owner: "Jeanne Martin",
    approver: "Paul Durand",
    risk: "R1",
    issue: "footprint#42",
    approvedOn: "2026-11-01",
    expiresOn: "2027-03-31",
    at: { file: "environments/test/waivers.yaml", line: 2, column: 5 },
    ...change,
  };
}
