import type { Fleet } from "../../../../fleet/fleet";
import { judge } from "../../../../policies/engine/judge";
import TFM01 from "../../../../policies/rules/terraform/TFM-01-pinned-and-locked";
import { smallPlan } from "../../small-plan";

const REQUIRED = { required_version: ">= 1.11.0, < 2.0.0" };
const COMMON = { country: "FR", source: "test" };
const HTTP: Fleet["stateBackend"] = { kind: "http", address: "https://state.example", ...COMMON };
const KUBERNETES: Fleet["stateBackend"] = { kind: "kubernetes", namespace: "tchap-state", ...COMMON };
const LOCAL: Fleet["stateBackend"] = { kind: "local", directory: "state", ...COMMON };

function outcome(stateBackend: Fleet["stateBackend"], backend: object, tier: Fleet["tier"] = "production") {
  const terraform = { "test-alpha": { terraform: { ...REQUIRED, backend: JSON.parse(JSON.stringify(backend)) } } };
  const plan = smallPlan({ facts: { stateBackend, tier }, terraform });
  return judge(plan, [TFM01], "2026-12-01").verdicts[0]?.outcome;
}

const address = "https://state.example/test-alpha";

test.each<[string, Fleet["stateBackend"], object, Fleet["tier"]]>([
  ["GitLab's, with its lock", HTTP, { http: { address, lock_address: `${address}/lock` } }, "production"],
  [
    "a Secret in the declared namespace",
    KUBERNETES,
    { kubernetes: { secret_suffix: "test-alpha", namespace: "tchap-state" } },
    "production",
  ],
  ["a file, in development", LOCAL, { local: { path: "../../../../state/test-alpha.tfstate" } }, "development"],
])("a stack may keep its state in %s", (_, declared, backend, tier) => {
  expect(outcome(declared, backend, tier)).toBe("passed");
});

test.each<[string, Fleet["stateBackend"], object, Fleet["tier"]]>([
  ["a file, in production", LOCAL, { local: { path: "../../../../state/test-alpha.tfstate" } }, "production"],
  ["a file, in preproduction", LOCAL, { local: { path: "../../../../state/test-alpha.tfstate" } }, "preproduction"],
  ["another stack's file", LOCAL, { local: { path: "../../../../state/test-beta.tfstate" } }, "development"],
  ["a Secret elsewhere", KUBERNETES, { kubernetes: { secret_suffix: "test-alpha", namespace: "x" } }, "production"],
  [
    "another stack's Secret",
    KUBERNETES,
    { kubernetes: { secret_suffix: "test-beta", namespace: "tchap-state" } },
    "production",
  ],
  ["another kind than declared", KUBERNETES, { http: { address, lock_address: `${address}/lock` } }, "production"],
  ["a lock without TLS", HTTP, { http: { address, lock_address: "http://state.example/lock" } }, "production"],
  ["nothing", HTTP, {}, "production"],
])("a stack may not keep its state in %s", (_, declared, backend, tier) => {
  expect(outcome(declared, backend, tier)).toBe("failed");
});
