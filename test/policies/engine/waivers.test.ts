import fc from "fast-check";
import type { Fleet, Waiver } from "../../../fleet/fleet";
import { judge } from "../../../policies/engine/judge";
import { covers, daysBetween, LONGEST_WAIVER_DAYS, WAIVERS_RULE } from "../../../policies/engine/waivers";
import { configMap } from "../objects";
import { smallPlan } from "../small-plan";
import { objectingTo, waiver } from "./made-rules";

const TODAY = "2026-12-01";
const WRONG = smallPlan({ objects: [configMap({})] }).objects;

/** The judgement of a rule that objects to one object of alpha, under these waivers. */
function judged(waivers: readonly Waiver[], today = TODAY, facts: Partial<Fleet> = {}, waivable = true) {
  const plan = smallPlan({ objects: WRONG, facts: { ...facts, waivers } });
  const { verdicts, waiverFindings, nextExpiry } = judge(plan, [objectingTo(WRONG, "TST-01", waivable)], today);
  return { outcome: verdicts[0]?.outcome, faults: waiverFindings.map(({ message }) => message), nextExpiry };
}

test("a waiver in order covers its finding, and says when it expires", () => {
  expect(judged([waiver()])).toEqual({ outcome: "waived", faults: [], nextExpiry: 120 });
});

describe("its scope", () => {
  const object = "ConfigMap/tchap-alpha/homeserver";

  test.each<[string, Waiver["scope"]]>([
    ["its perimeter", { perimeter: "alpha" }],
    ["its stack", { stack: "test-alpha" }],
    ["its object", { object }],
    ["all of them", { perimeter: "alpha", stack: "test-alpha", object }],
  ])("covers by %s", (_, scope) => {
    expect(judged([waiver({ scope })]).outcome).toBe("waived");
  });

  test.each<[string, Waiver["scope"]]>([
    ["another perimeter", { perimeter: "beta" }],
    ["another stack", { stack: "test-services" }],
    ["another object", { object: "ConfigMap/tchap-alpha/other" }],
    ["the right perimeter, but another object", { perimeter: "alpha", object: "ConfigMap/tchap-alpha/other" }],
    ["a perimeter spelled otherwise", { perimeter: "Alpha" }],
  ])("does not cover by %s, and is unused", (_, scope) => {
    const { outcome, faults } = judged([waiver({ scope })]);
    expect(outcome).toBe("failed");
    expect(faults).toEqual(["The waiver covers nothing any more: remove it."]);
  });

  test("every member that is written must be equal, no other counts", () => {
    const word = fc.constantFrom("a", "b");
    const scopes = fc.record({ perimeter: word, stack: word, object: word }, { requiredKeys: [] });
    const findings = fc.record({ perimeter: fc.option(word, { nil: undefined }), stack: word, object: word });
    fc.assert(
      fc.property(scopes, findings, word, (scope, found, rule) => {
        const [first] = WRONG;
        if (first === undefined) throw new Error("there is no object");
        const finding = { ...found, field: "", at: first.at, message: "" };
        const equal = (["perimeter", "stack", "object"] as const).every(
          (member) => scope[member] === undefined || scope[member] === found[member],
        );
        expect(covers(waiver({ rule: "a", scope }), rule, finding)).toBe(rule === "a" && equal);
      }),
    );
  });
});

