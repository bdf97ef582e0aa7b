import fc from "fast-check";
import { fieldDrifts } from "../../../plan/live/fields";
import { sameQuantity } from "../../../plan/live/quantity";
import { FALSE_IS_ABSENT, SERVER_DEFAULTS } from "../../../plan/live/server-defaults";
import type { KubernetesObject } from "../../../plan/plan";
import { SERVED_KINDS } from "../../../stacks/kubernetes/kinds-live";
import { buildPlan } from "../plans";

type Path = readonly (string | number)[];

const CUSTOM = new Set(SERVED_KINDS.filter(({ custom }) => custom).map(({ kind }) => kind));
const how = ({ kind }: KubernetesObject) => ({ custom: CUSTOM.has(kind), scaled: false });

/** Maps in which nothing is completed. */
const MAPS = new Set(["annotations", "binaryData", "data", "labels", "matchLabels", "nodeSelector", "metadata"]);

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Paths of all that is compared: not what an object is called. */
function paths(value: unknown, from: Path = []): Path[] {
  const named = from.length === 1 && (from[0] === "apiVersion" || from[0] === "kind");
  if (named || (from[0] === "metadata" && from.length > 1 && from[1] !== "labels" && from[1] !== "annotations"))
    return [];
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return [from];
  return Object.entries(value).flatMap(([key, each]) =>
    paths(each, [...from, Array.isArray(value) ? Number(key) : key]),
  );
}

/** A copy in which a value at a path is another one, or gone. */
function changed(object: KubernetesObject, path: Path, to: (was: unknown) => unknown): KubernetesObject {
  const copy: KubernetesObject = JSON.parse(JSON.stringify(object));
  let here: unknown = copy;
  for (const key of path.slice(0, -1)) here = Reflect.get(Object(here), key);
  const [last = ""] = path.slice(-1);
  const value = to(Reflect.get(Object(here), last));
  if (value !== undefined) Reflect.set(Object(here), last, value);
  else if (Array.isArray(here)) here.splice(Number(last), 1);
  else Reflect.deleteProperty(Object(here), last);
  return copy;
}

function another(value: unknown): unknown {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return Array.isArray(value) ? ["x"] : value === null ? "x" : { x: "x" };
}

/** What a server might write into an object: any of its defaults, wherever nothing stands. */
function completed(value: unknown, chosen: ReadonlySet<string>, name = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => completed(each, chosen, name));
  if (!isFields(value)) return value;
  const own = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, completed(each, chosen, key)]));
  if (MAPS.has(name)) return own;
  const added = Object.entries(SERVER_DEFAULTS).filter(([key]) => chosen.has(key) && !(key in own));
  return { ...Object.fromEntries(added.map(([key, [first]]) => [key, first])), ...own };
}

let objects: readonly KubernetesObject[];
/** Of each kind, some; so that the hundred kinds of ConfigMap do not hide the one Job. */
let anObject: fc.Arbitrary<KubernetesObject>;

beforeAll(async () => {
  objects = (await Promise.all(["dev", "prod"].map((name) => buildPlan(name)))).flatMap(({ plan }) =>
    plan.objects.map(({ object }) => object),
  );
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  anObject = fc
    .constantFrom(...kinds)
    .chain((kind) => fc.constantFrom(...objects.filter((object) => object.kind === kind)));
});

test("every object of dev and of prod is as planned when it is as planned", () => {
  expect(objects.flatMap((object) => fieldDrifts(object, object, how(object)))).toEqual([]);
});

