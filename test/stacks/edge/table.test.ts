import fc from "fast-check";
import type { Fleet } from "../../../fleet/fleet";
import { restored } from "../../../fleet/restored";
import { type PublicRoute, publicHosts, routeTo } from "../../../stacks/edge/table";
import { routeOf } from "../../../stacks/router/routes";
import { fleetOf } from "../fleets";
import { documented } from "../router/requests";
import { arrivals, edges, FLEETS, KINDS, ofKind } from "./edges";

const arrival = ({ backend, seconds }: PublicRoute) => ({ ...backend, seconds });

/** A path that a route takes: itself, and of a prefix one below it. */
const samples = ({ path, extent }: PublicRoute) => (extent === "exact" ? [path] : [path, `${path}/some/thing`]);

test.each(KINDS)("by a %s every path of every host leads to exactly one backend, the table's", (kind) => {
  for (const fleet of FLEETS) {
    const hosts = publicHosts(fleet);
    const all = edges(ofKind(fleet, kind));
    for (const { host, routes } of hosts)
      for (const path of routes.flatMap(samples)) {
        const found = routeTo(hosts, host, path);
        if (found === undefined) throw new Error(`${host}${path} leads nowhere`);
        expect([host, path, arrivals(all, kind, host, path)]).toEqual([host, path, [arrival(found)]]);
      }
  }
});

const DEV = fleetOf("dev");

/** Parts of paths, those of the table and others, so that generated paths often come near a route. */
const parts = [
  ...new Set(publicHosts(DEV).flatMap(({ routes }) => routes.flatMap(({ path }) => path.split("/").slice(1)))),
  ...["admin", "internal-info", "metrics", "replication", "_synapse", "sync", "%61dmin", "..", "api", "v3x", "a:b"],
];

test("for any path both kinds answer as the table does, one backend or none", () => {
  const hosts = publicHosts(DEV);
  const names = [...hosts.map(({ host }) => host), "elsewhere.example", `x.${DEV.domain}`];
  const built = KINDS.map((kind) => ({ kind, all: edges(ofKind(DEV, kind)) }));
  const some = fc.array(fc.constantFrom(...parts), { maxLength: 5 }).map((each) => `/${each.join("/")}`);
  const any = fc.record({ host: fc.constantFrom(...names), path: some });
  const known = fc
    .constantFrom(...hosts.flatMap(({ host, routes }) => routes.map(({ path }) => ({ host, path }))))
    .chain(({ host, path }) =>
      fc.constantFrom("", "/", "/x", "x", "/../admin", "/internal-info").map((end) => ({ host, path: path + end })),
    );
  let led = 0;
  fc.assert(
    fc.property(fc.oneof(any, known), ({ host, path: asked }) => {
      const found = routeTo(hosts, host, asked);
      const due = found === undefined ? [] : [arrival(found)];
      led += due.length;
      for (const { kind, all } of built) expect(arrivals(all, kind, host, asked)).toEqual(due);
    }),
    { numRuns: 3000 },
  );
  // Else the paths came near no route, and the property said nothing.
  expect(led).toBeGreaterThan(300);
});

const HOSTILE = [
  "/",
  "/_matrix",
  "/_matrix/identity/api/v1/internal-info",
  "/_matrix/identity/v2/internal-info",
  "/_matrix/identity/internal/bind",
  "/_matrix/identity/internal-info",
  "/_matrix/identity/replicate/v1/push",
  "/_matrix/identity/api/v1/replicate_profiles",
  "/_matrix/identity/api/v1/user_directory/search",
  "/_synapse",
  "/_synapse/admin/v1/users",
  "/_synapse/admin",
  "/_synapse/mas/provision_user",
  "/_synapse/metrics",
  "/_synapse/replication/x",
  "/_synapse/client",
  "/_synapse/client/rendezvous",
  "/_synapse/jwks",
  "/health",
  "/metrics",
  "/stats",
  "/ready",
  "/api/admin/v1/users",
  "/api/spec.json",
  "/graphql/playground",
  "/connection-info",
  "/_matrix/push/v1",
  "/_matrix/push/v1/notify/x",
  "//_synapse/admin/v1/users",
  "/.well-known/matrix",
  "/.well-known/acme-challenge/x",
];

test("administration, metrics, replication and what servers tell each other are on no route of any host", () => {
  for (const fleet of FLEETS)
    for (const kind of KINDS) {
      const all = edges(ofKind(fleet, kind));
      for (const { host, kind: hostKind } of publicHosts(fleet))
        for (const path of HOSTILE) {
          const isFrontPage = hostKind === "authentication" && path === "/";
          expect([host, path, arrivals(all, kind, host, path).length]).toEqual([host, path, isFrontPage ? 1 : 0]);
        }
    }
});

