import { at, list } from "../../../plan/vocabulary";
import { border } from "../../../stacks/border/border";
import { borderInbound, openings } from "../../../stacks/border/inbound";
import { borderValues } from "../../../stacks/border/values";
import { shardReleases } from "../../../stacks/shard";
import { buildPlan, ENVIRONMENTS, theObject } from "../../plan/plans";
import { type Files, fleetOf } from "../fleets";

const suspend = ({ edit }: Files) => edit("perimeters/dev02.yaml", "state: active", "state: suspended");

const file = (name: string, change?: (files: Files) => void) => borderInbound(fleetOf("dev", change)).files[name] ?? "";

test("values are of their schema and the same each time", () => {
  for (const environment of ENVIRONMENTS) {
    const { values } = border(fleetOf(environment));
    expect(borderValues.parse(values)).toEqual(values);
    expect(JSON.stringify(border(fleetOf(environment)).values)).toBe(JSON.stringify(values));
  }
});

test("origins are the declared servers, and hosts the environment's own open shards", () => {
  for (const environment of ENVIRONMENTS) {
    const fleet = fleetOf(environment);
    const { files } = borderInbound(fleet);
    expect(files["origins.lst"]?.trimEnd().split("\n").sort()).toEqual(
      fleet.federation.peers.map(({ serverName }) => serverName).sort(),
    );
    const shards = fleet.perimeters.flatMap((perimeter) => perimeter.shards);
    expect(files["hosts.map"]?.trimEnd().split("\n").sort()).toEqual(
      shards.map(({ host, serverName }) => `${host} ${serverName}`).sort(),
    );
  }
});

test("a partner speaks and is not spoken to here", () => {
  const fleet = fleetOf("dev");
  const partner = { serverName: "partner.example", host: "matrix.partner.example", country: "FR", reason: "a test" };
  const { origins, shards } = openings({
    ...fleet,
    federation: { ...fleet.federation, peers: [...fleet.federation.peers, partner] },
  });
  expect(origins).toContain("partner.example");
  expect(shards.map(({ serverName }) => serverName)).not.toContain("partner.example");
});

test("a suspended perimeter's server is neither origin nor destination, and has no way through", () => {
  expect(file("origins.lst") + file("hosts.map")).toContain("dev02.tchap.incubateur.net");
  for (const name of ["origins.lst", "hosts.map", "haproxy.cfg"])
    expect([name, file(name, suspend)]).toEqual([name, expect.not.stringContaining("dev02")]);
  const { egress } = borderInbound(fleetOf("dev", suspend)).networkPolicy;
  expect(JSON.stringify(egress)).not.toContain("tchap-dev02");
  expect(JSON.stringify(egress)).toContain("tchap-dev01");
});

test("a suspension replaces the gateway's pods, and changes nothing of another shard's", () => {
  const [before, after] = [fleetOf("dev"), fleetOf("dev", suspend)];
  expect(borderInbound(after).filesChecksum).not.toBe(borderInbound(before).filesChecksum);
  const others = (fleet: typeof before) =>
    fleet.perimeters
      .filter(({ name }) => name !== "dev02")
      .flatMap((perimeter) => perimeter.shards.map((shard) => shardReleases(fleet, perimeter, shard)));
  expect(others(after)).toEqual(others(before));
});

test("only the edge and monitoring come in, and only open shards' routers are reached", () => {
  const fleet = fleetOf("dev");
  const { ingress, egress } = borderInbound(fleet).networkPolicy;
  const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
  expect(ingress).toEqual([
    { peers: [namespace(fleet.edge.namespace)], ports: [8009] },
    { peers: [namespace(fleet.network.monitoringNamespace)], ports: [8406] },
  ]);
  const pods = { podSelector: { matchLabels: { "app.kubernetes.io/name": "router" } } };
  expect(egress).toEqual([
    {
      peers: ["tchap-dev01", "tchap-dev02", "tchap-ext01"].map((name) => ({ ...namespace(name), ...pods })),
      ports: [8009],
    },
  ]);
});

test("the chart makes three replicas in three zones beside the proxy's, each with what keeps two running", async () => {
  const { plan } = await buildPlan("prod");
  const object = (kind: string) => theObject(plan, kind, "tchap-border", "border-inbound").object;
  const spec = at(object("Deployment"), "spec");
  expect(at(spec, "replicas")).toBe(3);
  const [spread] = list(at(spec, "template", "spec", "topologySpreadConstraints"));
  expect(at(spread, "topologyKey")).toBe("topology.kubernetes.io/zone");
  expect(at(object("PodDisruptionBudget"), "spec", "maxUnavailable")).toBe(1);
  expect(at(object("ConfigMap"), "data")).toEqual(borderInbound(plan.facts).files);
  const [container] = list(at(spec, "template", "spec", "containers"));
  expect(list(at(container, "ports")).map((port) => [at(port, "name"), at(port, "containerPort")])).toEqual([
    ["federation", 8009],
    ["metrics", 8406],
  ]);
  const ports = list(at(object("Service"), "spec", "ports"));
  expect(ports.map((port) => [at(port, "name"), at(port, "port")])).toEqual([
    ["federation", 8009],
    ["metrics", 8406],
  ]);
});

test("who asks for whom is logged as JSON, without query or signature", () => {
  const log =
    file("haproxy.cfg")
      .split("\n")
      .find((line) => line.startsWith("  log-format")) ?? "";
  const filled = log
    .slice("  log-format '".length, -1)
    .replace(/%\[[^\]]*\]/g, "x")
    .replace(/%(ST|B|Tw|Tc|Tr|Ta)\b/g, "1");
  expect(Object.keys(JSON.parse(filled))).toEqual(
    expect.arrayContaining(["time", "client", "origin", "destination", "refused", "path", "status"]),
  );
  expect([...log.matchAll(/%\[([^\]]*)\]/g)].map(([, sample]) => sample)).toEqual([
    "var(txn.client)",
    "var(txn.origin)",
    "var(txn.server)",
    "var(txn.refused)",
    "var(txn.path),json(utf8ps)",
  ]);
  expect(log).not.toMatch(/%(\{[^}]*\})?(r|HU|HQ|HP|HPO|hr|hs|trl)\b/);
});

test("what is refused is so before a router is chosen, and limits follow how many shards there are", () => {
  const rules = (change?: (files: Files) => void) =>
    file("haproxy.cfg", change)
      .split("\n")
      .map((line) => line.trim());
  const at = (part: string) => rules().findIndex((line) => line.includes(part));
  expect(at("status 403")).toBeGreaterThan(at("str(host)"));
  expect(at("use_backend")).toBeGreaterThan(at("status 403"));
  expect(rules().filter((line) => /use_backend|default_backend/.test(line))).toEqual([
    "use_backend %[var(txn.server)]",
  ]);
  expect(rules().join("\n")).toMatch(/sc_http_req_rate\(0,speakers\) gt 1500 /);
  expect(rules(suspend).join("\n")).toMatch(/sc_http_req_rate\(0,speakers\) gt 1000 /);
});
