import { evaluate, evaluateAll } from "../../../policies/engine/evaluate";
import type { Answer } from "../../../policies/rule";
import { configMap } from "../objects";
import { smallPlan } from "../small-plan";
import { answering, celRule } from "./made-rules";

const TODAY = "2026-12-01";
const PLAN = smallPlan({ objects: [configMap({ a: "1" })] });

/** Long enough for a rule that answers, on a busy machine too. */
const SOON = 0.3;

/** What a rule says that is none: one objection, in place of an answer. */
function objection(check: () => Answer, seconds?: number): string {
  const { looked, findings, undetermined } = evaluate(answering(check), PLAN, TODAY, seconds);
  expect({ looked, undetermined }).toEqual({ looked: [], undetermined: undefined });
  expect(findings).toMatchObject([{ stack: "test", perimeter: undefined, object: "rule", field: "TST-01" }]);
  return findings[0]?.message ?? "";
}

describe("a rule that does not end", () => {
  test.each([
    [
      "in a loop that catches all",
      () => {
        for (;;)
          try {
            for (;;);
          } catch {
            // Nothing stops it from within.
          }
      },
    ],
    ["in a regular expression", () => /^(a+)+$/.test(`${"a".repeat(60)}b`)],
    [
      "in ever more data",
      () => {
        for (;;) Array.from({ length: 10_000 }, () => ({}));
      },
    ],
  ])("%s is stopped, and counts as a finding", (_, work) => {
    const check = () => {
      work();
      return { looked: [], findings: [] };
    };
    expect(objection(check, SOON)).toBe(
      `The rule itself failed and counts as a finding: it went on for ${SOON} s, and was stopped.`,
    );
  });

  test("in an expression is stopped as well", () => {
    const cel = "object.data.a.matches('^(b+)+$')";
    const plan = smallPlan({ objects: [configMap({ a: `${"b".repeat(60)}c` })] });
    const { findings } = evaluate(celRule(cel), plan, TODAY, SOON);
    expect(findings[0]?.message).toContain("it went on for");
  });

  test("holds back nothing of the next one", () => {
    objection(() => {
      for (;;);
    }, SOON);
    expect(evaluate(celRule('object.data.a == "1"'), PLAN, TODAY, SOON)).toMatchObject({ findings: [] });
  });
});

describe("rules that share a watch", () => {
  const good = celRule('object.data.a == "1"');
  const passing = { rule: good, answer: { looked: PLAN.objects, findings: [] } };
  const endless = answering(() => {
    for (;;);
  });

  test("lose none of their answers to those among them that do not end", () => {
    const found = evaluateAll([good, endless, good, endless], PLAN, TODAY, { shared: SOON, own: SOON });
    const stopped = { rule: endless, answer: { findings: [{ message: expect.stringContaining("was stopped") }] } };
    expect(found).toMatchObject([passing, stopped, passing, stopped]);
  });

  test("are asked again by themselves where they take longer than all may together", () => {
    const slow = answering(() => {
      const end = performance.now() + 300;
      while (performance.now() < end);
      return { looked: PLAN.objects, findings: [] };
    });
    const found = evaluateAll([slow, good], PLAN, TODAY, { shared: 0.05, own: 30 });
    expect(found).toMatchObject([{ rule: slow, answer: { findings: [] } }, passing]);
  });
});

const AT = { file: "environments/test/environment.yaml", line: 1, column: 1 };
const REMARK = { stack: "test", perimeter: undefined, object: "a", field: "b", at: AT, message: "c" };

describe("a rule that answers nonsense fails, and says what is wrong with the answer:", () => {
  test.each<[name: string, answer: unknown, why: string]>([
    ["nothing", undefined, "it answered undefined"],
    ["null", null, "it answered null"],
    ["a number", Number.NaN, "it answered NaN"],
    ["a promise", Promise.resolve({ looked: [], findings: [] }), "it answered a promise"],
    ["an empty object", {}, "looked is undefined, not a list"],
    ["a count of what it looked at", { looked: Number.NaN, findings: [] }, "looked is number, not a list"],
    ["no list of findings", { looked: [] }, "findings is undefined, not a list"],
    ["null for findings", { looked: [], findings: null }, "findings is null, not a list"],
    ["a text for findings", { looked: [], findings: "none" }, "findings is string, not a list"],
    ["a finding that is none", { looked: [], findings: [undefined] }, "findings[0] has no object"],
    [
      "a finding without words",
      { looked: [], findings: [{ ...REMARK, message: undefined }] },
      "findings[0] has no message",
    ],
    [
      "a finding without a place",
      { looked: [], findings: [REMARK, { ...REMARK, at: undefined }] },
      "findings[1] has no place",
    ],
    [
      "a finding on the line NaN",
      { looked: [], findings: [{ ...REMARK, at: { ...AT, line: Number.NaN } }] },
      "findings[0] has no place",
    ],
    [
      "a finding of no stack",
      { looked: [], findings: [{ ...REMARK, stack: undefined }] },
      "findings[0] is of no stack",
    ],
    [
      "a perimeter that is a number",
      { looked: [], findings: [{ ...REMARK, perimeter: 3 }] },
      "findings[0] has a perimeter",
    ],
    ["something looked at that is nothing", { looked: [{}], findings: [] }, "looked[0] names no object"],
    [
      "something looked at without a place",
      { looked: [{ object: "a", stack: "test" }], findings: [] },
      "looked[0] has no place",
    ],
    [
      "null for what it cannot tell",
      { looked: [], findings: [], undetermined: null },
      "undetermined is null, not a list",
    ],
    [
      "what it cannot tell without a place",
      { looked: [], findings: [], undetermined: [{ ...REMARK, at: "here" }] },
      "undetermined[0] has no place",
    ],
  ])("%s", (_, answer, why) => {
    // As a rule that was compiled without types would.
    const check: () => Answer = Object(() => answer);
    expect(objection(check)).toContain(`counts as a finding: its answer is none: ${why}`);
  });

  test("and what is thrown in place of an error too", () => {
    expect(
      objection(() => {
        throw undefined;
      }),
    ).toContain("undefined");
  });
});
