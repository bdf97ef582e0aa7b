import fc from "fast-check";
import { at, list, ofKind } from "../../../plan/vocabulary";
import { quantity } from "../../../policies/engine/quantity";
import { backupSchedule } from "../../../stacks/postgres/backups";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";

const live = async (environment: string) => {
  const { plan } = await buildPlan(environment);
  const shards = plan.facts.perimeters.filter(({ state }) => state !== "closed").flatMap((each) => each.shards);
  const find = (kind: string, namespace: string) =>
    ofKind(plan, kind).find(({ object }) => object.metadata.namespace === namespace)?.object;
  return { plan, shards, find };
};

test("every shard has a base backup a day, by the plugin, from a standby, and one at once", async () => {
  for (const environment of ENVIRONMENTS) {
    const { shards, find } = await live(environment);
    for (const { namespace } of shards)
      expect(find("ScheduledBackup", namespace)?.spec).toMatchObject({
        cluster: { name: "postgres" },
        method: "plugin",
        pluginConfiguration: { name: "barman-cloud.cloudnative-pg.io" },
        schedule: expect.stringMatching(/^0 \d+ [0-4] \* \* \*$/),
        immediate: true,
        suspend: false,
        target: "prefer-standby",
      });
  }
});

test("base backups begin at minutes of the night that names decide, spread over five hours", () => {
  expect(backupSchedule("finances")).toBe(backupSchedule("finances"));
  const names = fc.sample(fc.stringMatching(/^[a-z]{3,12}$/), { numRuns: 600, seed: 5 });
  const starts = new Set(names.map(backupSchedule));
  expect(starts.size).toBeGreaterThan(150);
  for (const start of starts) expect(start).toMatch(/^0 ([1-5]?\d) [0-4] \* \* \*$/);
});

test("every shard archives into a bucket of its own in the store on the other site, and keeps what the environment says", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan, shards, find } = await live(environment);
    const { backup } = plan.facts;
    for (const { namespace, stateful, archive } of shards) {
      expect(at(find("ObjectStore", namespace), "spec")).toMatchObject({
        retentionPolicy: `${backup.retentionDays}d`,
        configuration: {
          destinationPath: `s3://${stateful.backupBucket}/`,
          endpointURL: backup.endpoint,
          s3Credentials: {
            accessKeyId: { name: "postgres-backup", key: "access-key-id" },
            secretAccessKey: { name: "postgres-backup", key: "secret-access-key" },
          },
          wal: { encryption: "AES256" },
          data: { encryption: "AES256" },
        },
      });
      const cluster = find("Cluster", namespace);
      expect(at(cluster, "spec", "plugins")).toEqual([
        {
          name: "barman-cloud.cloudnative-pg.io",
          isWALArchiver: true,
          parameters: { barmanObjectName: "postgres-backup", serverName: archive },
        },
      ]);
      expect(at(cluster, "spec", "backup")).toBeUndefined();
    }
    const buckets = shards.map(({ stateful }) => stateful.backupBucket);
    expect(new Set(buckets).size).toBe(shards.length);
  }
});

test("backups leave through the border, and the sidecar asks the API server without it", async () => {
  const { plan, shards, find } = await live("prod");
  for (const { namespace } of shards) {
    const variables = list(at(find("ObjectStore", namespace), "spec", "instanceSidecarConfiguration", "env"));
    const value = (name: string) =>
      String(
        at(
          variables.find((each) => at(each, "name") === name),
          "value",
        ),
      );
    expect(value("HTTPS_PROXY")).toBe("http://border.tchap-border.svc.cluster.local:3128");
    expect(value("NO_PROXY").split(",")).toEqual(
      expect.arrayContaining([".svc", plan.facts.network.services, plan.facts.network.nodes]),
    );
    expect(value("AWS_DEFAULT_REGION")).toBe(plan.facts.backup.region);
    const policies = ofKind(plan, "NetworkPolicy").filter(({ object }) => object.metadata.namespace === namespace);
    const own = policies.find(({ object }) => object.metadata.name === "postgres")?.object;
    const border = { matchLabels: { "kubernetes.io/metadata.name": "tchap-border" } };
    expect(at(own, "spec", "egress")).toContainEqual({
      to: [{ namespaceSelector: border, podSelector: { matchLabels: { "app.kubernetes.io/name": "border" } } }],
      ports: [{ port: 3128, protocol: "TCP" }],
    });
  }
});

test("a namespace's quota has room for what Barman adds to each instance", async () => {
  for (const environment of ENVIRONMENTS) {
    const { shards, find } = await live(environment);
    for (const { namespace, capacity } of shards) {
      const hard = at(find("ResourceQuota", namespace), "spec", "hard");
      const { postgres, backupSidecar } = capacity;
      const sidecar = at(find("ObjectStore", namespace), "spec", "instanceSidecarConfiguration", "resources", "limits");
      expect(quantity(String(at(sidecar, "memory")))).toBe(backupSidecar.memoryMiB * 1024 ** 2 * 1000);
      // Three instances and the operator's job.
      const most = 4 * (postgres.memoryMiB + backupSidecar.memoryMiB) * 1024 ** 2 * 1000;
      expect(quantity(String(at(hard, "limits.memory")))).toBeGreaterThanOrEqual(most);
    }
  }
});
