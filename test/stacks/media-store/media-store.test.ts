import { parse } from "yaml";
import type { Plan } from "../../../plan/plan";
import { at, containersOf, list, ofKind, texts } from "../../../plan/vocabulary";
import { mediaStore } from "../../../stacks/media-store/media-store";
import { buildPlan, ENVIRONMENTS, fields, theObject } from "../../plan/plans";
import { fleetOf } from "../fleets";

const NAMESPACE = "tchap-media-store";

const plans = (): Promise<Plan[]> =>
  Promise.all(ENVIRONMENTS.map(async (environment) => (await buildPlan(environment)).plan));

const inStore = (plan: Plan, kind: string) =>
  ofKind(plan, kind)
    .map(({ object }) => object)
    .filter(({ metadata }) => metadata.namespace === NAMESPACE);

/** The nodes of a plan: each StatefulSet, with its pod and the zone that it may run in. */
function nodes(plan: Plan) {
  return inStore(plan, "StatefulSet").map((object) => {
    const pod = at(object, "spec", "template", "spec");
    const term = at(pod, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
    const [expression] = list(at(term, "nodeSelectorTerms", 0, "matchExpressions"));
    expect([at(expression, "key"), at(expression, "operator")]).toEqual(["topology.kubernetes.io/zone", "In"]);
    return { name: object.metadata.name, object, pod, zones: texts(at(expression, "values")) };
  });
}

function setupJob(plan: Plan) {
  const [job, ...others] = inStore(plan, "Job");
  if (job === undefined || others.length > 0) throw new Error("not one Job");
  const map = theObject(plan, "ConfigMap", NAMESPACE, job.metadata.name).object;
  return { job, settings: fields(parse(String(at(map, "data", "setup.json")))) };
}

test("each zone has as many nodes as the capacity model says, and a node runs in no other zone", async () => {
  for (const plan of await plans()) {
    const { cluster, mediaStore: capacity } = plan.facts;
    const found = nodes(plan);
    expect(cluster.zones.length).toBeGreaterThanOrEqual(3);
    for (const zone of cluster.zones)
      expect(found.filter(({ zones }) => zones.length === 1 && zones[0] === zone)).toHaveLength(capacity.nodesPerZone);
    expect(found).toHaveLength(cluster.zones.length * capacity.nodesPerZone);
    for (const { object } of found) expect(at(object, "spec", "replicas")).toBe(1);
  }
});

test("every node has volumes of its own, of the model's sizes, that outlive it", async () => {
  for (const plan of await plans()) {
    const { volumesPerNode, volumeGiB, metadataGiB } = plan.facts.mediaStore;
    const claims = new Map(inStore(plan, "PersistentVolumeClaim").map((claim) => [claim.metadata.name, claim]));
    const used = nodes(plan).flatMap(({ pod }) =>
      list(at(pod, "volumes")).flatMap((volume) => texts([at(volume, "persistentVolumeClaim", "claimName")])),
    );
    expect(new Set(used).size).toBe(used.length);
    expect([...used].sort()).toEqual([...claims.keys()].sort());
    expect(used).toHaveLength(nodes(plan).length * (volumesPerNode + 1));
    for (const [name, claim] of claims) {
      const size = name.startsWith("metadata-") ? metadataGiB : volumeGiB;
      expect(at(claim, "spec", "resources", "requests", "storage")).toBe(`${size}Gi`);
      expect(claim.metadata.annotations).toMatchObject({ "helm.sh/resource-policy": "keep" });
    }
  }
});

test("a first install is ready before there is a layout: probes ask for an open port alone", async () => {
  for (const plan of await plans())
    for (const { pod } of nodes(plan))
      for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"])
        expect(at(containersOf(pod)[0], probe, "tcpSocket")).toEqual({ port: "s3" });
});

test("a deploy has failed until the set-up is done, and gives it its whole time", async () => {
  for (const plan of await plans()) {
    const services = plan.terraform.find(({ name }) => name.endsWith("-services"))?.terraform;
    const releases = fields(at(services, "resource", "helm_release"));
    const { job } = setupJob(plan);
    const release = fields(releases["media-store"]);
    expect(release).toMatchObject({ wait: true, wait_for_jobs: true });
    expect(Number(release.timeout)).toBeGreaterThanOrEqual(Number(at(job, "spec", "activeDeadlineSeconds")));
    const waiting = Object.keys(releases).filter((id) => at(releases[id], "wait_for_jobs") !== undefined);
    expect(waiting).toEqual(["media-store"]);
  }
});

test("the set-up names every node by its pod in the DNS, in the zone that it runs in, with what its volumes hold", async () => {
  for (const plan of await plans()) {
    const { volumesPerNode, volumeGiB } = plan.facts.mediaStore;
    const { settings } = setupJob(plan);
    const service = theObject(plan, "Service", NAMESPACE, "media-store-nodes").object;
    expect(at(service, "spec")).toMatchObject({ clusterIP: "None", publishNotReadyAddresses: true });
    const expected = nodes(plan).map(({ name, object, zones }) => {
      expect(at(object, "spec", "serviceName")).toBe("media-store-nodes");
      return {
        host: `${name}-0.media-store-nodes.${NAMESPACE}.svc.cluster.local`,
        zone: zones[0],
        capacityBytes: volumesPerNode * volumeGiB * 1024 ** 3,
      };
    });
    const byHost = (some: readonly unknown[]) => new Map(some.map((each) => [at(each, "host"), each]));
    expect(byHost(list(settings.nodes))).toEqual(byHost(expected));
    expect(settings.zoneRedundancy).toBe(3);
  }
});

test("every shard has a bucket with a quota, a key that writes it, and one for restores that only reads", async () => {
  for (const plan of await plans()) {
    const { settings } = setupJob(plan);
    const shards = plan.facts.perimeters.filter(({ state }) => state !== "closed").flatMap((each) => each.shards);
    expect(list(settings.buckets)).toEqual(
      shards.map(({ name, stateful, capacity }) => ({
        bucket: stateful.mediaBucket,
        quotaBytes: capacity.mediaQuotaGiB * 1024 ** 3,
        keys: [
          expect.objectContaining({ name, read: true, write: true }),
          expect.objectContaining({ name: `${name}-restore`, read: true, write: false }),
        ],
      })),
    );
    const files = [...list(settings.buckets).flatMap((each) => list(at(each, "keys"))), ...list(settings.readers)].map(
      (key) => at(key, "credentialsFile"),
    );
    expect(new Set(files).size).toBe(shards.length * 2 + 1);
  }
});

test("every key that the set-up reads is mounted from a Secret that is declared for it, and no other", async () => {
  for (const plan of await plans()) {
    const { job, settings } = setupJob(plan);
    const pod = at(job, "spec", "template", "spec");
    const mounts = new Map(
      list(at(containersOf(pod)[0], "volumeMounts")).map((mount) => [at(mount, "name"), at(mount, "mountPath")]),
    );
    const mounted = list(at(pod, "volumes")).flatMap((volume) =>
      list(at(volume, "secret", "items")).map((item) => ({
        file: `${String(mounts.get(at(volume, "name")))}/${String(at(item, "path"))}`,
        secret: String(at(volume, "secret", "secretName")),
      })),
    );
    const keys = [...list(settings.buckets).flatMap((each) => list(at(each, "keys"))), ...list(settings.readers)];
    const named = [settings.adminTokenFile, ...keys.map((key) => at(key, "credentialsFile"))].map(String);
    expect(mounted.map(({ file }) => file).sort()).toEqual([...named].sort());
    const declared = plan.facts.secrets
      .filter(({ namespace, readers }) => namespace === NAMESPACE && readers.includes("media-store-setup"))
      .map(({ name }) => name);
    expect(mounted.map(({ secret }) => secret).sort()).toEqual([...declared].sort());
  }
});

test("what lets nodes find each other again has no key of any bucket", async () => {
  for (const plan of await plans()) {
    const object = theObject(plan, "CronJob", NAMESPACE, "media-store-connect").object;
    const pod = at(object, "spec", "jobTemplate", "spec", "template", "spec");
    const secrets = list(at(pod, "volumes")).flatMap((volume) => texts([at(volume, "secret", "secretName")]));
    expect(secrets).toEqual(["media-store-admin"]);
    const map = theObject(plan, "ConfigMap", NAMESPACE, "media-store-connect").object;
    const settings: unknown = parse(String(at(map, "data", "setup.json")));
    expect([at(settings, "buckets"), at(settings, "readers")]).toEqual([[], []]);
    expect(at(settings, "nodes")).toEqual(setupJob(plan).settings.nodes);
  }
});

const FLEET = fleetOf("dev");

/** Name of the Job in a fleet's releases. */
const jobOf = (fleet: typeof FLEET) => at(mediaStore(fleet).at(-1)?.values, "setup", "job");

test("the set-up runs again when anything of it changes, and only then: a Job cannot be changed", () => {
  const { mediaStore: capacity, images } = FLEET;
  const more = { ...FLEET, mediaStore: { ...capacity, nodesPerZone: capacity.nodesPerZone + 1 } };
  const image = { ...FLEET, images: { ...images, synapse: { ...images.synapse, reference: "another" } } };
  const other = { ...FLEET, images: { ...images, garage: { ...images.garage, reference: "another" } } };
  expect(new Set([jobOf(FLEET), jobOf(more), jobOf(image)]).size).toBe(3);
  expect(jobOf(other)).toBe(jobOf(FLEET));
  expect(jobOf(FLEET)).toBe(jobOf(fleetOf("dev")));
  expect(String(jobOf(FLEET)).length).toBeLessThanOrEqual(63);
});

test("zones are installed one after the other, each waited for, and the set-up comes last", () => {
  const releases = mediaStore(FLEET);
  expect(releases.map(({ name }) => name)).toEqual([
    ...FLEET.cluster.zones.map((zone) => `media-store-${zone}`),
    "media-store",
  ]);
  expect(releases.every(({ wait }) => wait)).toBe(true);
});

test("one node of all zones together is disturbed at a time", async () => {
  for (const plan of await plans()) {
    const [budget, ...others] = inStore(plan, "PodDisruptionBudget");
    expect(others).toEqual([]);
    expect(at(budget, "spec", "maxUnavailable")).toBe(1);
    const wanted = Object.entries(fields(at(budget, "spec", "selector", "matchLabels")));
    for (const { object } of nodes(plan)) {
      const labels = fields(at(object, "spec", "template", "metadata", "labels"));
      expect(wanted.filter(([key, value]) => labels[key] !== value)).toEqual([]);
    }
  }
});

test("nodes speak to each other alone; shards reach files, and neither the nodes' port nor administration", async () => {
  for (const plan of await plans()) {
    const policy = theObject(plan, "NetworkPolicy", NAMESPACE, "media-store").object;
    const own = { podSelector: { matchLabels: { "app.kubernetes.io/name": "media-store" } } };
    const ports = (numbers: readonly number[]) => numbers.map((port) => ({ port, protocol: "TCP" }));
    expect(at(policy, "spec", "egress")).toEqual([{ to: [own], ports: ports([3901]) }]);
    const rules = list(at(policy, "spec", "ingress")).map((rule) => ({
      ports: list(at(rule, "ports")).map((port) => at(port, "port")),
      from: list(at(rule, "from")).map(
        (peer) =>
          at(peer, "podSelector", "matchLabels", "app.kubernetes.io/name") ??
          at(peer, "namespaceSelector", "matchLabels", "kubernetes.io/metadata.name"),
      ),
    }));
    expect(rules).toEqual([
      { ports: [3900], from: ["homeserver", "restore-drill", "media-copy"] },
      { ports: [3901], from: ["media-store"] },
      { ports: [3903], from: ["media-store-setup", plan.facts.network.monitoringNamespace] },
    ]);
  }
});
