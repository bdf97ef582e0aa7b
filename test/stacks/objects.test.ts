import type { KubernetesObject, Plan } from "../../plan/plan";
import { objectId, tenantOf } from "../../plan/plan";
import { at, containersOf, list, ofKind, podSpec } from "../../plan/vocabulary";
import { buildPlan, ENVIRONMENTS, fields } from "../plan/plans";

const plans = (): Promise<Plan[]> =>
  Promise.all(ENVIRONMENTS.map(async (environment) => (await buildPlan(environment)).plan));

interface Workload {
  readonly id: string;
  readonly namespace: string | undefined;
  readonly object: KubernetesObject;
  readonly pod: unknown;
  readonly labels: Readonly<Record<string, unknown>>;
}

function workloads(plan: Plan): Workload[] {
  return plan.objects.flatMap(({ object }) => {
    const pod = podSpec(object);
    if (pod === undefined) return [];
    const labels = fields(at(object, "spec", "template", "metadata", "labels"));
    return [{ id: objectId(object), namespace: object.metadata.namespace, object, pod, labels }];
  });
}

const selects = (selector: unknown, labels: Readonly<Record<string, unknown>>) =>
  Object.entries(fields(selector)).every(([key, value]) => labels[key] === value);

const names = (plan: Plan, kind: string, namespace?: string) =>
  ofKind(plan, kind)
    .filter(({ object }) => object.metadata.namespace === namespace)
    .map(({ object }) => object.metadata.name);

const portNames = (pod: unknown) =>
  containersOf(pod).flatMap((each) => list(at(each, "ports")).map((port) => at(port, "name")));

test("every Service selects the pods of exactly one workload of its namespace", async () => {
  for (const plan of await plans()) {
    const services = ofKind(plan, "Service");
    expect(services.length).toBeGreaterThan(1);
    for (const { object } of services) {
      const selected = workloads(plan).filter(
        ({ namespace, labels }) =>
          namespace === object.metadata.namespace && selects(at(object, "spec", "selector"), labels),
      );
      expect([objectId(object), selected.length]).toEqual([objectId(object), 1]);
      for (const port of list(at(object, "spec", "ports")))
        expect(portNames(selected[0]?.pod)).toContain(at(port, "targetPort"));
    }
  }
});

test("every workload selects its own pods and no other workload's", async () => {
  for (const plan of await plans())
    for (const { id, namespace, object } of workloads(plan)) {
      const selector = at(object, "spec", "selector", "matchLabels");
      const selected = workloads(plan).filter((each) => each.namespace === namespace && selects(selector, each.labels));
      expect(selected.map((each) => each.id)).toEqual([id]);
    }
});

test("every StatefulSet names a Service that exists", async () => {
  for (const plan of await plans())
    for (const { object } of ofKind(plan, "StatefulSet"))
      expect(names(plan, "Service", object.metadata.namespace)).toContain(at(object, "spec", "serviceName"));
});

test("every port has a name, and within its pod or Service its own name and number", async () => {
  for (const plan of await plans()) {
    const groups = [
      ...workloads(plan).map(({ id, pod }) => ({
        id,
        key: "containerPort",
        ports: containersOf(pod).flatMap((each) => list(at(each, "ports"))),
      })),
      ...ofKind(plan, "Service").map(({ object }) => ({
        id: objectId(object),
        key: "port",
        ports: list(at(object, "spec", "ports")),
      })),
    ];
    for (const { id, key, ports } of groups) {
      const numbers = ports.map((port) => at(port, key));
      const named = ports.map((port) => at(port, "name"));
      expect([id, new Set(numbers).size, new Set(named).size]).toEqual([id, ports.length, ports.length]);
      for (const name of named) expect(String(name)).toMatch(/^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/);
      for (const number of numbers)
        expect(Number.isInteger(number) && Number(number) > 0 && Number(number) < 65_536).toBe(true);
    }
  }
});

test("every probe asks a port that its container has", async () => {
  for (const plan of await plans())
    for (const { pod } of workloads(plan))
      for (const container of list(at(pod, "containers"))) {
        const probes = ["startupProbe", "livenessProbe", "readinessProbe"].map((name) => at(container, name));
        const asked = probes.flatMap((probe) => [at(probe, "httpGet", "port"), at(probe, "tcpSocket", "port")]);
        const known = list(at(container, "ports")).map((port) => at(port, "name"));
        const ports = asked.filter((port) => port !== undefined);
        expect(ports.length).toBeGreaterThan(1);
        for (const port of ports) expect(known).toContain(port);
      }
});

