import { routerFiles } from "../../../stacks/router/config";
import { limitsOf } from "../../../stacks/router/limits";
import type { Place, RouterSettings } from "../../../stacks/router/settings";
import { shardsOf } from "../authentication/shards";
import { workersTopology } from "../topologies";
import { KINDS, SIGN_INS } from "./requests";

const PLACE: Place = {
  folder: "/etc/router",
  publicPort: 8008,
  federationPort: 8009,
  metricsPort: 8405,
  name: "router.ns",
  addresses: {
    process: (service, pod) => `${pod}.${service}.ns:8008`,
    authentication: "authentication.ns:8080",
    identityServer: "identity.example:8090",
    contentScanner: "scanner.ns:8080",
  },
};

const SETTINGS: RouterSettings = {
  shard: { serverName: "a.example", host: "matrix.a.example", authenticationHost: "auth.a.example" },
  signIn: "mas",
  topology: workersTopology(),
  compute: { milliCpu: 500, memoryMiB: 256 },
  limits: { general: 1234, signIn: 56 },
  longPollSeconds: 120,
};

const every = KINDS.flatMap((kind) =>
  SIGN_INS.map(
    (signIn): RouterSettings => ({
      ...SETTINGS,
      signIn,
      topology: kind === "workers" ? workersTopology() : { kind },
    }),
  ),
);

function sections(settings: RouterSettings = SETTINGS): Map<string, string[]> {
  const blocks = routerFiles(settings, PLACE)["haproxy.cfg"].split(/\n(?=\S)/);
  return new Map(
    blocks.map((block) => {
      const [name = "", ...lines] = block.split("\n");
      return [name.trim(), lines.map((line) => line.trim()).filter((line) => line !== "")];
    }),
  );
}

function lines(section: string, settings?: RouterSettings): string[] {
  const found = sections(settings).get(section);
  if (found === undefined) throw new Error(`no ${section}`);
  return found;
}

test("every target of the table is a backend, and every backend a target or a reserve", () => {
  for (const settings of every) {
    const targets = routerFiles(settings, PLACE)
      ["routes.map"].trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[1]);
    const tables = ["asked", "signed-in"];
    const backends = [...sections(settings).keys()]
      .flatMap((name) => /^backend (.*)/.exec(name)?.[1] ?? [])
      .filter((name) => !tables.includes(name));
    const reserve = settings.topology.kind === "workers" ? ["main-in-reserve"] : [];
    expect([...backends].sort()).toEqual([...new Set([...targets, "closed", "unknown", ...reserve])].sort());
  }
});

test("a pool lists every process that scaling may add, by its name", () => {
  const servers = lines("backend sync").filter((line) => line.startsWith("server "));
  expect(servers).toEqual([0, 1, 2, 3].map((index) => `server sync-${index} sync-${index}.sync.ns:8008`));
  expect(lines("backend main").filter((line) => line.startsWith("server "))).toEqual([
    "server homeserver-0 homeserver-0.homeserver.ns:8008",
  ]);
});

/** Backends of other systems, whose Services spread requests over their pods. */
const OTHERS = ["backend authentication", "backend identity-server", "backend content-scanner"];

test("a name without an address yet is no mistake, and each process is asked for its health", () => {
  const [defaults] = lines("defaults").filter((line) => line.startsWith("default-server"));
  expect(defaults).toContain("init-addr none resolvers cluster");
  expect(defaults).toContain(" check ");
  for (const [name, block] of sections())
    if (block.some((line) => line.startsWith("server ")) && !OTHERS.includes(name))
      expect(block).toEqual(expect.arrayContaining(["option httpchk", "http-check send meth GET uri /health"]));
});

test("who takes a request is chosen as published, and by every router alike", () => {
  const balance = (role: string) => lines(`backend ${role}`).find((line) => line.startsWith("balance"));
  expect(["sync", "initial-sync"].map(balance)).toEqual(["balance hash var(txn.token)", "balance hash var(txn.token)"]);
  expect(balance("event-creator")).toBe("balance hash var(txn.room)");
  expect(balance("federation-inbound")).toBe("balance hash var(txn.origin)");
  expect(balance("federation-reader")).toBe("balance uri whole");
  expect(lines("defaults").filter((line) => line.startsWith("hash-type consistent "))).toHaveLength(1);
});

