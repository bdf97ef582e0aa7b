import { judge } from "../../../../policies/engine/judge";
import HA01 from "../../../../policies/rules/availability/HA-01-survives-a-zone";
import { OF_HOMESERVER, SPREAD } from "../../objects";
import { smallPlan } from "../../small-plan";

function outcome(budget: object, namespace = "tchap-alpha") {
  const object = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "homeserver", namespace },
    spec: { selector: OF_HOMESERVER, unhealthyPodEvictionPolicy: "AlwaysAllow", ...budget },
  };
  return judge(smallPlan({ objects: [SPREAD, object] }), [HA01], "2026-12-01").verdicts[0]?.outcome;
}

test.each([
  { maxUnavailable: 1 },
  { maxUnavailable: 2 },
  { maxUnavailable: 0 },
  { maxUnavailable: "50%" },
  { minAvailable: 1 },
  { minAvailable: "1%" },
])("of three pods, %j keeps one", (budget) => {
  expect(outcome(budget)).toBe("passed");
});

test.each([
  { maxUnavailable: 3 },
  { maxUnavailable: "100%" },
  { maxUnavailable: "67%" },
  { minAvailable: 0 },
  { minAvailable: "0%" },
  { maxUnavailable: "most" },
  {},
])("of three pods, %j need keep none", (budget) => {
  expect(outcome(budget)).toBe("failed");
});

test("another namespace's budget keeps nothing", () => {
  expect(outcome({ maxUnavailable: 1 }, "tchap-beta")).toBe("failed");
});