test("every volume claim, ConfigMap and ServiceAccount that a pod names exists in its namespace", async () => {
  for (const plan of await plans()) {
    let claims = 0;
    for (const { namespace, pod } of workloads(plan)) {
      expect(names(plan, "ServiceAccount", namespace)).toContain(at(pod, "serviceAccountName"));
      for (const volume of list(at(pod, "volumes"))) {
        const claim = at(volume, "persistentVolumeClaim", "claimName");
        const map = at(volume, "configMap", "name");
        if (claim !== undefined) {
          expect(names(plan, "PersistentVolumeClaim", namespace)).toContain(claim);
          claims += 1;
        }
        if (map !== undefined) expect(names(plan, "ConfigMap", namespace)).toContain(map);
      }
    }
    expect(claims).toBe(ofKind(plan, "PersistentVolumeClaim").length);
  }
});

test("every ConfigMap, ServiceAccount and volume claim is used by a pod of its namespace", async () => {
  const used: Readonly<Record<string, (pod: unknown) => unknown[]>> = {
    ConfigMap: (pod) => list(at(pod, "volumes")).map((volume) => at(volume, "configMap", "name")),
    PersistentVolumeClaim: (pod) =>
      list(at(pod, "volumes")).map((volume) => at(volume, "persistentVolumeClaim", "claimName")),
    ServiceAccount: (pod) => [at(pod, "serviceAccountName")],
  };
  for (const plan of await plans())
    for (const [kind, of] of Object.entries(used))
      for (const { object } of ofKind(plan, kind)) {
        const own = workloads(plan).filter(({ namespace }) => namespace === object.metadata.namespace);
        expect(own.flatMap(({ pod }) => of(pod))).toContain(object.metadata.name);
      }
});

test("every mount of a container names a volume of its pod, and every volume is mounted", async () => {
  for (const plan of await plans())
    for (const { pod } of workloads(plan)) {
      const volumes = list(at(pod, "volumes")).map((volume) => at(volume, "name"));
      const mounted = containersOf(pod).flatMap((each) =>
        list(at(each, "volumeMounts")).map((mount) => at(mount, "name")),
      );
      expect(new Set(volumes).size).toBe(volumes.length);
      expect(new Set(mounted)).toEqual(new Set(volumes));
    }
});

test("every priority class that is named exists, and databases outrank homeservers", async () => {
  for (const plan of await plans()) {
    const classes = new Map(
      ofKind(plan, "PriorityClass").map(({ object }) => [object.metadata.name, Number(object.value)]),
    );
    const named = [
      ...workloads(plan).map(({ pod }) => at(pod, "priorityClassName")),
      ...ofKind(plan, "Cluster").map(({ object }) => at(object, "spec", "priorityClassName")),
    ];
    expect(new Set(named)).toEqual(new Set(classes.keys()));
    expect(classes.get("tchap-data")).toBeGreaterThan(classes.get("tchap-serving") ?? Number.POSITIVE_INFINITY);
  }
});

test("every storage class that is named is one that the environment declares, for that use", async () => {
  for (const plan of await plans()) {
    const { database, media } = plan.facts.storageClasses;
    for (const { object } of ofKind(plan, "PersistentVolumeClaim"))
      expect(at(object, "spec", "storageClassName")).toBe(media.name);
    for (const { object } of ofKind(plan, "Cluster"))
      expect([at(object, "spec", "storage", "storageClass"), at(object, "spec", "walStorage", "storageClass")]).toEqual(
        [database.name, database.name],
      );
  }
});

test("every node pool that is asked for is declared", async () => {
  for (const plan of await plans()) {
    const pools = plan.facts.cluster.nodePools.map(({ name }) => ({ "tchap/pool": name }));
    for (const { pod } of workloads(plan)) expect(pools).toContainEqual(at(pod, "nodeSelector"));
    for (const { object } of ofKind(plan, "Cluster"))
      expect(pools).toContainEqual(at(object, "spec", "affinity", "nodeSelector"));
  }
});

