import type { KubernetesObject, PlannedObject } from "../../../plan/plan";
import { evaluate } from "../../../policies/engine/evaluate";
import { judge } from "../../../policies/engine/judge";
import { RULES } from "../../../policies/rules/rules";
import { configMap, deployment, networkPolicy } from "../objects";
import { smallPlan } from "../small-plan";
import { answering, celRule } from "./made-rules";

const TODAY = "2026-12-01";
const AT = { file: "environments/test/perimeters/alpha.yaml", line: 3, column: 5 };

/** An object of a release's template, as a reader that checks nothing would hand it on. */
function planned(object: unknown): PlannedObject {
  const written: KubernetesObject = Object(object);
  const from = { stack: "test-alpha", release: "shard-alpha", template: "templates/homeserver/map.yaml" };
  return { object: written, ...from, perimeter: "alpha", at: AT };
}

describe("an object that is none", () => {
  const whole = configMap({ a: "1" });
  test.each([
    ["apiVersion", { ...whole, apiVersion: undefined }],
    ["kind", { ...whole, kind: undefined }],
    ["kind", { ...whole, kind: 5 }],
    ["kind", { ...whole, kind: "" }],
    ["metadata.name", { ...whole, metadata: undefined }],
    ["metadata.name", { ...whole, metadata: {} }],
    ["apiVersion", {}],
  ])("for lack of %s fails every rule, with the release and the template", (lacking, object) => {
    const plan = smallPlan({ objects: [configMap({ a: "1" }), planned(object)] });
    for (const rule of [celRule("true"), answering(() => ({ looked: [], findings: [] }))]) {
      const { looked, findings } = evaluate(rule, plan, TODAY);
      expect(looked).toEqual([]);
      expect(findings).toEqual([
        {
          stack: "test-alpha",
          perimeter: "alpha",
          object: "release shard-alpha",
          field: lacking,
          at: AT,
          message: `templates/homeserver/map.yaml of the release shard-alpha is no Kubernetes object: it has no ${lacking}. Nothing was judged.`,
        },
      ]);
    }
  });
});

/** Each of a kind in a namespace of its own, so many times. */
function many(times: number): KubernetesObject[] {
  return Array.from({ length: times }, (_, index) => {
    const namespace = `tchap-${index % (times / 50)}`;
    const name = `a-${index}`;
    const labels = { "app.kubernetes.io/name": name };
    const made = [
      deployment({ containers: [{ name: "a", image: `a:${index}` }] }, name, namespace),
      networkPolicy(
        name,
        { podSelector: { matchLabels: labels }, ingress: [{ from: [{ podSelector: {} }] }] },
        namespace,
      ),
    ];
    // As in a real plan, most objects are no workloads.
    const object = made[index % 20] ?? configMap({ "settings.yaml": `port: ${index}\n` }, namespace);
    return { ...object, metadata: { ...object.metadata, name } };
  });
}

test("a plan of a hundred thousand objects is judged by every rule, to the end of each", () => {
  const plan = smallPlan({ objects: many(100_000) });
  const { verdicts } = judge(plan, RULES, TODAY);
  const stopped = verdicts.flatMap(({ findings }) => findings.filter(({ object }) => object === "rule"));
  expect(stopped.map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
  expect(verdicts.find(({ rule }) => rule.id === "PLN-02")?.findings).toHaveLength(100_000);
});
