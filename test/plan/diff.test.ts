import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { diffPlans, type Placed } from "../../plan/diff";
import type { KubernetesObject } from "../../plan/plan";

const placed = (object: KubernetesObject, stack = "dev-a", release = "a"): Placed => ({ stack, release, object });

const object = (kind: string, name: string, more: object = {}): KubernetesObject => ({
  apiVersion: "v1",
  kind,
  metadata: { name, namespace: "tchap-a" },
  ...more,
});

const deployment = (image: string, replicas = 1) =>
  object("Deployment", "border", { spec: { replicas, template: { spec: { containers: [{ name: "a", image }] } } } });
const cluster = (spec: object) => object("Cluster", "postgres", { spec: { instances: 3, ...spec } });

const only = (before: readonly Placed[], after: readonly Placed[]) => {
  const [change, ...others] = diffPlans(before, after);
  expect(others).toEqual([]);
  return change;
};

describe("what a change does is said in a word", () => {
  test.each(["Cluster", "PersistentVolumeClaim", "Namespace"])("a %s that goes takes its data with it", (kind) => {
    expect(only([placed(object(kind, "a"))], [])).toMatchObject({
      change: "removed",
      stateful: true,
      effect: "its data is lost",
    });
  });

  test("another image restarts a workload", () => {
    expect(only([placed(deployment("a:1"))], [placed(deployment("a:2"))])).toMatchObject({
      change: "changed",
      fields: ["spec.template.spec.containers[0].image"],
      stateful: false,
      effect: "restart of border",
    });
  });

  test("more replicas restart nothing", () => {
    expect(only([placed(deployment("a:1"))], [placed(deployment("a:1", 3))])).toMatchObject({
      fields: ["spec.replicas"],
      effect: undefined,
    });
  });

  test("a ConfigMap alone restarts nothing, and its lines are shown", () => {
    const map = (line: string) =>
      object("ConfigMap", "homeserver", { data: { "a.yaml": `first: 1\n${line}\nlast: 3\n` } });
    expect(only([placed(map("second: 2"))], [placed(map("second: two"))])).toEqual({
      stack: "dev-a",
      release: "a",
      id: "ConfigMap/tchap-a/homeserver",
      change: "changed",
      fields: ["data.a.yaml"],
      lines: ["- second: 2", "+ second: two"],
      stateful: false,
      effect: undefined,
      implies: [],
      irreversible: false,
    });
  });

  test.each([
    ["digest", { imageName: "a/postgresql:17.11@sha256:0" }, { imageName: "a/postgresql:17.11@sha256:1" }],
    ["resources", { resources: { limits: { cpu: "1" } } }, { resources: { limits: { cpu: "2" } } }],
    ["parameters", { postgresql: { parameters: { a: "1" } } }, { postgresql: { parameters: { a: "2" } } }],
  ])("another %s of a Cluster restarts PostgreSQL, and nothing is lost", (_, was, is) => {
    expect(only([placed(cluster(was))], [placed(cluster(is))])).toMatchObject({
      stateful: true,
      effect: "PostgreSQL restarts, one instance after the other",
    });
  });

  test("a larger volume of a Cluster restarts nothing", () => {
    const sized = (size: string) => placed(cluster({ storage: { size } }));
    expect(only([sized("10Gi")], [sized("20Gi")])).toMatchObject({ fields: ["spec.storage.size"], effect: undefined });
  });

  test("an object that only changes its release or stack is a change too", () => {
    const one = object("Service", "a");
    expect(only([placed(one)], [placed(one, "dev-a", "b")])).toMatchObject({ fields: ["(its release)"] });
    expect(only([placed(one)], [placed(one, "dev-b")])).toMatchObject({ stack: "dev-b", fields: ["(its release)"] });
  });

  test("the same name under another API is another object", () => {
    const other = { ...object("Cluster", "a"), apiVersion: "v2" };
    expect(
      diffPlans([placed(object("Cluster", "a"))], [placed(other)])
        .map(({ change }) => change)
        .sort(),
    ).toEqual(["added", "removed"]);
  });
});

test("what holds data comes first, and of that what is lost before what changes and what is new", () => {
  const kept = (storage: string) => object("PersistentVolumeClaim", "kept", { spec: { storage } });
  const before = [placed(object("Cluster", "gone"), "dev-z"), placed(kept("1Gi")), placed(object("Service", "a"))];
  const after = [placed(kept("2Gi")), placed(object("Namespace", "new")), placed(object("ConfigMap", "b"))];
  expect(diffPlans(before, after).map(({ change, id }) => `${change} ${id}`)).toEqual([
    "removed Cluster/tchap-a/gone",
    "changed PersistentVolumeClaim/tchap-a/kept",
    "added Namespace/tchap-a/new",
    "added ConfigMap/tchap-a/b",
    "removed Service/tchap-a/a",
  ]);
});

const json = fc
  .dictionary(
    fc.oneof(fc.constantFrom("a", "b", "a.b", "a[0]", "[0]", "0"), fc.string({ maxLength: 2 })),
    fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom([1], { a: 1 }, { b: { a: 1 } }, [], {}, null)),
    { maxKeys: 3, noNullPrototype: true },
  )
  // Through JSON, which has no -0.
  .map((value): object => JSON.parse(JSON.stringify(value)));
const objects = fc
  .record({
    kind: fc.constantFrom("Cluster", "ConfigMap", "Deployment", "Namespace"),
    name: fc.constantFrom("a", "b", "c"),
    spec: json,
    stack: fc.constantFrom("dev-a", "dev-b"),
  })
  .map(({ kind, name, spec, stack }) => placed(object(kind, name, { spec }), stack));
const plans = fc.uniqueArray(objects, {
  selector: (each) => `${each.object.kind} ${each.object.metadata.name}`,
  maxLength: 6,
});

test("a plan differs in nothing from itself, whatever the order of its objects", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      expect(diffPlans(plan, JSON.parse(JSON.stringify([...plan].reverse())))).toEqual([]);
    }),
  );
});

test("what is added one way is removed the other way, and the same objects change", () => {
  const ids = (before: readonly Placed[], after: readonly Placed[], kind: string) =>
    diffPlans(before, after)
      .filter(({ change }) => change === kind)
      .map(({ id }) => id)
      .sort();
  fc.assert(
    fc.property(plans, plans, (one, other) => {
      expect(ids(one, other, "added")).toEqual(ids(other, one, "removed"));
      expect(ids(one, other, "changed")).toEqual(ids(other, one, "changed"));
    }),
  );
});

test("no difference between two objects goes unseen, names with dots and brackets included", () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      const same = isDeepStrictEqual(one, other);
      const changes = diffPlans([placed(object("A", "a", { spec: one }))], [placed(object("A", "a", { spec: other }))]);
      expect(changes).toHaveLength(same ? 0 : 1);
      if (!same) expect(changes[0]?.fields.every((field) => field.startsWith("spec"))).toBe(true);
    }),
    {
      numRuns: 1000,
      examples: [
        [{ "a.b": 1 }, { a: { b: 1 } }],
        [{ "a[0]": 1 }, { a: [1] }],
        [{ a: {} }, { a: [] }],
      ],
    },
  );
});
