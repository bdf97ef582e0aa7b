import fc from "fast-check";
import type { Fleet, Waiver } from "../../../fleet/fleet";
import { daysBetween } from "../../../policies/engine/days";
import { judge } from "../../../policies/engine/judge";
import { covers, LONGEST_WAIVER_DAYS, WAIVERS_RULE, WIDEST_WAIVER_OBJECTS } from "../../../policies/engine/waivers";
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

describe("is too wide when it", () => {
  const [first] = WRONG;
  if (first === undefined) throw new Error("there is no object");
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const { object } = first;
      return { ...first, object: { ...object, metadata: { ...object.metadata, name: `homeserver-${index}` } } };
    });

  /** The judgement of a rule that objects to as many objects of alpha, under one waiver for the perimeter. */
  function covering(count: number) {
    const objects = many(count);
    const plan = smallPlan({ objects, facts: { waivers: [waiver()] } });
    return judge(plan, [objectingTo(objects)], TODAY).waiverFindings.map(({ message }) => message);
  }

  test("covers six objects; five are accepted", () => {
    expect(covering(WIDEST_WAIVER_OBJECTS)).toEqual([]);
    expect(covering(WIDEST_WAIVER_OBJECTS + 1)).toEqual([
      "The waiver is too wide: it covers 6 objects, more than 5; name them one by one.",
    ]);
  });

  test("is for a critical rule, and names no object", () => {
    const critical = { ...objectingTo(WRONG), severity: "critical" as const };
    const faults = (own: Waiver) =>
      judge(smallPlan({ objects: WRONG, facts: { waivers: [own] } }), [critical], TODAY).waiverFindings;
    expect(faults(waiver())[0]?.message).toBe(
      "The waiver is too wide: TST-01 is critical, so the waiver names one object.",
    );
    expect(faults(waiver({ scope: { object: "ConfigMap/tchap-alpha/homeserver" } }))).toEqual([]);
  });
});

describe("for a rule that is waived on the node alone", () => {
  const tenant = (perimeter: string | undefined, podSecurity: "privileged" | "restricted"): Fleet["tenants"] => [
    {
      namespace: "tchap-alpha",
      stack: "test-alpha",
      owner: "alpha",
      podSecurity,
      at: { file: "environments/test/environment.yaml", line: 1, column: 1 },
      ...(perimeter === undefined ? {} : { perimeter }),
    },
  ];
  const object = "ConfigMap/tchap-alpha/homeserver";

  test.each<[string, Fleet["tenants"], Waiver["scope"], boolean]>([
    ["an object of a shared namespace that works on the node", tenant(undefined, "privileged"), { object }, true],
    ["a perimeter's namespace", tenant("alpha", "privileged"), { object }, false],
    ["a shared namespace that does not", tenant(undefined, "restricted"), { object }, false],
    ["a whole stack", tenant(undefined, "privileged"), { stack: "test-alpha" }, false],
  ])("%s", (_, tenants, scope, isAccepted) => {
    const rule = { ...objectingTo(WRONG), waivable: "on the node" as const };
    const plan = smallPlan({ objects: WRONG, facts: { tenants, waivers: [waiver({ scope })] } });
    const messages = judge(plan, [rule], TODAY).waiverFindings.map(({ message }) => message);
    expect(messages.length === 0).toBe(isAccepted);
    if (!isAccepted) expect(messages.join()).toContain("waived for single objects of shared namespaces");
  });
});

test("it is warned of in its last thirty days, and not before", () => {
  const expiring = (today: string) =>
    judge(smallPlan({ objects: WRONG, facts: { waivers: [waiver()] } }), [objectingTo(WRONG)], today).expiring.length;
  expect([expiring("2027-02-28"), expiring("2027-03-01"), expiring("2027-03-31")]).toEqual([0, 1, 1]);
});

test("a rule that is near another's id is asked about", () => {
  expect(judged([waiver({ rule: "TST-O1" })]).faults.join()).toContain("did you mean TST-01?");
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