test("other servers' requests lead to the border alone, and clients' to the shard's own router", () => {
  for (const fleet of FLEETS)
    for (const { kind, namespace, routes } of publicHosts(fleet))
      for (const { path, backend } of routes) {
        const isOfServers = /^\/_matrix\/(federation|key)(\/|$)/.test(path);
        const router = { namespace, service: "router", port: 8008 };
        const border = { namespace: "tchap-border", service: "border-inbound", port: 8009 };
        const push = { namespace: "tchap-push-gateway", service: "push-gateway", port: 5000 };
        expect([path, backend]).toEqual([path, kind === "push-gateway" ? push : isOfServers ? border : router]);
      }
});

test("every request that the workers' documentation names comes in, and by the right door", () => {
  const hosts = publicHosts(DEV);
  const [homeserver] = hosts.filter(({ kind }) => kind === "homeserver");
  const signIn = "oidc";
  for (const request of documented()) {
    const { path } = request;
    if (/^(unknown|closed)$/.test(routeOf(request, "workers", signIn))) continue;
    const service = routeTo(hosts, homeserver?.host ?? "", path)?.backend.service;
    const isOfServers = /^\/_matrix\/(federation|key)\//.test(path);
    expect([path, service]).toEqual([path, isOfServers ? "border-inbound" : "router"]);
  }
});

test("no path is let in of which the router knows nothing, or which it closes", () => {
  for (const fleet of FLEETS)
    for (const perimeter of fleet.perimeters)
      for (const { kind, shard, routes } of publicHosts(fleet)) {
        if (shard?.perimeter !== perimeter.name || kind === "push-gateway") continue;
        for (const { path, extent, backend } of routes) {
          if (backend.service !== "router" || extent === "prefix") continue;
          const target = routeOf({ host: kind, method: "GET", path }, "workers", perimeter.features.signIn);
          expect([path, target]).not.toEqual([path, expect.stringMatching(/^(unknown|closed)$/)]);
        }
      }
});

function seconds(fleet: Fleet, path: string): number | undefined {
  const hosts = publicHosts(fleet);
  return routeTo(hosts, hosts.find(({ kind }) => kind === "homeserver")?.host ?? "", path)?.seconds;
}

test("a request that waits for news may do so as long as the environment says, and no other", () => {
  const long: Fleet = { ...DEV, edge: { ...DEV.edge, longPollSeconds: 900 } };
  expect(seconds(long, "/_matrix/client/v3/sync")).toBe(905);
  expect(seconds(DEV, "/_matrix/client/v3/sync")).toBeGreaterThanOrEqual(DEV.edge.longPollSeconds);
  for (const path of ["/_matrix/client/v3/login", "/_matrix/client/v1/media/download/a/b", "/_matrix/key/v2/server"])
    expect(seconds(long, path)).toBe(seconds(DEV, path));
  // The router's own 180 s end before it.
  expect(seconds(DEV, "/_matrix/client/v3/login")).toBe(185);
});

test("a perimeter that is suspended is cut off from other servers alone, one that is closed from everybody", () => {
  const state = (to: string) =>
    fleetOf("dev", ({ edit }) => edit("perimeters/dev01.yaml", "state: active", `state: ${to}`));
  const backends = (fleet: Fleet) =>
    new Set(
      publicHosts(fleet)
        .filter((each) => each.shard?.perimeter === "dev01")
        .flatMap(({ routes }) => routes.map(({ backend }) => backend.service)),
    );
  expect(backends(fleetOf("dev"))).toEqual(new Set(["router", "border-inbound"]));
  expect(backends(state("suspended"))).toEqual(new Set(["router"]));
  const closed = DEV.perimeters.map((each) => (each.name === "dev01" ? { ...each, state: "closed" as const } : each));
  expect(backends({ ...DEV, perimeters: closed })).toEqual(new Set());
});

test("a changed perimeter changes what leads into its own namespace and into the border, and nothing else", () => {
  const changed = (from: Fleet, to: Fleet) => {
    const [before, after] = [edges(from), edges(to)];
    return [...after]
      .filter(([namespace, each]) => JSON.stringify(each) !== JSON.stringify(before.get(namespace)))
      .map(([namespace]) => namespace);
  };
  for (const kind of KINDS) {
    const before = ofKind(fleetOf("dev"), kind);
    const suspended = fleetOf("dev", ({ edit }) => edit("perimeters/dev01.yaml", "state: active", "state: suspended"));
    expect(changed(before, ofKind(suspended, kind))).toEqual(["tchap-border"]);
    const signingIn = fleetOf("dev", ({ edit }) => edit("perimeters/dev01.yaml", "signIn: oidc", "signIn: mas"));
    expect(changed(before, ofKind(signingIn, kind))).toEqual(["tchap-dev01"]);
  }
});

test("a shard that is restored apart from all that runs has no public host", () => {
  const apart = restored(DEV, "dev01", "2026-11-20T03:00:00Z");
  if (apart === undefined) throw new Error("dev01 is gone");
  expect(publicHosts(apart.fleet).filter(({ shard }) => shard?.name === "dev01")).toEqual([]);
  expect(edges(apart.fleet).get(apart.shard.namespace)).toMatchObject({
    gateways: [],
    routes: [],
    ingresses: [],
    certificates: [],
  });
});
