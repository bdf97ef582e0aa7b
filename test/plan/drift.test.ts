import { driftOf } from "../../plan/drift";
import type { Live, LiveObject } from "../../plan/live/object";
import type { KubernetesObject, Plan } from "../../plan/plan";
import { REMOTE_CHART } from "../../plan/read";
import { at } from "../../plan/vocabulary";
import { SERVED_KINDS } from "../../stacks/kubernetes/kinds-live";
import { buildPlan, ENVIRONMENTS } from "./plans";

const live = (plan: Plan, more: readonly LiveObject[] = [], unread: Live["unread"] = []): Live => ({
  objects: [...plan.objects.map(({ object }) => object), ...more],
  unread,
});

const clean = { missing: [], notDeployed: [], foreign: [], changed: [], notCompared: [] };
const only = ({ missing, foreign, changed, notDeployed, notCompared }: ReturnType<typeof driftOf>) => ({
  missing: missing.map(({ object }) => object.metadata.name),
  foreign: foreign.map(({ kind, metadata }) => `${kind}/${metadata.name}`),
  changed: changed.map(({ planned }) => planned.object.metadata.name),
  notDeployed,
  notCompared,
});

const SHARD = "tchap-finances";
const own = (kind: string, name: string, metadata: object = {}, apiVersion = "v1"): LiveObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: SHARD, ...metadata },
});

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await buildPlan("prod"));
});

test("every kind of every environment's plan is in the table, once, with its scope", async () => {
  const known = new Map(SERVED_KINDS.map((each) => [`${each.apiVersion} ${each.kind}`, each]));
  expect(known.size).toBe(SERVED_KINDS.length);
  for (const environment of ENVIRONMENTS) {
    const { plan: each } = await buildPlan(environment);
    const wrong = each.objects.filter(({ object: { apiVersion, kind, metadata } }) => {
      const scope = known.get(`${apiVersion} ${kind}`)?.scope;
      return scope !== (metadata.namespace === undefined ? "cluster" : "namespace");
    });
    expect(wrong.map(({ object }) => `${object.apiVersion} ${object.kind}`)).toEqual([]);
    expect(driftOf(each, live(each))).toEqual({ ...clean, compared: each.objects.length });
  }
});

test("a missing object is told by itself, and a stack of which nothing is there in one line", () => {
  const is = ({ kind, metadata }: KubernetesObject) =>
    kind === "NetworkPolicy" && metadata.namespace === SHARD && metadata.name === "default-deny";
  const without = (gone: (stack: string, object: KubernetesObject) => boolean): Live => ({
    objects: plan.objects.filter(({ stack, object }) => !gone(stack, object)).map(({ object }) => object),
    unread: [],
  });
  expect(
    only(
      driftOf(
        plan,
        without((_, object) => is(object)),
      ),
    ),
  ).toEqual({ ...clean, missing: ["default-deny"] });
  const stack = "prod-finances";
  const objects = plan.objects.filter((each) => each.stack === stack).length;
  const found = driftOf(
    plan,
    without((each) => each === stack),
  );
  expect(only(found)).toEqual({ ...clean, notDeployed: [{ stack, objects }] });
});

test("a Job that removes itself once done is not missed, and one that stays is", () => {
  const job = (spec: object): KubernetesObject => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "setup", namespace: SHARD },
    spec,
  });
  const [first] = plan.objects.filter(({ stack }) => stack === "prod-finances");
  if (first === undefined) throw new Error("no object");
  const withJob = (spec: object): Plan => ({ ...plan, objects: [...plan.objects, { ...first, object: job(spec) }] });
  expect(only(driftOf(withJob({ ttlSecondsAfterFinished: 60 }), live(plan)))).toEqual(clean);
  expect(only(driftOf(withJob({}), live(plan)))).toEqual({ ...clean, missing: ["setup"] });
});

test("what nobody planned and nobody owns is foreign, in our namespaces only", () => {
  const strangers = [
    own("NetworkPolicy", "open", {}, "networking.k8s.io/v1"),
    own("RoleBinding", "back-door", {}, "rbac.authorization.k8s.io/v1"),
    own("Pod", "shell"),
    own("Service", "way-in"),
    own("Ingress", "way-in", {}, "networking.k8s.io/v1"),
    own("Secret", "left"),
    // The names that Helm gives, without Helm's mark.
    own("Secret", "sh.helm.release.v1.x.v1"),
    own("PersistentVolumeClaim", "data-nobody-0"),
  ];
  expect(only(driftOf(plan, live(plan, strangers))).foreign).toEqual(
    strangers.map(({ kind, metadata }) => `${kind}/${metadata.name}`),
  );
  const elsewhere = strangers.map((each) => ({ ...each, metadata: { ...each.metadata, namespace: "kube-system" } }));
  expect(only(driftOf(plan, live(plan, elsewhere)))).toEqual(clean);
});

