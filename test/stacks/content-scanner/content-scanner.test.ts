import { parse } from "yaml";
import { liveShards } from "../../../fleet/fleet";
import type { Plan } from "../../../plan/plan";
import { at, filesOf, list } from "../../../plan/vocabulary";
import { filesAtATime, filesMiB } from "../../../stacks/content-scanner/config";
import { ANSWER_SECONDS } from "../../../stacks/content-scanner/places";
import { UPLOAD_MIB } from "../../../stacks/homeserver/places";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";

function find(plan: Plan, namespace: string, kind: string) {
  const found = plan.objects.find(
    ({ object }) =>
      object.kind === kind && object.metadata.namespace === namespace && object.metadata.name === "content-scanner",
  );
  if (found === undefined) throw new Error(`no ${kind} ${namespace}/content-scanner`);
  return found;
}

test.each(ENVIRONMENTS)(
  "every live shard of %s has one of its own, which downloads by its own router alone",
  async (environment) => {
    const { plan } = await buildPlan(environment);
    for (const { namespace } of liveShards(plan.facts)) {
      expect(find(plan, namespace, "Deployment").object.spec).toMatchObject({ replicas: 2 });
      const config: unknown = parse(new Map(filesOf(find(plan, namespace, "ConfigMap"))).get("scanner.yaml") ?? "");
      expect(at(config, "download")).toEqual({
        base_homeserver_url: `http://router.${namespace}.svc.cluster.local:8008`,
      });
    }
  },
);

test("it remembers verdicts for a day at most, and keeps no file", async () => {
  const { plan } = await buildPlan("prod");
  for (const { namespace } of liveShards(plan.facts)) {
    const config: unknown = parse(new Map(filesOf(find(plan, namespace, "ConfigMap"))).get("scanner.yaml") ?? "");
    expect(at(config, "result_cache")).toEqual({
      max_size: 20_000,
      ttl: "86400s",
      exit_codes_to_ignore: [2, -9, -15],
      max_file_size: "0",
    });
  }
});

test("its memory holds as many of the largest files as it takes at a time, decrypted ones in memory alone", async () => {
  const { plan } = await buildPlan("prod");
  for (const { namespace, capacity } of liveShards(plan.facts)) {
    const { memoryMiB } = capacity.contentScanner;
    expect(filesAtATime(capacity.contentScanner) * UPLOAD_MIB * 4).toBeLessThan(memoryMiB);
    const volumes = list(at(find(plan, namespace, "Deployment").object, "spec", "template", "spec", "volumes"));
    expect(volumes).toContainEqual({
      name: "scanned",
      emptyDir: { medium: "Memory", sizeLimit: `${filesMiB(capacity.contentScanner)}Mi` },
    });
  }
  expect(filesAtATime({ milliCpu: 100, memoryMiB: 64 })).toBe(1);
});

test("both share the secret of requests and run in different zones", async () => {
  const { plan } = await buildPlan("prod");
  const { object } = find(plan, "tchap-finances", "Deployment");
  const pod = at(object, "spec", "template", "spec");
  expect(at(pod, "topologySpreadConstraints")).toMatchObject([
    { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
  ]);
  expect(list(at(pod, "volumes"))).toContainEqual({
    name: "content-scanner",
    secret: {
      secretName: "content-scanner",
      defaultMode: 288,
      items: [{ key: "request-secret", path: "request-secret" }],
    },
  });
  expect(at(find(plan, "tchap-finances", "PodDisruptionBudget").object, "spec", "maxUnavailable")).toBe(1);
});

test("it reaches the antivirus and its router, and nothing else", async () => {
  const { plan } = await buildPlan("prod");
  const policy = find(plan, "tchap-finances", "NetworkPolicy").object;
  const system = (name: string) => ({ matchLabels: { "app.kubernetes.io/name": name } });
  expect(at(policy, "spec", "egress")).toEqual([
    { to: [{ podSelector: system("router") }], ports: [{ port: 8008, protocol: "TCP" }] },
    {
      to: [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "tchap-antivirus" } },
          podSelector: system("antivirus"),
        },
      ],
      ports: [{ port: 3310, protocol: "TCP" }],
    },
  ]);
  expect(list(at(policy, "spec", "ingress"))[0]).toEqual({
    from: [{ podSelector: system("router") }],
    ports: [{ port: 8080, protocol: "TCP" }],
  });
});

test("its programs are the files of the chart, may be run, and a change of them replaces the pods", async () => {
  const { plan } = await buildPlan("prod");
  const files = new Map(filesOf(find(plan, "tchap-finances", "ConfigMap")));
  expect([...files.keys()].sort()).toEqual(["scan.py", "scanner.yaml", "settings.json", "start.py"]);
  expect(files.get("scan.py")).toMatch(/^#!\/usr\/bin\/env python3\n/);
  const template = at(find(plan, "tchap-finances", "Deployment").object, "spec", "template");
  expect(list(at(template, "spec", "volumes"))).toContainEqual({
    name: "config",
    configMap: { name: "content-scanner", defaultMode: 0o555 },
  });
  expect(at(template, "metadata", "annotations", "tchap/programs-checksum")).toMatch(/^[0-9a-f]{64}$/);
});

test.each(ENVIRONMENTS)("%s's edge waits until a file is judged", async (environment) => {
  const { plan } = await buildPlan(environment);
  expect(ANSWER_SECONDS).toBeLessThan(plan.facts.edge.longPollSeconds);
});
