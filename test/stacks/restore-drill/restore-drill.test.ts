import { liveShards } from "../../../fleet/fleet";
import type { KubernetesObject } from "../../../plan/plan";
import { at, list, ofKind, texts } from "../../../plan/vocabulary";
import { quantity } from "../../../policies/engine/quantity";
import { buildPlan, ENVIRONMENTS, fields } from "../../plan/plans";

/** What a shard's namespace of restores holds. */
async function restores(environment: string) {
  const { plan } = await buildPlan(environment);
  return liveShards(plan.facts).map((shard) => {
    const objects = plan.objects.map(({ object }) => object);
    const inside = objects.filter(({ metadata }) => metadata.namespace === shard.restoreNamespace);
    const find = (kind: string, name: string): KubernetesObject | undefined =>
      inside.find((each) => each.kind === kind && each.metadata.name === name);
    return { plan, shard, inside, find };
  });
}

const clusterOf = (config: KubernetesObject | undefined): unknown =>
  JSON.parse(String(at(config, "data", "cluster.json")));
const settingsOf = (config: KubernetesObject | undefined): unknown =>
  JSON.parse(String(at(config, "data", "drill.json")));

test("every shard can be restored in a namespace of its own, where nothing runs until then", async () => {
  for (const environment of ENVIRONMENTS)
    for (const { inside, find } of await restores(environment)) {
      expect(at(find("CronJob", "restore-drill"), "spec", "suspend")).toBe(true);
      expect(inside.filter(({ kind }) => ["Cluster", "Deployment", "StatefulSet", "Job"].includes(kind))).toEqual([]);
    }
});

test("a drill makes the shard's own database from its archive, as large, alone, archiving nothing", async () => {
  for (const { plan, shard, find } of await restores("prod")) {
    const own = ofKind(plan, "Cluster").find(({ object }) => object.metadata.namespace === shard.namespace)?.object;
    const drill = clusterOf(find("ConfigMap", "restore-drill"));
    expect(at(drill, "metadata", "namespace")).toBe(shard.restoreNamespace);
    expect(at(drill, "spec")).toMatchObject({
      instances: 1,
      imageName: at(own, "spec", "imageName"),
      resources: at(own, "spec", "resources"),
      storage: {
        ...fields(at(own, "spec", "storage")),
        // Its volumes go with their claims, where those of what lives are kept.
        storageClass: plan.facts.storageClasses.restore.name,
      },
      bootstrap: { recovery: { source: "backups", owner: "homeserver", secret: { name: "restore-database" } } },
      externalClusters: [
        {
          name: "backups",
          plugin: { parameters: { barmanObjectName: "postgres-backup", serverName: shard.archive } },
        },
      ],
    });
    expect(at(drill, "spec", "postgresql", "parameters")).toEqual(at(own, "spec", "postgresql", "parameters"));
    for (const absent of ["plugins", "backup", "managed"]) expect(at(drill, "spec", absent)).toBeUndefined();
    expect(at(drill, "spec", "postgresql", "synchronous")).toBeUndefined();
    for (const labels of [at(drill, "metadata", "labels"), at(drill, "spec", "inheritedMetadata", "labels")])
      expect(at(labels, "tchap/restore-drill")).toBe("true");
  }
});

test("the store of restores removes no backup", async () => {
  for (const { find } of await restores("prod"))
    expect(at(find("ObjectStore", "postgres-backup"), "spec", "retentionPolicy")).toBeUndefined();
});

test("a drill is measured against the environment's objectives, and ends before Kubernetes ends it", async () => {
  for (const { plan, find } of await restores("prod")) {
    const settings = settingsOf(find("ConfigMap", "restore-drill"));
    const { rtoMinutes, rpoMinutes } = plan.facts.restore;
    expect(settings).toMatchObject({ rtoSeconds: rtoMinutes * 60, rpoSeconds: rpoMinutes * 60 });
    const deadline = Number(at(settings, "deadlineSeconds"));
    expect(deadline).toBeGreaterThan(rtoMinutes * 60);
    const job = at(find("CronJob", "restore-drill"), "spec", "jobTemplate", "spec");
    expect(at(job, "backoffLimit")).toBe(0);
    // Removing a database may take half an hour.
    expect(Number(at(job, "activeDeadlineSeconds"))).toBeGreaterThan(deadline + 1800);
  }
});