test("what belongs there without being planned is not foreign", () => {
  const claims = plan.objects.flatMap(({ object }) => {
    const templates = object.kind === "StatefulSet" ? at(object, "spec", "volumeClaimTemplates") : undefined;
    return (Array.isArray(templates) ? templates : []).map((template) =>
      own("PersistentVolumeClaim", `${String(at(template, "metadata", "name"))}-${object.metadata.name}-0`, {
        namespace: object.metadata.namespace,
      }),
    );
  });
  const declared = plan.facts.secrets.map(({ namespace, name }) => own("Secret", name, { namespace }));
  const certificates = plan.objects
    .filter(({ object }) => object.kind === "Certificate")
    .map(({ object }) =>
      own("Secret", String(at(object, "spec", "secretName")), { namespace: object.metadata.namespace }),
    );
  const known = [
    own("ConfigMap", "kube-root-ca.crt"),
    own("Secret", "sh.helm.release.v1.shard.v3", { labels: { owner: "helm" } }),
    own("Pod", "postgres-1", { ownerReferences: [{ kind: "Cluster", name: "postgres" }] }),
    own(
      "Cluster",
      "drill",
      { namespace: `${SHARD}-restore`, labels: { "tchap/restore-drill": "true" } },
      "postgresql.cnpg.io/v1",
    ),
    ...claims,
    ...declared,
    ...certificates,
  ];
  expect(declared.length * certificates.length).toBeGreaterThan(0);
  expect(only(driftOf(plan, live(plan, known)))).toEqual(clean);
});

test("of the whole cluster only what says that it is ours is foreign", () => {
  const role = (labels: Record<string, string>): LiveObject => ({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "all", labels },
  });
  expect(only(driftOf(plan, live(plan, [role({})]))).foreign).toEqual([]);
  const ours = role({ "app.kubernetes.io/part-of": "tchap-footprint" });
  expect(only(driftOf(plan, live(plan, [ours]))).foreign).toEqual(["ClusterRole/all"]);
});

test("nothing is foreign beside a chart of others, whose objects no plan knows", () => {
  const remote = { stack: "prod-platform", release: "operator", reason: REMOTE_CHART };
  const { operatorNamespace: namespace } = plan.facts.network;
  expect(plan.facts.tenants.map((each) => each.namespace)).toContain(namespace);
  const inside = own("Deployment", "operator", { namespace }, "apps/v1");
  const open: Plan = { ...plan, unrendered: [remote] };
  expect(only(driftOf(open, live(plan, [inside])))).toEqual(clean);
  expect(only(driftOf({ ...plan, unrendered: [] }, live(plan, [inside]))).foreign).toEqual(["Deployment/operator"]);
});

test("what could not be read is told with how much it concerns, and is neither missing nor as planned", () => {
  const policies = plan.objects.filter(({ object }) => object.kind === "NetworkPolicy");
  const unread = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    reason: "forbidden: you may not list it",
  };
  const some: Live = {
    objects: plan.objects.filter(({ object }) => object.kind !== "NetworkPolicy").map(({ object }) => object),
    unread: [{ ...unread, namespace: undefined }],
  };
  const found = driftOf(plan, some);
  expect(found.compared).toBe(plan.objects.length - policies.length);
  expect(only(found)).toEqual({
    ...clean,
    notCompared: [
      {
        what: `NetworkPolicy in ${new Set(policies.map(({ object }) => object.metadata.namespace)).size} namespaces`,
        objects: policies.length,
        reason: unread.reason,
      },
    ],
  });
  const inOne = policies.filter(({ object }) => object.metadata.namespace === SHARD).length;
  expect(driftOf(plan, live(plan, [], [{ ...unread, namespace: SHARD }])).notCompared).toEqual([
    { what: `NetworkPolicy in ${SHARD}`, objects: inOne, reason: unread.reason },
  ]);
});

test("a kind that the table lacks, and a release that was not rendered, are told", () => {
  const [first] = plan.objects;
  if (first === undefined) throw new Error("no object");
  const stranger = { ...first, object: { ...first.object, apiVersion: "example.org/v1", kind: "Thing" } };
  const broken: Plan = {
    ...plan,
    objects: [...plan.objects, stranger],
    unrendered: [{ stack: "prod-services", release: "border", reason: "a template broke" }],
  };
  expect(driftOf(broken, live(plan)).notCompared).toEqual([
    expect.objectContaining({ what: expect.stringMatching(/^Thing/), objects: 1 }),
    expect.objectContaining({
      what: "release border of prod-services",
      reason: expect.stringContaining("a template broke"),
    }),
  ]);
});
