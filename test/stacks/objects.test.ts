import { pools } from "../../fleet/capacity/topology";
import type { Plan } from "../../plan/plan";
import { objectId, tenantOf } from "../../plan/plan";
import { at, ofKind, workloads } from "../../plan/vocabulary";
import { buildPlan, ENVIRONMENTS, fields } from "../plan/plans";

const plans = (): Promise<Plan[]> =>
  Promise.all(ENVIRONMENTS.map(async (environment) => (await buildPlan(environment)).plan));

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
    for (const { object, release } of ofKind(plan, "PersistentVolumeClaim"))
      expect(at(object, "spec", "storageClassName")).toBe(release === "identity-server" ? database.name : media.name);
    for (const { object } of ofKind(plan, "Cluster"))
      expect([at(object, "spec", "storage", "storageClass"), at(object, "spec", "walStorage", "storageClass")]).toEqual(
        [database.name, database.name],
      );
  }
});

test("every node pool that is asked for is declared", async () => {
  for (const plan of await plans()) {
    const pools = plan.facts.cluster.nodePools.map(({ name }) => ({ "tchap/pool": name }));
    // What ships logs is on every node.
    const somewhere = workloads(plan).filter(({ planned }) => planned.release !== "log-collector");
    for (const { pod } of somewhere) expect(pools).toContainEqual(at(pod, "nodeSelector"));
    for (const { object } of ofKind(plan, "Cluster"))
      expect(pools).toContainEqual(at(object, "spec", "affinity", "nodeSelector"));
  }
});

test("every object belongs to a tenant, or is one of the platform's own kinds", async () => {
  for (const plan of await plans())
    for (const { object, stack, perimeter } of plan.objects) {
      const tenant = tenantOf(plan.facts, object);
      if (tenant === undefined) {
        const kinds = ["PriorityClass", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];
        expect(kinds).toContain(object.kind);
        expect(stack).toBe(`${plan.facts.environment}-platform`);
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
        expect(release).toMatch(/-data$|^media-store-zone-|^identity-server$/);
      }
});

test("a deploy waits at least until the largest role's pods are replaced one by one, after an upgrade", async () => {
  for (const plan of await plans())
    for (const { stack, shards } of plan.facts.perimeters.filter(({ state }) => state !== "closed"))
      for (const { name, capacity } of shards) {
        const json = plan.terraform.find((each) => each.name === stack)?.terraform;
        const seconds = Number(at(json, "resource", "helm_release", name, "timeout"));
        const most = Math.max(1, ...pools(capacity.topology).map((pool) => pool.most));
        // 30 minutes are what the startup probe grants a schema upgrade; half a minute a pod is hardly reached.
        expect(seconds).toBeGreaterThan(1800 + most * 30);
      }
});