test("limits and time-outs are the published ones, and a long poll lasts as long as at the edge", () => {
  const sync = lines("backend sync", { ...SETTINGS, longPollSeconds: 300 });
  expect(sync).toEqual(
    expect.arrayContaining(["default-server maxconn 2000", "timeout queue 5s", "timeout server 300s"]),
  );
  expect(lines("defaults", { ...SETTINGS, longPollSeconds: 300 })).toEqual(
    expect.arrayContaining(["timeout client 300s", "timeout server 300s"]),
  );
  expect(lines("backend initial-sync")).toEqual(
    expect.arrayContaining(["default-server maxconn 50", "timeout server 180s"]),
  );
  expect(lines("backend main")).toContain("default-server maxconn 250");
});

test("the main process takes over for what keeps nothing, never for a writer, media or signing in", () => {
  const rules = lines("frontend public");
  const [reserved = ""] = rules.filter((line) => line.startsWith("acl has_reserve"));
  expect(reserved.split(" -m str ")[1]?.split(" ").sort()).toEqual([
    "client-reader",
    "event-creator",
    "federation-inbound",
    "federation-reader",
    "initial-sync",
    "sync",
    "user-directory",
  ]);
  expect(lines("backend main-in-reserve").filter((line) => line.startsWith("server "))).toEqual(
    lines("backend main").filter((line) => line.startsWith("server ")),
  );
  const [first, then] = rules.filter((line) => line.includes("nbsrv"));
  expect(first).toContain("str(sync) if { var(txn.target) -m str initial-sync }");
  expect(then).toContain("str(main-in-reserve) if has_reserve");
});

test("a closed path is closed after the table was asked, in either spelling, and before a process is chosen", () => {
  for (const [settings, door] of every.flatMap((each) => [[each, "public"] as const, [each, "federation"] as const])) {
    const rules = lines(`frontend ${door}`, settings);
    const at = (start: string) => rules.findIndex((line) => line.startsWith(start));
    const closes = at("http-request set-var(txn.target) str(closed) if is_closed || !{ var(txn.decoded) -m found }");
    expect(closes).toBeGreaterThan(at("http-request set-var(txn.target) var(txn.request),map_reg("));
    expect(rules.at(-1)).toBe("use_backend %[var(txn.target)]");
    expect(rules.filter((line) => line.startsWith("acl is_closed"))).toEqual([
      "acl is_closed var(txn.request) -m reg -f /etc/router/closed.lst",
      "acl is_closed var(txn.spelt) -m reg -f /etc/router/closed.lst",
    ]);
    expect(rules.filter((line) => line.startsWith("default_backend"))).toEqual([]);
    expect(lines("backend closed", settings)[0]).toContain("return status 403");
    expect(lines("backend unknown", settings)[0]).toContain("return status 404");
  }
});

test.each(["public", "federation"])("at the %s door the client's address is the one that came last", (door) => {
  const rules = lines(`frontend ${door}`);
  expect(rules).toContain("http-request set-header X-Forwarded-For %[var(txn.client)]");
  expect(rules.filter((line) => line.includes("x-forwarded-for"))).toEqual([
    "http-request set-var(txn.client) req.hdr_ip(x-forwarded-for,-1) if { req.hdr_ip(x-forwarded-for,-1) -m found }",
  ]);
});

test("the log is JSON and holds no query, header or token", () => {
  const [log = ""] = lines("frontend public").filter((line) => line.startsWith("log-format"));
  const filled = log
    .slice("log-format '".length, -1)
    .replace(/%\[[^\]]*\]/g, "x")
    .replace(/%(ST|B|Tw|Tc|Tr|Ta)\b/g, "1");
  expect(Object.keys(JSON.parse(filled))).toEqual(expect.arrayContaining(["time", "client", "path", "status"]));
  const samples = [...log.matchAll(/%\[([^\]]*)\]/g)].map(([, sample]) => sample);
  expect(samples).toEqual(["var(txn.client)", "var(txn.host)", "var(txn.path),json(utf8ps)"]);
  // %r, %HU, %HQ and captures would carry the query.
  expect(log).not.toMatch(/%(\{[^}]*\})?(r|HU|HQ|HP|HPO|hr|hs|trl)\b/);
  expect(lines("frontend public")).toContain("http-request set-var(txn.path) path");
  expect(lines("frontend public").filter((line) => line.includes("capture"))).toEqual([]);
});

test("being busy is told as 429, with a body of the length that it names", () => {
  expect(lines("defaults")).toContain("errorfile 503 /etc/router/unavailable.http");
  const [head = "", body = ""] = routerFiles(SETTINGS, PLACE)["unavailable.http"].split("\n\n");
  expect(head.split("\n")[0]).toBe("HTTP/1.1 429 Too Many Requests");
  expect(head).toContain("\nRetry-After: 5\n");
  expect(head).toContain(`\nContent-Length: ${body.length}\n`);
  expect(JSON.parse(body)).toMatchObject({ errcode: "M_LIMIT_EXCEEDED", retry_after_ms: 5000 });
});

