import type { Plan } from "../../../plan/plan";
import { at, filesOf, list } from "../../../plan/vocabulary";
import { clamdConfig, freshclamConfig, temporaryMiB } from "../../../stacks/antivirus/config";
import { SCAN_SECONDS } from "../../../stacks/content-scanner/places";
import { UPLOAD_MIB } from "../../../stacks/homeserver/places";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";

const NAMESPACE = "tchap-antivirus";

function find(plan: Plan, kind: string) {
  const found = plan.objects.find(
    ({ object }) =>
      object.kind === kind && object.metadata.namespace === NAMESPACE && object.metadata.name === "antivirus",
  );
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

/** Options of a configuration of ClamAV's, by name. */
function options(text: string): Map<string, string> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
}

const COMPUTE = { milliCpu: 2000, memoryMiB: 4096 };

test("every file that may be uploaded is scanned, and whatever is not wholly scanned is refused", () => {
  const clamd = options(clamdConfig(COMPUTE));
  const size = (name: string) => Number(/^(\d+)M$/.exec(clamd.get(name) ?? "")?.[1]);
  expect(size("StreamMaxLength")).toBe(UPLOAD_MIB);
  expect(size("MaxFileSize")).toBeGreaterThanOrEqual(UPLOAD_MIB);
  expect(size("MaxScanSize")).toBeGreaterThan(size("MaxFileSize"));
  for (const name of ["AlertExceedsMax", "AlertEncryptedArchive", "AlertEncryptedDoc"])
    expect([name, clamd.get(name)]).toEqual([name, "yes"]);
  // A scan that may take longer than anyone waits for it would never be told.
  expect(Number(clamd.get("MaxScanTime"))).toBeLessThan(SCAN_SECONDS * 1000);
});

test("it listens by TCP alone, and lets no option begin an example or a local socket", () => {
  const clamd = options(clamdConfig(COMPUTE));
  expect(clamd.get("TCPSocket")).toBe("3310");
  expect([clamd.has("LocalSocket"), clamd.has("Example"), clamd.has("User")]).toEqual([false, false, false]);
});

test("its memory holds the signatures once, what is scanned, and room", () => {
  expect(options(clamdConfig(COMPUTE)).get("ConcurrentDatabaseReload")).toBe("no");
  // 1.2 GiB of signatures (ClamAV's documentation, Docker).
  expect(temporaryMiB(COMPUTE) + 1229).toBeLessThan(COMPUTE.memoryMiB);
  expect(options(clamdConfig(COMPUTE)).get("MaxThreads")).toBe("2");
});

test("a mirror of ours is asked for whole files, ClamAV's own distribution by its protocol", () => {
  const proxy = new URL("http://border.example:3128");
  expect(options(freshclamConfig("clamav.example", proxy)).get("PrivateMirror")).toBe("https://clamav.example");
  const own = options(freshclamConfig("database.clamav.net", proxy));
  expect([own.get("DatabaseMirror"), own.has("PrivateMirror")]).toEqual(["https://database.clamav.net", false]);
  expect([own.get("HTTPProxyServer"), own.get("HTTPProxyPort")]).toEqual(["border.example", "3128"]);
});

test.each(ENVIRONMENTS)("three or more in %s, one a zone, seeded before they fetch", async (environment) => {
  const { plan } = await buildPlan(environment);
  const { spec } = find(plan, "Deployment").object;
  expect(at(spec, "replicas")).toBeGreaterThanOrEqual(3);
  const pod = at(spec, "template", "spec");
  expect(at(pod, "topologySpreadConstraints")).toMatchObject([
    { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
  ]);
  expect(list(at(pod, "initContainers")).map((each) => at(each, "name"))).toEqual(["seed", "update"]);
  const { signatures } = plan.facts.antivirus;
  expect(new Map(filesOf(find(plan, "ConfigMap"))).get("freshclam.conf")).toContain(
    `PrivateMirror https://${signatures}\n`,
  );
  // What is scanned came decrypted: no disk holds it.
  const mounts = list(at(list(at(pod, "containers"))[0], "volumeMounts"));
  expect(mounts).toContainEqual({ name: "scanned", mountPath: "/tmp" });
  const volumes = list(at(pod, "volumes"));
  expect(volumes.filter((each) => at(each, "emptyDir", "medium") === "Memory").map((each) => at(each, "name"))).toEqual(
    ["scanned"],
  );
});

test("scanners of every shard reach it, and it reaches the border alone", async () => {
  const { plan } = await buildPlan("prod");
  const policy = find(plan, "NetworkPolicy").object;
  expect(at(policy, "spec", "ingress")).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { "app.kubernetes.io/part-of": "tchap-footprint" } },
          podSelector: { matchLabels: { "app.kubernetes.io/name": "content-scanner" } },
        },
      ],
      ports: [{ port: 3310, protocol: "TCP" }],
    },
  ]);
  expect(list(at(policy, "spec", "egress"))).toHaveLength(1);
  expect(list(at(policy, "spec", "egress"))[0]).toMatchObject({ ports: [{ port: 3128, protocol: "TCP" }] });
});
