import { at, containersOf, list, workloads } from "../../../plan/vocabulary";
import { collectorFiles } from "../../../stacks/log-collector/config";
import { HOMESERVER_CONTAINER, SUBJECT_OF_CONTAINER } from "../../../stacks/log-collector/subjects";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";

const settings = {
  environment: "prod",
  namespaces: ["tchap-a", "tchap-b"],
  shards: { "tchap-a": "a" },
  store: { host: "logs.example", port: 6514 },
};

async function configOf(environment: string) {
  const { plan } = await buildPlan(environment);
  const map = plan.objects.find(
    ({ object }) => object.kind === "ConfigMap" && object.metadata.namespace === "tchap-log-collector",
  );
  return { plan, config: String(at(map?.object, "data", "rsyslog.conf")), map: map?.object };
}

/** Namespaces whose files are read. */
const readIn = (config: string) =>
  [...config.matchAll(/file="\/var\/log\/pods\/([^"]*)_\*\/\*\/\*\.log"/g)].map(([, name]) => name);

/** Values of an option wherever it stands. */
const option = (config: string, name: string) =>
  [...config.matchAll(new RegExp(`[\\s(]${name.replaceAll(".", "\\.")}="([^"]*)"`, "g"))].map(([, value]) => value);

test("exactly the namespaces of ours are read, and each shard's lines name it", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan, config, map } = await configOf(environment);
    const namespaces = plan.objects.flatMap(({ object }) =>
      object.kind === "Namespace" ? [object.metadata.name] : [],
    );
    expect(readIn(config)).toEqual(namespaces.sort());
    const rows = list(at(JSON.parse(String(at(map, "data", "shards.json"))), "table"));
    const shards = plan.facts.perimeters.flatMap((perimeter) => perimeter.shards);
    expect(rows.length).toBe(2 * shards.length);
    for (const { name, namespace, restoreNamespace } of shards)
      for (const index of [namespace, restoreNamespace]) expect(rows).toContainEqual({ index, value: name });
  }
});

test("lines go to the declared store alone, over TLS with both certificates, its name checked", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan, config } = await configOf(environment);
    const { host, port } = plan.facts.logs;
    expect(config.match(/type="omfwd"/g)).toHaveLength(1);
    expect(option(config, "target")).toEqual([host]);
    expect(option(config, "port")).toEqual([String(port)]);
    expect(option(config, "streamDriverMode")).toEqual(["1"]);
    expect(option(config, "streamDriverAuthMode")).toEqual(["x509/name"]);
    expect(option(config, "streamDriverPermittedPeers")).toEqual([host]);
    expect(option(config, "streamDriver.caFile")).toEqual(["/run/secrets/store/ca.crt"]);
    expect(option(config, "streamDriver.certFile")).toEqual(["/run/secrets/store/tls.crt"]);
    expect(option(config, "streamDriver.keyFile")).toEqual(["/run/secrets/store/tls.key"]);
    const [priorities = ""] = option(config, "gnutlsPriorityString");
    const allowed = priorities.split(":+");
    expect(allowed[0]).toBe("NONE");
    expect(allowed.filter((each) => each.startsWith("VERS-"))).toEqual(["VERS-TLS1.2"]);
    expect(allowed.filter((each) => /^(RSA|DHE|CBC|SHA1|MD5|3DES|ARCFOUR)|CBC|SHA1$/.test(each))).toEqual([]);
  }
});

test("what the store does not take waits on disk, bounded, tried for ever and never thrown away for want of time", () => {
  const { "rsyslog.conf": config = "" } = collectorFiles(settings);
  expect(option(config, "queue.type")).toEqual(["Disk"]);
  expect(option(config, "queue.maxDiskSpace")).toEqual(["2048m"]);
  expect(option(config, "queue.checkpointInterval")).toEqual(["1"]);
  expect(option(config, "queue.timeoutEnqueue").map(Number)).toEqual([2_000_000_000]);
  expect(option(config, "action.resumeRetryCount")).toEqual(["-1"]);
  expect(option(config, "persistStateAfterSubmission")).toEqual(["on", "on"]);
  expect(config).not.toMatch(/ratelimit|maxLinesPerMinute|maxBytesPerMinute|queue\.discard|stop\b/i);
});

test("an ending collector is killed before it gives up what is under way", async () => {
  const { plan, config } = await configOf("prod");
  const daemonSet = plan.objects.find(
    ({ object }) => object.kind === "DaemonSet" && object.metadata.namespace === "tchap-log-collector",
  );
  const grace = at(daemonSet?.object, "spec", "template", "spec", "terminationGracePeriodSeconds");
  expect(grace).toBeGreaterThan(0);
  expect(option(config, "queue.timeoutShutdown").map(Number)[0]).toBeGreaterThan(Number(grace) * 1000);
});

test("every container that has a subject exists, so that a new name is not passed over", async () => {
  const { plan } = await buildPlan("prod");
  const names = new Set(workloads(plan).flatMap(({ pod }) => containersOf(pod).map((each) => at(each, "name"))));
  const missing = [...Object.keys(SUBJECT_OF_CONTAINER), HOMESERVER_CONTAINER].filter((name) => !names.has(name));
  // CloudNativePG makes its containers itself.
  expect(missing).toEqual(["postgres"]);
});