test("the well-known files say where the homeserver is, and who signs in where it is MAS", () => {
  const files = routerFiles(SETTINGS, PLACE);
  expect(JSON.parse(files["well-known-server.json"])).toEqual({ "m.server": "matrix.a.example:443" });
  expect(JSON.parse(files["well-known-client.json"])).toEqual({
    "m.homeserver": { base_url: "https://matrix.a.example" },
    "org.matrix.msc2965.authentication": {
      issuer: "https://auth.a.example/",
      account: "https://auth.a.example/account/",
    },
  });
  const oidc = routerFiles({ ...SETTINGS, signIn: "oidc" }, PLACE);
  expect(JSON.parse(oidc["well-known-client.json"])).toEqual({
    "m.homeserver": { base_url: "https://matrix.a.example" },
  });
  const own = "router.ns scanner\n";
  expect(oidc["hosts.map"]).toBe(`matrix.a.example homeserver\na.example name\n${own}`);
  expect(files["hosts.map"]).toBe(`matrix.a.example homeserver\na.example name\nauth.a.example authentication\n${own}`);
  expect(files["federation-hosts.map"]).toBe("matrix.a.example federation\n");
});

test("threads and connections follow the pod's size, not the node's", () => {
  const sized = (milliCpu: number, memoryMiB: number) =>
    lines("global", { ...SETTINGS, compute: { milliCpu, memoryMiB } });
  expect(sized(500, 256)).toEqual(expect.arrayContaining(["nbthread 1", "maxconn 6144"]));
  expect(sized(2500, 1024)).toEqual(expect.arrayContaining(["nbthread 3", "maxconn 24576"]));
});

test("a monolith has one pool, and files read the same after YAML", () => {
  const settings: RouterSettings = { ...SETTINGS, topology: { kind: "monolith" } };
  expect([...sections(settings).keys()].filter((name) => name.startsWith("backend m"))).toEqual(["backend main"]);
  for (const each of every)
    for (const text of Object.values(routerFiles(each, PLACE))) {
      // A literal block of YAML keeps neither carriage returns nor a missing end of line, nor leading spaces.
      expect(text).toMatch(/^\S[^\r]*[^\n]\n$/);
      expect(text).not.toContain("\t");
    }
});

test("one address is limited in all, and more so where it signs in or discovers, before a process is chosen", () => {
  const rules = lines("frontend public");
  const at = (part: string) => rules.findIndex((line) => line.includes(part));
  expect(rules[at("sc_http_req_rate(0,asked)")]).toMatch(/^http-request return status 429 .* gt 1234 }$/);
  expect(rules[at("sc_http_req_rate(1,signed-in)")]).toMatch(/^http-request return status 429 .* gt 56 }$/);
  expect(at("track-sc0 ")).toBeLessThan(at("sc_http_req_rate(0,asked)"));
  expect(at("sc_http_req_rate(1,signed-in)")).toBeLessThan(at("use_backend"));
  expect(rules.filter((line) => line.includes(" track-sc")).map((line) => line.split(" ")[2])).toEqual([
    "var(txn.client),ipmask(32,64)",
    "var(txn.client),ipmask(32,64)",
  ]);
  expect(lines("backend asked")[0]).toContain("http_req_rate(10s)");
  expect(lines("backend signed-in")[0]).toContain("http_req_rate(60s)");
  // The border counts by itself, by server.
  expect(lines("frontend federation").filter((line) => /track-sc|429/.test(line))).toEqual([]);
});

test("limits grow with a shard, whose agents may all leave by one address", () => {
  const [{ shard } = never()] = shardsOf("dev");
  const sized = (registered: number, sessions: number) =>
    limitsOf({ registered, capacity: { ...shard.capacity, sessions } });
  expect(sized(10, 2)).toEqual({ general: 1000, signIn: 300 });
  expect(sized(100_000, 20_000)).toEqual({ general: 40_000, signIn: 1000 });
});

function never(): never {
  throw new Error("dev has no shard");
}

test("a request is no larger than what Synapse takes, and every answer has its security headers", () => {
  expect(lines("frontend public").filter((line) => line.includes(" 413 "))).toEqual([
    expect.stringMatching(/ if \{ req\.hdr_val\(content-length\) gt 104857600 }$/),
  ]);
  for (const door of ["public", "federation"]) {
    const headers = lines(`frontend ${door}`).filter((line) => line.startsWith("http-after-response set-header "));
    expect(headers.map((line) => line.split(" ")[2])).toEqual([
      "Strict-Transport-Security",
      "X-Content-Type-Options",
      "Content-Security-Policy",
      "Referrer-Policy",
    ]);
  }
});
