import fc from "fast-check";
import { gate, overriddenText } from "../../../cli/gate";
import type { BreakGlass } from "../../../fleet/fleet";
import { BREAK_GLASS_RULE, opens } from "../../../policies/engine/break-glass";
import { judge } from "../../../policies/engine/judge";
import { configMap } from "../objects";
import { smallPlan } from "../small-plan";
import { objectingTo } from "./made-rules";

const OPENED = "2026-12-01T02:10:00Z";

/** A record in order, but for what a test changes. */
function record(change: Partial<BreakGlass> = {}): BreakGlass {
  return {
    openedAt: OPENED,
    stacks: ["test-alpha"],
    openedBy: "Jeanne Martin",
    secondedBy: "Paul Durand",
    reason: "The homeserver is down.",
    issue: "footprint#51",
    at: { file: "environments/test/waivers.yaml", line: 9, column: 5 },
    ...change,
  };
}

const terraform = { "test-alpha": {}, "test-beta": {}, "test-platform": {} };
const alpha = configMap({}, "tchap-alpha");
const beta = configMap({}, "tchap-beta");

function planWith(breakGlass: readonly BreakGlass[]) {
  return smallPlan({ objects: [alpha, beta], terraform, facts: { breakGlass } });
}

/** What holds back stacks at an instant, where a rule objects to an object of each of two perimeters. */
function held(breakGlass: readonly BreakGlass[], now: string, ...stacks: readonly string[]) {
  const plan = planWith(breakGlass);
  const judgement = judge(plan, [objectingTo(plan.objects)], now.slice(0, 10));
  return gate(plan, judgement, stacks, now);
}

/** Faults of records on a day, with the stacks that they hold back. */
function faults(day: string, ...breakGlass: readonly BreakGlass[]) {
  return judge(planWith(breakGlass), [], day).waiverFindings.map(({ rule, stack, message }) => [rule, stack, message]);
}

test("it opens its own stacks for 24 hours, and its findings are told", () => {
  const opened = held([record()], "2026-12-01T03:00:00Z", "test-alpha");
  expect(opened.findings).toEqual([]);
  expect(opened.overridden).toHaveLength(1);
  expect(overriddenText(opened)).toContain("BREAK-GLASS: 1 finding of TST-01");
});

test("it opens nothing of another stack", () => {
  expect(held([record()], "2026-12-01T03:00:00Z", "test-beta").findings).toHaveLength(1);
  expect(held([record()], "2026-12-01T03:00:00Z", "test-alpha", "test-beta").findings).toHaveLength(1);
});

test("it holds from its instant to the same one of the next day, and no second longer", () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 200_000 }), (seconds) => {
      const now = `${new Date(Date.parse(OPENED) + seconds * 1000).toISOString().slice(0, 19)}Z`;
      expect(opens(record(), "test-alpha", now)).toBe(seconds >= 0 && seconds < 24 * 3600);
    }),
  );
});

test("without one, nothing is told", () => {
  const closed = held([], "2026-12-01T03:00:00Z", "test-alpha");
  expect(closed.findings).toHaveLength(1);
  expect(overriddenText(closed)).toBe("");
});

describe("its review", () => {
  const review = { on: "2026-12-02", by: "Paul Durand", outcome: "Put right." };
  const missing = [BREAK_GLASS_RULE.id, "test-alpha", "The break-glass was opened on 2026-12-01 and is not reviewed."];

  test("is due within seven days, and then holds back its stacks", () => {
    expect(faults("2026-12-08", record())).toEqual([]);
    expect(faults("2026-12-09", record())).toEqual([missing]);
    expect(faults("2026-12-09", record({ review }))).toEqual([]);
  });

  test("is neither before the night nor after today", () => {
    expect(faults("2026-12-05", record({ review: { ...review, on: "2026-11-30" } }))).toHaveLength(1);
    expect(faults("2026-12-05", record({ review: { ...review, on: "2026-12-06" } }))).toHaveLength(1);
  });
});

test("a record that one person opens alone is a fault, and opens nothing", () => {
  const alone = record({ secondedBy: "JEANNE  martin" });
  expect(faults("2026-12-01", alone)).toEqual([
    [BREAK_GLASS_RULE.id, "test-alpha", "The break-glass is opened by one person alone."],
  ]);
  // The fault itself is a finding of the stack, beside the rule's.
  expect(held([alone], "2026-12-01T03:00:00Z", "test-alpha").findings).toHaveLength(2);
});

test("a record of the future is a fault, and one of a stack that is none the environment's", () => {
  expect(faults("2026-11-30", record())).toEqual([
    [BREAK_GLASS_RULE.id, "test-alpha", `The break-glass is opened in the future (${OPENED}).`],
  ]);
  expect(faults("2026-12-01", record({ stacks: ["test-alfa"] }))).toEqual([
    [BREAK_GLASS_RULE.id, "test", "The break-glass names test-alfa, no stack."],
  ]);
});
