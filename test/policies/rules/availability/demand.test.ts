import type { KubernetesObject } from "../../../../plan/plan";
import { demand, sharesByNamespace } from "../../../../policies/rules/availability/demand";
import { cluster, deployment, RESOURCES } from "../../objects";
import { smallPlan } from "../../small-plan";

/** What objects of one namespace take of an entry of its quota. */
function taken(entry: string, ...objects: readonly KubernetesObject[]): number | undefined {
  return demand(sharesByNamespace(smallPlan({ objects })).get("tchap-alpha") ?? [], entry);
}

const container = (cpu: string, more: object = {}) => ({ resources: { requests: { cpu }, limits: { cpu } }, ...more });
function pods(pod: object, spec: object = {}): KubernetesObject {
  const made = deployment(pod);
  return { ...made, spec: { ...Object(made.spec), ...spec } };
}

describe("a Deployment of three pods takes", () => {
  test.each<[string, object, number]>([
    ["a quarter more, rounded up, by Kubernetes' default", {}, 4],
    ["as many more as it says", { strategy: { rollingUpdate: { maxSurge: 2 } } }, 5],
    ["such a share more, rounded up", { strategy: { rollingUpdate: { maxSurge: "50%" } } }, 5],
    ["none more where it is told to replace in place", { strategy: { rollingUpdate: { maxSurge: 0 } } }, 3],
    ["none more where old pods end first", { strategy: { type: "Recreate" } }, 3],
  ])("%s", (_, spec, count) => {
    const own = pods({ containers: [container("1")] }, spec);
    expect(taken("pods", own)).toBe(count * 1000);
    expect(taken("requests.cpu", own)).toBe(count * 1000);
    expect(taken("limits.cpu", own)).toBe(count * 1000);
  });
});

describe("a pod takes", () => {
  const one = { replicas: 1, strategy: { type: "Recreate" } };

  test.each<[string, object, number]>([
    ["the sum of its containers", { containers: [container("1"), container("500m")] }, 1500],
    [
      "as much as its largest init container",
      { containers: [container("1")], initContainers: [container("3"), container("2")] },
      3000,
    ],
    ["no more for smaller ones", { containers: [container("1")], initContainers: [container("500m")] }, 1000],
    [
      "more for one that stays",
      { containers: [container("1")], initContainers: [container("500m", { restartPolicy: "Always" })] },
      1500,
    ],
  ])("%s", (_, pod, cpu) => {
    expect(taken("requests.cpu", pods(pod, one))).toBe(cpu);
  });
});

describe("an autoscaled StatefulSet takes", () => {
  const stateful = { ...pods({ containers: [container("1")] }, { replicas: undefined }), kind: "StatefulSet" };
  const scaler = (spec: object, name = "homeserver") => ({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "a", namespace: "tchap-alpha" },
    spec: { scaleTargetRef: { kind: "StatefulSet", name }, ...spec },
  });

  test.each<[string, object, number]>([
    ["as much as it may become", scaler({ minReplicas: 2, maxReplicas: 5 }), 5],
    ["without an end, more than any quota", scaler({ minReplicas: 2 }), Number.POSITIVE_INFINITY],
    ["one pod where another is scaled", scaler({ minReplicas: 2, maxReplicas: 5 }, "another"), 1],
  ])("%s", (_, autoscaler, count) => {
    const object = { apiVersion: "", kind: "", metadata: { name: "" }, ...autoscaler };
    expect(taken("pods", stateful, object)).toBe(count * 1000);
    expect(taken("requests.storage", stateful, object)).toBe(0);
  });

  test("the larger of both, where replicas are written too", () => {
    const written = { ...pods({ containers: [container("1")] }, { replicas: 9 }), kind: "StatefulSet" };
    expect(taken("pods", written, scaler({ minReplicas: 2, maxReplicas: 5 }))).toBe(9000);
  });
});

describe("a job takes", () => {
  const template = { spec: { containers: [container("1")] } };
  const job = (kind: string, spec: object) => ({
    apiVersion: "batch/v1",
    kind,
    metadata: { name: "a", namespace: "tchap-alpha" },
    spec,
  });
  const nightly = (spec: object, each: object = {}) =>
    job("CronJob", { ...spec, jobTemplate: { spec: { template, ...each } } });

  test.each<[string, KubernetesObject, number]>([
    ["one pod", job("Job", { template }), 1],
    ["as many as it runs at a time", job("Job", { template, parallelism: 3 }), 3],
    ["one pod each night", nightly({ concurrencyPolicy: "Forbid" }), 1],
    ["as many as a run has", nightly({ concurrencyPolicy: "Replace" }, { parallelism: 2 }), 2],
    ["any number where runs may overlap, Kubernetes' default", nightly({}), Number.POSITIVE_INFINITY],
  ])("%s", (_, object, count) => {
    expect(taken("pods", object)).toBe(count * 1000);
    expect(taken("requests.cpu", object)).toBe(count * 1000);
  });
});

test("PostgreSQL takes pods, volumes and storage for each instance", () => {
  const own = cluster({
    instances: 3,
    resources: RESOURCES,
    storage: { size: "10Gi" },
    walStorage: { size: "5Gi" },
    tablespaces: [{ name: "more", storage: { size: "1Gi" } }],
  });
  expect(taken("pods", own)).toBe(3000);
  expect(taken("requests.cpu", own)).toBe(3000);
  expect(taken("persistentvolumeclaims", own)).toBe(9000);
  expect(taken("requests.storage", own)).toBe(3 * 16 * 1024 ** 3 * 1000);
});

test("volumes count by themselves and by the pods that they are made for", () => {
  const size = { spec: { resources: { requests: { storage: "2Gi" } } } };
  const stateful = { ...pods({ containers: [container("1")] }, { volumeClaimTemplates: [size] }), kind: "StatefulSet" };
  const claim = {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "a", namespace: "tchap-alpha" },
    ...size,
  };
  expect(taken("persistentvolumeclaims", stateful, claim)).toBe(4000);
  expect(taken("requests.storage", stateful, claim)).toBe(4 * 2 * 1024 ** 3 * 1000);
  expect(taken("pods", stateful, claim)).toBe(3000);
});

test("other namespaces' pods take nothing, and entries of other kinds are not judged", () => {
  expect(taken("pods", deployment({ containers: [] }, "a", "tchap-beta"))).toBe(0);
  expect(taken("services.nodeports", deployment({ containers: [] }))).toBeUndefined();
});

test("what states no size cannot be summed", () => {
  expect(() => taken("requests.memory", pods({ containers: [container("1")] }))).toThrow("not a quantity");
});