test("whatever defaults a server writes, and whatever it notes beside, nothing has drifted", () => {
  fc.assert(
    fc.property(anObject, fc.subarray(Object.keys(SERVER_DEFAULTS)), (object, chosen) => {
      const full = isFields(object) ? completed(object.spec, new Set(chosen), "spec") : undefined;
      const live = {
        ...object,
        ...(object.spec === undefined ? {} : { spec: full }),
        metadata: {
          ...object.metadata,
          uid: "u",
          resourceVersion: "7",
          managedFields: [{}],
          labels: { ...object.metadata.labels, "app.kubernetes.io/managed-by": "Helm" },
          annotations: { ...object.metadata.annotations, "meta.helm.sh/release-name": "shard" },
        },
        status: { replicas: 9 },
      };
      expect(fieldDrifts(object, live, how(object))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("any single value changed is found, and nothing else is told", () => {
  const anyValue = anObject.chain((object) => fc.tuple(fc.constant(object), fc.constantFrom(...paths(object))));
  fc.assert(
    fc.property(anyValue, ([object, path]) => {
      const value = path.reduce((here: unknown, key) => Reflect.get(Object(here), key), object);
      // Of a custom resource only what was planned is looked at, and of an empty map nothing was.
      fc.pre(!(CUSTOM.has(object.kind) && isFields(value)));
      const found = fieldDrifts(object, changed(object, path, another), how(object));
      // A name is what a member of a list is known by: one is missing and one is foreign.
      expect(found).toHaveLength(path.at(-1) === "name" && found.length === 2 ? 2 : 1);
    }),
    { numRuns: 1000 },
  );
});

test("any single value gone is found, but for what the API does not write down", () => {
  const anyValue = anObject.chain((object) => fc.tuple(fc.constant(object), fc.constantFrom(...paths(object))));
  fc.assert(
    fc.property(anyValue, ([object, path]) => {
      const value = path.reduce((here: unknown, key) => Reflect.get(Object(here), key), object);
      const inMap = MAPS.has(String(path.at(-2)));
      const isEmpty =
        value === null || value === "" || (typeof value === "object" && Object.keys(value ?? {}).length === 0);
      fc.pre(inMap || !(isEmpty || (value === false && FALSE_IS_ABSENT.has(String(path.at(-1))))));
      expect(
        fieldDrifts(
          object,
          changed(object, path, () => undefined),
          how(object),
        ),
      ).not.toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

const deployment = (pod: object, more: object = {}): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "router", namespace: "tchap-a" },
  spec: { replicas: 2, ...more, template: { spec: { containers: [{ name: "router", image: "i" }], ...pod } } },
});

const drifts = (planned: KubernetesObject, live: KubernetesObject, more: object = {}) =>
  fieldDrifts(planned, live, { custom: false, scaled: false, ...more });

test.each([
  ["hostNetwork", { hostNetwork: true }, "spec.template.spec.hostNetwork"],
  [
    "a second container",
    { containers: [{ name: "router", image: "i" }, { name: "x" }] },
    "spec.template.spec.containers[x]",
  ],
  [
    "a privileged one",
    { containers: [{ name: "router", image: "i", securityContext: { privileged: true } }] },
    "spec.template.spec.containers[router].securityContext",
  ],
  ["a volume of the node", { volumes: [{ name: "root", hostPath: { path: "/" } }] }, "spec.template.spec.volumes"],
  ["another scheduler", { schedulerName: "mine" }, "spec.template.spec.schedulerName"],
])("what somebody added is found: %s", (_, pod, field) => {
  expect(drifts(deployment({}), deployment(pod))).toEqual([expect.objectContaining({ field, planned: undefined })]);
});

test("a volume that leads to the node in place of an empty one is found", () => {
  const volumes = (source: object) => deployment({ volumes: [{ name: "tmp", ...source }] });
  expect(drifts(volumes({ emptyDir: {} }), volumes({ hostPath: { path: "/" } }))).toEqual([
    { field: "spec.template.spec.volumes[tmp].hostPath", planned: undefined, live: { path: "/" } },
  ]);
});

test("an added peer, port or policy type opens a network, and is found", () => {
  const policy = (spec: object): KubernetesObject => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "default-deny", namespace: "tchap-a" },
    spec,
  });
  const planned = policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [] });
  expect(drifts(planned, policy({ podSelector: {}, policyTypes: ["Egress", "Ingress"] }))).toEqual([]);
  expect(drifts(planned, policy({ podSelector: {}, policyTypes: ["Ingress"] }))).toHaveLength(1);
  expect(drifts(planned, policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}] }))).toEqual([
    { field: "spec.ingress[0]", planned: undefined, live: {} },
  ]);
});

test("replicas are the autoscaler's where there is one, and the plan's elsewhere", () => {
  const live = deployment({}, { replicas: 5 });
  expect(drifts(deployment({}), live, { scaled: true })).toEqual([]);
  expect(drifts(deployment({}, { replicas: undefined }), live, { scaled: true })).toEqual([]);
  expect(drifts(deployment({}), live)).toEqual([{ field: "spec.replicas", planned: 2, live: 5 }]);
});

test("init containers in another order are found: they run one after the other", () => {
  const ordered = (...names: string[]) => deployment({ initContainers: names.map((name) => ({ name })) });
  expect(drifts(ordered("a", "b"), ordered("a", "b"))).toEqual([]);
  expect(drifts(ordered("a", "b"), ordered("b", "a"))).toHaveLength(1);
});

test("an object that is being deleted is told", () => {
  const live = { ...deployment({}), metadata: { name: "router", deletionTimestamp: "2026-11-24T00:00:00Z" } };
  expect(drifts(deployment({}), live)).toEqual([
    { field: "metadata.deletionTimestamp", planned: undefined, live: "2026-11-24T00:00:00Z" },
  ]);
});

test("amounts are compared as amounts where amounts stand, and as texts elsewhere", () => {
  const quota = (cpu: string): KubernetesObject => ({
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "quota", namespace: "tchap-a" },
    spec: { hard: { cpu } },
  });
  expect(drifts(quota("0.5"), quota("500m"))).toEqual([]);
  expect(drifts(quota("1024Mi"), quota("1Gi"))).toEqual([]);
  expect(drifts(quota("0.5"), quota("501m"))).toHaveLength(1);
  const map = (value: string): KubernetesObject => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "c", namespace: "tchap-a" },
    data: { value },
  });
  expect(drifts(map("0.5"), map("500m"))).toHaveLength(1);
});

test("an amount equals itself written in any unit, and no other", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (milli) => {
      expect(sameQuantity(`${milli}m`, milli / 1000)).toBe(true);
      expect(sameQuantity(`${milli}m`, `${milli + 1}m`)).toBe(false);
      expect(sameQuantity(`${milli}Gi`, `${milli * 1024}Mi`)).toBe(true);
      expect(sameQuantity(`${milli}G`, `${milli}Gi`)).toBe(false);
    }),
  );
  for (const other of ["", "x", "1X", "1e", null, undefined, {}]) expect(sameQuantity("1", other)).toBe(false);
});
