import { SHARED_NAMESPACES } from "../../../fleet/fleet";
import type { Plan } from "../../../plan/plan";
import { at, list, ofKind, texts } from "../../../plan/vocabulary";
import { textsByName } from "../../../plan/vocabulary/data";
import { driftFigures } from "../../../stacks/drift/figures";
import { SERVED_KINDS } from "../../../stacks/kubernetes/kinds-live";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";

const NAMESPACE = "tchap-drift";

const named = (plan: Plan, kind: string, name: string, namespace = NAMESPACE) =>
  ofKind(plan, kind).find(({ object: { metadata } }) => metadata.name === name && metadata.namespace === namespace)
    ?.object;

const settings = (plan: Plan): unknown =>
  JSON.parse(textsByName(at(named(plan, "ConfigMap", "drift"), "data"))["drift.json"] ?? "");

test("it may list what the plan holds in every namespace of ours, read no Secret and no right, and write one ConfigMap", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const bindings = ofKind(plan, "RoleBinding").filter(({ object }) =>
      list(at(object, "subjects")).some(
        (subject) => at(subject, "name") === "drift" && at(subject, "namespace") === NAMESPACE,
      ),
    );
    const places = bindings.map(({ object }) => object.metadata.namespace);
    expect(new Set(places)).toEqual(new Set(plan.facts.tenants.map(({ namespace }) => namespace)));
    const rules = bindings.flatMap(({ object }) => {
      const role = named(plan, "Role", String(at(object, "roleRef", "name")), object.metadata.namespace);
      return list(at(role, "rules"));
    });
    const resources = new Set(rules.flatMap((rule) => texts(at(rule, "resources"))));
    expect([...resources].filter((each) => /secret|role|token|exec/.test(each))).toEqual([]);
    const planned = new Set(plan.objects.map(({ object }) => object.kind));
    const asked = SERVED_KINDS.filter(({ kind, scope }) => planned.has(kind) && scope === "namespace");
    const missing = asked.filter(({ resource }) => !resources.has(resource)).map(({ kind }) => kind);
    expect(missing.sort()).toEqual(["Role", "RoleBinding"]);
    const writing = rules.filter(
      (rule) => !texts(at(rule, "verbs")).every((verb) => verb === "list" || verb === "get"),
    );
    expect(writing).toEqual([
      { apiGroups: [""], resources: ["configmaps"], resourceNames: ["drift-result"], verbs: ["get", "patch"] },
    ]);
    // What may be got is named.
    const got = rules.filter((rule) => texts(at(rule, "verbs")).includes("get"));
    expect(got.every((rule) => texts(at(rule, "resourceNames")).length === 1)).toBe(true);
  }
});

test("each perimeter's file stands in its own stack, and the shared settings say only where", async () => {
  const { plan } = await buildPlan("prod");
  const files = ofKind(plan, "ConfigMap").filter(({ object }) => object.metadata.name === "perimeter-file");
  const live = plan.facts.perimeters.filter(({ state }) => state !== "closed");
  expect(files.map(({ stack }) => stack).sort()).toEqual(live.map(({ stack }) => stack).sort());
  for (const { object, stack } of files) {
    const perimeter = live.find((each) => each.stack === stack);
    expect(at(object, "data", "perimeter.yaml")).toBe(plan.facts.files[`perimeters/${perimeter?.name}.yaml`]);
  }
  const given = settings(plan);
  expect(at(given, "perimeters")).toEqual(
    live.map(({ name, shards: [first] }) => ({ file: `perimeters/${name}.yaml`, namespace: first?.namespace })),
  );
  expect(Object.keys(Object(at(given, "files"))).sort()).toEqual([
    "environment.yaml",
    "images.lock.yaml",
    "waivers.yaml",
  ]);
  const referents = live.map(({ convention }) => convention.référent.email);
  expect(referents.filter((email) => JSON.stringify(given).includes(email))).toEqual([]);
});

test("of waivers no prose travels, and all that other systems are told of them", async () => {
  const { plan } = await buildPlan("prod");
  const text = String(at(settings(plan), "files", "waivers.yaml"));
  const { waivers } = JSON.parse(text);
  expect(waivers.map(({ rule, scope, expiresOn }: Record<string, unknown>) => ({ rule, scope, expiresOn }))).toEqual(
    plan.facts.waivers.map(({ rule, scope, expiresOn }) => ({ rule, scope, expiresOn })),
  );
  expect(plan.facts.waivers.filter(({ reason }) => text.includes(reason))).toEqual([]);
});

test("it runs every hour, alone, and reaches the API server alone; monitoring alone reaches its figures", async () => {
  const { plan } = await buildPlan("prod");
  expect(named(plan, "CronJob", "drift")?.spec).toMatchObject({ schedule: "15 * * * *", concurrencyPolicy: "Forbid" });
  const { nodes, apiServerPort, monitoringNamespace } = plan.facts.network;
  expect(named(plan, "NetworkPolicy", "drift")?.spec).toMatchObject({
    ingress: [],
    egress: [{ to: [{ ipBlock: { cidr: nodes } }], ports: [{ port: apiServerPort, protocol: "TCP" }] }],
  });
  expect(named(plan, "NetworkPolicy", "drift-metrics")?.spec).toMatchObject({
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": monitoringNamespace } } }],
        ports: [{ port: 9103, protocol: "TCP" }],
      },
    ],
    egress: [],
  });
  expect(SHARED_NAMESPACES).toContain(NAMESPACE);
});

test("before the first comparison its figures say that there was none", async () => {
  const { plan } = await buildPlan("dev");
  const figures = textsByName(at(named(plan, "ConfigMap", "drift-result"), "data"))["figures.txt"];
  expect(figures).toBe(driftFigures(undefined));
  expect(figures).toContain("\ntchap_drift_timestamp_seconds 0\n");
});

test("figures are in Prometheus' text format, one kind of drift a series", () => {
  const text = driftFigures({ changed: 3, missing: 2, foreign: 1, notCompared: 4, endedAt: 1_700_000_000 });
  expect(text.split("\n").filter((line) => !line.startsWith("#"))).toEqual([
    'tchap_drift_objects{drift="changed"} 3',
    'tchap_drift_objects{drift="missing"} 2',
    'tchap_drift_objects{drift="foreign"} 1',
    "tchap_drift_not_compared 4",
    "tchap_drift_timestamp_seconds 1700000000",
    "",
  ]);
});