describe("is refused, and covers nothing, when it", () => {
  test.each<[string, Partial<Waiver>, string]>([
    ["is approved by its owner", { approver: "Jeanne Martin" }, "is approved by its own owner"],
    ["is approved by its owner in capitals", { approver: "JEANNE MARTIN" }, "is approved by its own owner"],
    ["is approved by its owner, with spaces", { approver: "  Jeanne   Martin " }, "is approved by its own owner"],
    ["is approved by its owner, with a hard space", { approver: "Jeanne\u00a0Martin" }, "is approved by its own owner"],
    ["is approved in the future", { approvedOn: "2026-12-02" }, "is approved in the future"],
    ["expired yesterday", { expiresOn: "2026-11-30" }, "expired on 2026-11-30"],
    ["expires before it was approved", { expiresOn: "2026-10-31" }, "expires before it was approved"],
    ["lasts 181 days", { expiresOn: "2027-05-01" }, "lasts 181 days, more than 180"],
    ["names no rule", { rule: "TST-99" }, "names TST-99, which is no rule"],
    ["has a day that is none", { expiresOn: "2027-13-45" }, "has no dates of the calendar"],
  ])("%s", (_, change, fault) => {
    const { outcome, faults, nextExpiry } = judged([waiver(change)]);
    expect(outcome).toBe("failed");
    expect(faults.join()).toContain(fault);
    expect(nextExpiry).toBeUndefined();
  });

  test("covers a rule that says it can never be waived", () => {
    const { outcome, faults } = judged([waiver()], TODAY, {}, false);
    expect(outcome).toBe("failed");
    expect(faults).toEqual(["The waiver covers TST-01, which can never be waived."]);
  });

  test("covers a rule that the environment's review keeps from being waived", () => {
    const { outcome, faults } = judged([waiver()], TODAY, { unwaivable: ["TST-01"] });
    expect(outcome).toBe("failed");
    expect(faults).toEqual(["The waiver covers TST-01, which can never be waived."]);
  });
});

describe("its days", () => {
  test("exactly 180 are accepted", () => {
    expect(daysBetween("2026-11-01", "2027-04-30")).toBe(LONGEST_WAIVER_DAYS);
    expect(judged([waiver({ expiresOn: "2027-04-30" })])).toMatchObject({ outcome: "waived", faults: [] });
  });

  test("it holds on the day on which it expires, and no longer", () => {
    expect(judged([waiver()], "2027-03-31")).toEqual({ outcome: "waived", faults: [], nextExpiry: 0 });
    expect(judged([waiver()], "2027-04-01").outcome).toBe("failed");
  });

  test("it holds on the day on which it is approved, and not before", () => {
    expect(judged([waiver()], "2026-11-01").outcome).toBe("waived");
    expect(judged([waiver()], "2026-10-31").outcome).toBe("failed");
  });

  const day = (offset: number) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10);

  test("days between count forwards and backwards, over leap years too", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: -2000, max: 2000 }), (start, length) => {
        expect(daysBetween(day(start), day(start + length))).toBe(length);
      }),
    );
  });

  test("whatever the days, it covers exactly from approval to expiry, if these are at most 180 days apart", () => {
    const days = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(days, fc.integer({ min: -5, max: 200 }), days, (approved, length, today) => {
        const own = waiver({ approvedOn: day(approved), expiresOn: day(approved + length) });
        const inOrder = length >= 0 && length <= 180 && approved <= today && today <= approved + length;
        const { outcome, faults } = judged([own], day(today));
        expect(outcome).toBe(inOrder ? "waived" : "failed");
        expect(faults.length > 0).toBe(!inOrder);
      }),
      { numRuns: 200 },
    );
  });
});

describe("of several", () => {
  test("the next expiry is the first of those in use", () => {
    const used = [waiver({ expiresOn: "2027-03-31" })];
    const idle = waiver({ scope: { perimeter: "beta" }, expiresOn: "2026-12-05" });
    expect(judged([...used, idle]).nextExpiry).toBe(120);
  });

  test("two that cover the same: the second is unused", () => {
    const { outcome, faults } = judged([waiver(), waiver({ owner: "Another" })]);
    expect(outcome).toBe("waived");
    expect(faults).toEqual(["The waiver covers nothing any more: remove it."]);
  });

  test("a faulty one does not spoil another", () => {
    expect(judged([waiver({ approver: "Jeanne Martin" }), waiver()])).toMatchObject({ outcome: "waived" });
  });
});

test("no waiver covers the faults of waivers", () => {
  const self = waiver({ rule: WAIVERS_RULE.id });
  expect(judged([waiver({ scope: { perimeter: "beta" } }), self]).faults).toHaveLength(2);
});