test("every object belongs to a tenant, or is one of the platform's own kinds", async () => {
  for (const plan of await plans())
    for (const { object, stack, perimeter } of plan.objects) {
      const tenant = tenantOf(plan.facts, object);
      if (tenant === undefined) {
        expect([object.kind, stack]).toEqual(["PriorityClass", `${plan.facts.environment}-platform`]);
        continue;
      }
      expect([objectId(object), stack, perimeter]).toEqual([objectId(object), tenant.stack, tenant.perimeter]);
    }
});

test("no two objects of a plan are the same object", async () => {
  for (const plan of await plans()) {
    const ids = plan.objects.map(({ object }) => `${object.apiVersion} ${objectId(object)}`);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test("every object that a chart makes says what system it is of, for whom, and in which tier", async () => {
  for (const plan of await plans())
    for (const { object, release, perimeter } of plan.objects) {
      if (release === "terraform") continue;
      expect([objectId(object), object.metadata.labels]).toEqual([
        objectId(object),
        expect.objectContaining({
          "app.kubernetes.io/name": expect.any(String),
          "app.kubernetes.io/part-of": "tchap-footprint",
          env: plan.facts.environment,
          tier: expect.stringMatching(/^(frontend|backend|db|cache|auth)$/),
          ...(perimeter === undefined ? {} : { "tchap/perimeter": perimeter }),
        }),
      ]);
    }
});

test("every shard's PostgreSQL loses no acknowledged write with a zone, and is made as Synapse needs it", async () => {
  for (const plan of await plans()) {
    const shards = plan.facts.perimeters.filter(({ state }) => state !== "closed").flatMap((each) => each.shards);
    const clusters = ofKind(plan, "Cluster");
    expect(clusters.map(({ object }) => object.metadata.namespace).sort()).toEqual(
      shards.map((each) => each.namespace).sort(),
    );
    for (const { object } of clusters) {
      expect(object.apiVersion).toBe("postgresql.cnpg.io/v1");
      expect(object.metadata.annotations).toMatchObject({ "helm.sh/resource-policy": "keep" });
      expect(object.spec).toMatchObject({
        instances: 3,
        enableSuperuserAccess: false,
        bootstrap: {
          initdb: { encoding: "UTF8", localeCollate: "C", localeCType: "C", dataChecksums: true },
        },
        postgresql: {
          synchronous: { method: "any", number: 1, dataDurability: "required", failoverQuorum: true },
        },
        affinity: {
          enablePodAntiAffinity: true,
          podAntiAffinityType: "required",
          topologyKey: "topology.kubernetes.io/zone",
        },
        storage: { size: expect.stringMatching(/^\d+[GT]i$/) },
        walStorage: { size: expect.stringMatching(/^\d+[GT]i$/) },
      });
      expect(plan.facts.cluster.zones.length).toBeGreaterThanOrEqual(3);
      const parameters = fields(at(object, "spec", "postgresql", "parameters"));
      expect(Object.values(parameters).filter((value) => typeof value !== "string")).toEqual([]);
    }
  }
});

test("the sizes of every shard are the capacity model's", async () => {
  for (const plan of await plans())
    for (const { shards } of plan.facts.perimeters.filter(({ state }) => state !== "closed"))
      for (const { namespace, capacity } of shards) {
        const of = (kind: string) =>
          ofKind(plan, kind).find(({ object }) => object.metadata.namespace === namespace)?.object;
        const gib = (quantity: unknown) => {
          const [, amount, unit] = /^(\d+)([GT])i$/.exec(String(quantity)) ?? [];
          return Number(amount) * (unit === "T" ? 1024 : 1);
        };
        expect(gib(at(of("Cluster"), "spec", "storage", "size"))).toBe(capacity.postgres.volumeGiB);
        expect(gib(at(of("Cluster"), "spec", "walStorage", "size"))).toBe(capacity.postgres.walGiB);
        expect(gib(at(of("PersistentVolumeClaim"), "spec", "resources", "requests", "storage"))).toBe(
          capacity.mediaGiB,
        );
        const memory = at(of("Cluster"), "spec", "resources", "limits", "memory");
        expect(gib(memory) * 1024).toBe(capacity.postgres.memoryMiB);
      }
});

test("what holds data is kept when its release goes", async () => {
  for (const plan of await plans())
    for (const kind of ["Cluster", "PersistentVolumeClaim"])
      for (const { object, release } of ofKind(plan, kind)) {
        expect(object.metadata.annotations).toMatchObject({ "helm.sh/resource-policy": "keep" });
        expect(release).toMatch(/-data$/);
      }
});
