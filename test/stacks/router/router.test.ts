import { at, list } from "../../../plan/vocabulary";
import { router, routerNeeds } from "../../../stacks/router/router";
import { routerValues } from "../../../stacks/router/values";
import { type Placed, rendered, shardsOf } from "../authentication/shards";
import { workersTopology } from "../topologies";

/** Every shard of dev, with one process and with several. */
function shards(): Placed[] {
  return shardsOf("dev").flatMap((each) => {
    const capacity = { ...each.shard.capacity, topology: workersTopology() };
    return [each, { ...each, shard: { ...each.shard, capacity } }];
  });
}

function valuesOf({ fleet, perimeter, shard }: Placed) {
  return router(fleet, perimeter, shard);
}

async function objectsOf(each: Placed) {
  const objects = await rendered("router", { router: valuesOf(each) });
  return new Map(objects.map((object) => [object.kind, object]));
}

test("values are of their schema and the same each time", () => {
  for (const each of shards()) {
    expect(routerValues.parse(valuesOf(each))).toEqual(valuesOf(each));
    expect(JSON.stringify(valuesOf(each))).toBe(JSON.stringify(valuesOf(each)));
  }
});

test("the chart makes a replicated Deployment with its files, and what keeps two of three running", async () => {
  const [each] = shards();
  if (each === undefined) throw new Error("dev has no shard");
  const objects = await objectsOf(each);
  expect([...objects.keys()].sort()).toEqual([
    "ConfigMap",
    "Deployment",
    "NetworkPolicy",
    "PodDisruptionBudget",
    "Service",
  ]);
  expect(at(objects.get("ConfigMap"), "data")).toEqual(valuesOf(each).files);
  const spec = at(objects.get("Deployment"), "spec");
  expect(at(spec, "replicas")).toBe(routerNeeds(each.shard).pods);
  const [spread] = list(at(spec, "template", "spec", "topologySpreadConstraints"));
  expect(at(spread, "topologyKey")).toBe("topology.kubernetes.io/zone");
  expect(at(objects.get("PodDisruptionBudget"), "spec", "maxUnavailable")).toBe(1);
  const [container] = list(at(spec, "template", "spec", "containers"));
  expect(at(container, "readinessProbe", "httpGet")).toEqual({ path: "/ready", port: "metrics" });
  expect(at(container, "command")).toEqual(["haproxy", "-db", "-f", "/etc/router/haproxy.cfg"]);
});

test("a stopping pod has time for open requests", async () => {
  const [each] = shards();
  if (each === undefined) throw new Error("dev has no shard");
  const { seconds, files } = valuesOf(each);
  const hardStop = Number(/hard-stop-after (\d+)s/.exec(files["haproxy.cfg"] ?? "")?.[1]);
  // A client's long poll lasts 30 s.
  expect(hardStop).toBeGreaterThan(30);
  expect(seconds.stop).toBeGreaterThan(seconds.drain + hardStop);
});

test("edge, scanner, border and monitoring come in, each by its port; what it sends to is reached and nothing else", () => {
  for (const each of shards()) {
    const { ingress, egress } = valuesOf(each).networkPolicy;
    const namespace = (name: string) => ({ matchLabels: { "kubernetes.io/metadata.name": name } });
    const pods = (name: string) => ({ podSelector: { matchLabels: { "app.kubernetes.io/name": name } } });
    const border = { namespaceSelector: namespace("tchap-border"), ...pods("border-inbound") };
    expect(ingress).toEqual([
      { peers: [{ namespaceSelector: namespace(each.fleet.edge.namespace) }, pods("content-scanner")], ports: [8008] },
      { peers: [border], ports: [8009] },
      { peers: [{ namespaceSelector: namespace(each.fleet.network.monitoringNamespace) }], ports: [8405] },
    ]);
    const identity = { namespaceSelector: namespace("tchap-identity-server"), ...pods("identity-server") };
    expect(egress).toEqual([
      { peers: [pods("homeserver")], ports: [8008] },
      { peers: [identity], ports: [8090] },
      { peers: [pods("content-scanner")], ports: [8080] },
      ...(each.perimeter.features.signIn === "mas" ? [{ peers: [pods("authentication")], ports: [8080] }] : []),
    ]);
  }
});

test("a shard restored apart hears of no other server, and its addresses lead nowhere", () => {
  for (const each of shards()) {
    const apart = { ...each, shard: { ...each.shard, namespace: each.shard.restoreNamespace } };
    const { ingress, egress } = valuesOf(apart).networkPolicy;
    expect([...ingress, ...egress].flatMap(({ ports }) => ports).sort()).toEqual(
      valuesOf(each)
        .networkPolicy.ingress.concat(valuesOf(each).networkPolicy.egress)
        .flatMap(({ ports }) => ports)
        .filter((port) => port !== 8009 && port !== 8090)
        .sort(),
    );
  }
});

test("every server is a name in the shard's own namespace, but the identity server, which is everybody's", () => {
  for (const each of shards()) {
    const servers = valuesOf(each)
      .files["haproxy.cfg"]?.split("\n")
      .filter((line) => line.startsWith("  server "))
      .filter((line) => !line.startsWith("  server identity-server identity-server.tchap-identity-server.svc."));
    expect(servers?.length).toBeGreaterThan(0);
    for (const server of servers ?? [])
      expect(server).toMatch(
        new RegExp(`^ {2}server \\S+ \\S+\\.${each.shard.namespace}\\.svc\\.cluster\\.local:80[08]\\d$`),
      );
  }
});

test("a changed limit of the edge changes the pods' checksum", () => {
  const [each] = shards();
  if (each === undefined) throw new Error("dev has no shard");
  const edge = { ...each.fleet.edge, longPollSeconds: each.fleet.edge.longPollSeconds + 300 };
  const changed = valuesOf({ ...each, fleet: { ...each.fleet, edge } });
  expect(changed.filesChecksum).not.toBe(valuesOf(each).filesChecksum);
});