test("a drill that is stopped has longer to remove its database than the operator gives an instance to stop", async () => {
  for (const { find } of await restores("prod")) {
    const config = find("ConfigMap", "restore-drill");
    const cleanUp = Number(at(settingsOf(config), "cleanUpSeconds"));
    expect(cleanUp).toBeGreaterThan(Number(at(clusterOf(config), "spec", "stopDelay")));
    const pod = at(find("CronJob", "restore-drill"), "spec", "jobTemplate", "spec", "template", "spec");
    expect(Number(at(pod, "terminationGracePeriodSeconds"))).toBeGreaterThan(cleanUp);
  }
});

test("from a namespace of restores only PostgreSQL reaches the border, and a drill the media store", async () => {
  for (const { inside } of await restores("prod")) {
    const reaching = (namespace: string) =>
      inside
        .filter(({ kind }) => kind === "NetworkPolicy")
        .filter((policy) => JSON.stringify(at(policy, "spec", "egress") ?? []).includes(`"${namespace}"`))
        .map(({ metadata }) => metadata.name);
    expect(reaching("tchap-border")).toEqual(["postgres"]);
    expect(reaching("tchap-media-store")).toEqual(["restore-drill"]);
    expect(reaching("kube-system")).toEqual(["allow-dns"]);
    const closed = inside.find(({ metadata }) => metadata.name === "default-deny");
    expect(closed?.spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  }
});

test("a drill may make and remove databases in its own namespace, and read one Secret", async () => {
  for (const { find, shard } of await restores("prod")) {
    const rules = list(find("Role", "restore-drill")?.rules);
    const secrets = rules.filter((rule) => texts(at(rule, "resources")).includes("secrets"));
    expect(secrets).toEqual([
      { apiGroups: [""], resources: ["secrets"], resourceNames: ["postgres-ca"], verbs: ["get"] },
    ]);
    expect(rules.flatMap((rule) => texts(at(rule, "verbs")))).not.toContain("*");
    expect(find("RoleBinding", "restore-drill")?.subjects).toEqual([
      { kind: "ServiceAccount", name: "restore-drill", namespace: shard.restoreNamespace },
    ]);
    expect(find("RoleBinding", "restore-drills")?.subjects).toEqual([
      { kind: "ServiceAccount", name: "restore-drills", namespace: "tchap-restore-drills" },
    ]);
    expect(find("ServiceAccount", "restore-drill")?.automountServiceAccountToken).toBe(false);
    expect(
      at(
        find("CronJob", "restore-drill"),
        "spec",
        "jobTemplate",
        "spec",
        "template",
        "spec",
        "automountServiceAccountToken",
      ),
    ).toBe(true);
  }
});

test("a namespace of restores has room for the whole shard: its database with Barman, its homeserver, and a drill", async () => {
  for (const { plan, shard, find } of await restores("prod")) {
    const hard = (namespace: string, key: string) => {
      const quota = ofKind(plan, "ResourceQuota").find(({ object }) => object.metadata.namespace === namespace)?.object;
      return quantity(String(at(quota, "spec", "hard", key)));
    };
    const { postgres, backupSidecar } = shard.capacity;
    // The live quota less two of its three instances, and a drill more.
    const instance = (postgres.memoryMiB + backupSidecar.memoryMiB) * 1024 ** 2 * 1000;
    const [live, apart] = [shard.namespace, shard.restoreNamespace].map((each) => hard(each, "limits.memory"));
    expect(apart).toBeGreaterThan((live ?? Number.NaN) - 2 * instance);
    expect(hard(shard.restoreNamespace, "requests.storage")).toBeGreaterThanOrEqual(
      (postgres.volumeGiB + postgres.walGiB + shard.capacity.mediaGiB) * 1024 ** 3 * 1000,
    );
    expect(find("ResourceQuota", "quota")).toBeDefined();
  }
});
