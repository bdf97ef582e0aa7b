import fc from "fast-check";
import type { Destination } from "../../../fleet/destinations";
import { at, list } from "../../../plan/vocabulary";
import { borderList, PROXY_PORT, squidConfig } from "../../../stacks/border/config";
import { buildPlan, ENVIRONMENTS, theObject } from "../../plan/plans";
import { fleetOf } from "../fleets";

/** What a squid.conf lets through, as Squid reads it: `host:port` for each pair that one of its rules allows. */
function allowed(config: string): string[] {
  const lines = config.split("\n").map((line) => line.split(" "));
  const acls = (name: string) =>
    lines.filter(([word, own]) => word === "acl" && own === name).map((line) => line.slice(2));
  return lines
    .filter(([word, verdict]) => word === "http_access" && verdict === "allow")
    .flatMap(([, , method, source, ports = "", hosts = ""]) => {
      expect([method, source]).toEqual(["CONNECT", "clients"]);
      return acls(ports).flatMap(([type, port]) => {
        expect(type).toBe("port");
        return acls(hosts).map(([kind, exact, host, ...rest]) => {
          // -n: no reverse lookup; a name without a leading dot is that name alone.
          expect([kind, exact, rest]).toEqual(["dstdomain", "-n", []]);
          expect(host).not.toMatch(/^\./);
          return `${host}:${port}`;
        });
      });
    })
    .sort();
}

const declared = (destinations: readonly Destination[]) =>
  [
    ...new Set(destinations.filter(({ through }) => through === "border").map(({ host, port }) => `${host}:${port}`)),
  ].sort();

const destination: fc.Arbitrary<Destination> = fc.record({
  id: fc.string(),
  host: fc.constantFrom("a.example", "b.example", "sub.a.example", "aa.example", "matrix.agent.tchap.gouv.fr"),
  port: fc.constantFrom(443, 8448, 22, 4430),
  through: fc.constantFrom("border", "direct"),
  addresses: fc.constant([]),
  reason: fc.string(),
  data: fc.string(),
  country: fc.constant("FR"),
  readers: fc.constant(["homeserver"]),
});

test("any declaration gives a list with exactly its hosts on exactly their ports", () => {
  fc.assert(
    fc.property(fc.array(destination, { maxLength: 12 }), (destinations) => {
      const config = squidConfig(destinations, "10.0.0.0/8");
      expect(allowed(config)).toEqual(declared(destinations));
      expect(
        borderList(destinations)
          .map(({ host, port }) => `${host}:${port}`)
          .sort(),
      ).toEqual(declared(destinations));
    }),
  );
});

test("the order of the declaration changes nothing", () => {
  fc.assert(
    fc.property(fc.array(destination), (destinations) => {
      const config = squidConfig(destinations, "10.0.0.0/8");
      expect(squidConfig([...destinations].reverse(), "10.0.0.0/8")).toBe(config);
    }),
  );
});

test("whatever is declared, the last rule refuses everything else, and only pods may ask", () => {
  fc.assert(
    fc.property(fc.array(destination, { maxLength: 6 }), (destinations) => {
      const lines = squidConfig(destinations, "10.64.0.0/12").split("\n");
      const rules = lines.filter((line) => line.startsWith("http_access"));
      expect(rules.at(-1)).toBe("http_access deny all");
      expect(rules.filter((line) => line.includes("deny"))).toHaveLength(1);
      expect(lines.filter((line) => line.startsWith("acl clients"))).toEqual(["acl clients src 10.64.0.0/12"]);
      expect(lines.filter((line) => line.startsWith("http_port"))).toEqual([`http_port ${PROXY_PORT}`]);
    }),
  );
});

test("each environment's rendered list is the fleet's declaration", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const { object } = theObject(plan, "ConfigMap", "tchap-border", "border");
    const config = String(at(object, "data", "squid.conf"));
    expect(config).toBe(squidConfig(plan.facts.destinations, plan.facts.network.pods));
    expect(allowed(config)).toEqual(declared(plan.facts.destinations));
    for (const { host, serverName } of plan.facts.perimeters.flatMap(({ shards }) => shards))
      expect(allowed(config)).toEqual(expect.arrayContaining([`${host}:443`, `${serverName}:443`]));
  }
});

test("the border's own egress opens the listed ports and no inside or link-local address", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const { object } = theObject(plan, "NetworkPolicy", "tchap-border", "border");
    const [rule, ...others] = list(at(object, "spec", "egress"));
    const { namespace, podPort } = plan.facts.edge;
    expect(others).toEqual([
      {
        to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } }],
        ports: [{ port: podPort, protocol: "TCP" }],
      },
    ]);
    const ports = [...new Set(borderList(plan.facts.destinations).map(({ port }) => port))];
    expect(rule).toEqual({
      to: [
        {
          ipBlock: {
            cidr: "0.0.0.0/0",
            except: [plan.facts.network.pods, plan.facts.network.services, plan.facts.network.nodes, "169.254.0.0/16"],
          },
        },
      ],
      ports: ports.map((port) => ({ port, protocol: "TCP" })),
    });
  }
});

test("a suspended perimeter's hosts leave the list, and no other host does", () => {
  const open = declared(fleetOf("dev").destinations);
  const suspended = fleetOf("dev", ({ edit }) => edit("perimeters/dev02.yaml", "state: active", "state: suspended"));
  const left = allowed(squidConfig(suspended.destinations, suspended.network.pods));
  expect(open).toEqual(
    expect.arrayContaining(["dev02.tchap.incubateur.net:443", "matrix.dev02.tchap.incubateur.net:443"]),
  );
  expect(left).toEqual(open.filter((each) => !each.includes("dev02")));
});

test("notice changes nothing at the border", () => {
  const notice = fleetOf("dev", ({ edit }) => {
    edit("perimeters/dev02.yaml", "state: active", "state: notice");
    edit("perimeters/dev02.yaml", "endsOn: 2028-12-31", "endsOn: 2028-12-31\n  noticeOn: 2026-10-01");
  });
  expect(notice.destinations).toEqual(fleetOf("dev").destinations);
});
