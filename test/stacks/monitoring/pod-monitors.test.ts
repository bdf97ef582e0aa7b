import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, containersOf, list, ofKind, selects, type Workload, workloads } from "../../../plan/vocabulary";
import { KNOWN_METRICS } from "../../../stacks/monitoring/known-metrics";
import { SCRAPED } from "../../../stacks/monitoring/scraped";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";

/** Ports by which Prometheus reads figures, by their names in the pods. */
const FIGURES = new Set(SCRAPED.flatMap(({ ports }) => ports.map(({ port }) => port)));

interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
}

/** Pods with ports of figures; `admin` is one of the media store alone. */
function figured({ planned: { object }, labels, containers }: Workload): Pod[] {
  const names = containers.flatMap((each) => list(at(each, "ports")).map((port) => String(at(port, "name"))));
  const ports = names.filter(
    (name) => FIGURES.has(name) && (name !== "admin" || labels["app.kubernetes.io/name"] === "media-store"),
  );
  const { name, namespace = "" } = object.metadata;
  return ports.length === 0 ? [] : [{ name: `${object.kind}/${namespace}/${name}`, namespace, labels, ports }];
}

/** Those of CloudNativePG, which makes them: with the labels that its Cluster hands down, and its own. */
function databases(plan: Plan): Pod[] {
  return ofKind(plan, "Cluster").map(({ object }) => {
    const given = Object.entries(Object(at(object, "spec", "inheritedMetadata", "labels")));
    const { name, namespace = "" } = object.metadata;
    const labels = {
      ...Object.fromEntries(given.map(([key, value]) => [key, String(value)])),
      "cnpg.io/cluster": name,
    };
    return { name: `Cluster/${namespace}/${name}`, namespace, labels, ports: ["metrics"] };
  });
}

function reads(monitor: PlannedObject, { namespace, labels }: Pod): boolean {
  const { metadata } = monitor.object;
  const within = at(monitor.object, "spec", "namespaceSelector", "any") === true || metadata.namespace === namespace;
  return within && selects(at(monitor.object, "spec", "selector"), labels) === true;
}

const endpoints = ({ object }: PlannedObject) => list(at(object, "spec", "podMetricsEndpoints"));

test.each(ENVIRONMENTS)(
  "every pod of %s that shows figures is read by exactly one PodMonitor, port by port",
  async (name) => {
    const { plan } = await buildPlan(name);
    const monitors = ofKind(plan, "PodMonitor");
    const pods = [...workloads(plan).flatMap(figured), ...databases(plan)];
    expect(pods.length).toBeGreaterThan(10);
    for (const pod of pods) {
      const found = monitors.filter((each) => reads(each, pod));
      expect([pod.name, found.length]).toEqual([pod.name, 1]);
      const ports = found.flatMap(endpoints).map((endpoint) => String(at(endpoint, "port")));
      expect([pod.name, pod.ports.filter((port) => !ports.includes(port))]).toEqual([pod.name, []]);
    }
    const idle = monitors
      .filter((each) => !pods.some((pod) => reads(each, pod)))
      .map(({ object }) => object.metadata.name);
    // cert-manager's chart is another's; dev has no shard whose agents MAS signs in.
    expect(idle.filter((each) => !["certificates", "authentication"].includes(each))).toEqual([]);
  },
);

test.each(ENVIRONMENTS)(
  "network policies of %s let monitoring in to every pod that shows figures",
  async (environment) => {
    const { plan } = await buildPlan(environment);
    const { monitoringNamespace } = plan.facts.network;
    const here = { "kubernetes.io/metadata.name": monitoringNamespace };
    const policies = ofKind(plan, "NetworkPolicy");
    const shut = workloads(plan)
      // The firewall of a node is what bounds a pod on its network.
      .filter(({ pod }) => at(pod, "hostNetwork") !== true)
      .flatMap((each) => figured(each).map((pod) => ({ pod, containers: containersOf(each.pod) })))
      .flatMap(({ pod, containers }) => {
        const numbers = containers
          .flatMap((each) => list(at(each, "ports")))
          .filter((port) => pod.ports.includes(String(at(port, "name"))))
          .map((port) => at(port, "containerPort"));
        const rules = policies
          .filter(({ object }) => object.metadata.namespace === pod.namespace)
          .filter(({ object }) => selects(at(object, "spec", "podSelector"), pod.labels) === true)
          .flatMap(({ object }) => list(at(object, "spec", "ingress")))
          .filter((rule) =>
            list(at(rule, "from")).some(
              (peer) =>
                at(peer, "podSelector") === undefined &&
                at(peer, "namespaceSelector") !== undefined &&
                selects(at(peer, "namespaceSelector"), here) === true,
            ),
          );
        const open = rules.flatMap((rule) => list(at(rule, "ports")).map((port) => at(port, "port")));
        return numbers.filter((number) => !open.includes(number)).map((number) => `${pod.name}:${String(number)}`);
      });
    expect(shut).toEqual([]);
  },
);

test("PodMonitors name no perimeter: those of prod are those of preprod", async () => {
  const monitors = async (environment: string) =>
    ofKind((await buildPlan(environment)).plan, "PodMonitor").map(({ object }) => [object.metadata.name, object.spec]);
  expect(await monitors("prod")).toEqual(await monitors("preprod"));
});

test("every figure says whose it is, and one of a shard that is restored apart is not read", async () => {
  const { plan } = await buildPlan("prod");
  const monitors = ofKind(plan, "PodMonitor").filter(({ object }) => object.metadata.name !== "certificates");
  expect(monitors.length).toBe(SCRAPED.length);
  for (const endpoint of monitors.flatMap(endpoints)) {
    const relabelings = list(at(endpoint, "relabelings"));
    const made = relabelings.map((each) => at(each, "targetLabel"));
    expect(made).toEqual(expect.arrayContaining(["shard", "perimeter", "environment", "system"]));
    expect(relabelings[0]).toEqual({
      action: "drop",
      sourceLabels: ["__meta_kubernetes_namespace"],
      regex: ".+-restore",
    });
  }
});

test("the media store's token is a Secret beside its PodMonitor, with that key", async () => {
  const { plan } = await buildPlan("prod");
  const [monitor] = ofKind(plan, "PodMonitor").filter(({ object }) => object.metadata.name === "media-store");
  const credentials = at(list(at(monitor?.object, "spec", "podMetricsEndpoints"))[0], "authorization", "credentials");
  const secret = plan.facts.secrets.find(
    ({ name, namespace }) => name === at(credentials, "name") && namespace === monitor?.object.metadata.namespace,
  );
  expect(secret?.keys).toContain(at(credentials, "key"));
});

test("names of series are written down once", () => {
  const names = Object.values(KNOWN_METRICS).flatMap(({ names: all }): readonly string[] => all);
  expect(new Set(names).size).toBe(names.length);
});
