import { parse } from "yaml";
import { liveShards } from "../../../fleet/fleet";
import { at, list, ofKind, texts } from "../../../plan/vocabulary";
import { publicHosts, routeTo } from "../../../stacks/edge/table";
import { checksConfig, publicChecks } from "../../../stacks/monitoring/checks";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";
import { fleetOf } from "../fleets";

/** Whether a module takes such an answer, as the blackbox exporter judges it. */
function takes(module: unknown, body: string): boolean {
  return texts(at(module, "http", "fail_if_body_not_matches_regexp")).every((pattern) =>
    new RegExp(pattern).test(body),
  );
}

const prod = fleetOf("prod");
const { modules } = checksConfig(publicChecks(prod));

const hostOf = (target: string) => (target.includes("://") ? new URL(target).hostname : target.split(":")[0]);

test.each(ENVIRONMENTS)("every public host of %s is asked, on a path that the edge has", (environment) => {
  const fleet = fleetOf(environment);
  const checks = publicChecks(fleet);
  const asked = new Set(checks.flatMap(({ targets }) => targets.map(hostOf)));
  const hosts = publicHosts(fleet);
  expect(hosts.map(({ host }) => host).filter((host) => !asked.has(host))).toEqual([]);
  expect(fleet.turn.relays.map(({ host }) => host).filter((host) => !asked.has(host))).toEqual([]);
  const urls = checks.flatMap(({ targets }) =>
    targets.filter((each) => each.includes("://")).map((each) => new URL(each)),
  );
  expect(urls.length).toBeGreaterThan(10);
  expect(urls.filter(({ hostname, pathname }) => routeTo(hosts, hostname, pathname) === undefined)).toEqual([]);
});

test("each shard's every domain is asked for, and only the answer that leads there is taken", () => {
  const [first, second] = liveShards(prod);
  if (first === undefined || second === undefined) throw new Error("prod has two shards at least");
  const identity = publicChecks(prod).find(({ check, shard }) => check === "identity" && shard === first.name);
  const domains = identity?.targets.map((target) => new URL(target).searchParams.get("address")?.split("@")[1]);
  expect(domains).toEqual(first.emailDomains);
  const module = modules[`identity-${first.name}`];
  expect(takes(module, `{"hs": "${first.serverName}"}`)).toBe(true);
  expect(takes(module, `{"hs":"${first.serverName}","requires_invite":false}`)).toBe(true);
  expect(takes(module, `{"hs": "${second.serverName}"}`)).toBe(false);
  expect(takes(module, `{"hs": "${first.serverName}.example.com"}`)).toBe(false);
  expect(takes(module, `{"hs": "${first.serverName.replaceAll(".", "x")}"}`)).toBe(false);
});

test("a suspended perimeter is not asked for its keys at the border, which lets nobody in", () => {
  const suspended = fleetOf("prod", ({ edit }) => edit("perimeters/justice.yaml", "state: active", "state: suspended"));
  const of = (fleet: typeof prod) =>
    publicChecks(fleet)
      .filter(({ perimeter }) => perimeter === "justice")
      .map(({ check }) => check);
  expect(of(prod)).toContain("server-keys");
  expect(of(suspended)).not.toContain("server-keys");
  expect(of(suspended)).toContain("client-versions");
});

test("each Probe has the exporter asked by a module that it has", async () => {
  const { plan } = await buildPlan("dev");
  const config = plan.objects.find(
    ({ object: { kind, metadata } }) => kind === "ConfigMap" && metadata.name === "synthetic-checks",
  );
  const known = Object.keys(Object(at(parse(String(at(config?.object, "data", "config.yml"))), "modules")));
  const probes = ofKind(plan, "Probe").map(({ object }) => object);
  expect(probes.map(({ spec }) => String(at(spec, "module"))).sort()).toEqual(known.sort());
  const [service] = ofKind(plan, "Service").filter(({ object }) => object.metadata.name === "synthetic-checks");
  const { name, namespace } = service?.object.metadata ?? {};
  const port = at(list(at(service?.object, "spec", "ports"))[0], "port");
  const urls = new Set(probes.map(({ spec }) => at(spec, "prober", "url")));
  expect([...urls]).toEqual([`${name}.${namespace}.svc.cluster.local:${String(port)}`]);
});

test("what asks reaches the declared destinations and the edge, and nothing else", async () => {
  const { plan } = await buildPlan("dev");
  const policy = ofKind(plan, "NetworkPolicy").find(
    ({ object }) => object.metadata.name === "synthetic-checks",
  )?.object;
  const { edge, destinations, network } = plan.facts;
  const ranges = destinations
    .filter(({ readers }) => readers.includes("synthetic-checks"))
    .flatMap((each) => each.addresses);
  expect(ranges.length).toBeGreaterThan(0);
  expect(at(policy, "spec", "egress")).toEqual([
    {
      to: ranges.map((cidr) => ({ ipBlock: { cidr } })),
      ports: [{ port: 443, protocol: "TCP" }],
    },
    {
      to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": edge.namespace } } }],
      ports: [{ port: edge.podPort, protocol: "TCP" }],
    },
  ]);
  expect(at(policy, "spec", "ingress")).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": network.monitoringNamespace } } }],
      ports: [{ port: 9115, protocol: "TCP" }],
    },
  ]);
});
