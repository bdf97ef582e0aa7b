import { stripVTControlCharacters } from "node:util";
import { driftText } from "../../cli/drift-report";
import type { Drift } from "../../plan/drift";
import type { KubernetesObject, PlannedObject } from "../../plan/plan";

const NOTHING: Drift = { compared: 9, missing: [], notDeployed: [], foreign: [], changed: [], notCompared: [] };
const at = { file: "environments/dev/environment.yaml", line: 1, column: 1 };
const planned = (kind: string, name: string, namespace: string): PlannedObject => {
  const object: KubernetesObject = { apiVersion: "v1", kind, metadata: { name, namespace } };
  return { object, stack: "dev-a", release: "shard", template: "", perimeter: undefined, at };
};
const said = (drift: Partial<Drift>) =>
  stripVTControlCharacters(driftText("dev", "tchap-dev", { ...NOTHING, ...drift }));

test("no drift is one line, and says so only where all was compared", () => {
  expect(said({})).toBe("dev   no drift   9 objects compared in tchap-dev\n");
  const some = said({ notCompared: [{ what: "Role in tchap-a", objects: 2, reason: "forbidden" }] });
  expect(some).toContain("no drift in what could be compared");
  expect(some).toContain("not compared  Role in tchap-a (2 objects of the plan): forbidden");
});

test("the same over shards is said once, and another value by itself", () => {
  const replicas = (namespace: string, live: number) => ({
    planned: planned("Deployment", "router", namespace),
    fields: [{ field: "spec.replicas", planned: 2, live }],
  });
  const text = said({ changed: [replicas("tchap-a", 3), replicas("tchap-b", 3), replicas("tchap-c", 0)] });
  expect(text).toContain("3 changed · 0 missing · 0 foreign");
  expect(text).toContain(
    "Deployment/router  2 namespaces: tchap-a, tchap-b\n        spec.replicas: planned 2, live 3\n",
  );
  expect(text).toContain("Deployment/router  tchap-c\n        spec.replicas: planned 2, live 0\n");
});

test("of a file only the lines that differ are shown, and of a long value its start", () => {
  const text = said({
    changed: [
      {
        planned: planned("ConfigMap", "router", "tchap-a"),
        fields: [
          { field: "data[a.cfg]", planned: "same\nours\n", live: "same\ntheirs\n" },
          { field: "data.b", planned: undefined, live: "x".repeat(1000) },
        ],
      },
    ],
  });
  expect(text).toContain("planned ours");
  expect(text).toContain("live    theirs");
  expect(text).not.toContain("same");
  expect(text).toContain("data.b: planned nothing, live");
  expect(text.length).toBeLessThan(500);
});

test("a stack that is not deployed is one line, however much it has", () => {
  const text = said({ notDeployed: [{ stack: "dev-dev01", objects: 70 }] });
  expect(text).toContain("1 stack not deployed");
  expect(text).toContain("not deployed  dev-dev01: nothing of its 70 objects");
});
