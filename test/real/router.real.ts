import pLimit from "p-limit";
import type { Fleet } from "../../fleet/fleet";
import { limitsOf, REQUEST_BYTES } from "../../stacks/router/limits";
import { routeOf } from "../../stacks/router/routes";
import { documented } from "../stacks/router/requests";
import { asMonoliths, withFewProcesses, withTwoReceivers } from "./changes";
import { Cluster } from "./cluster";
import { thisGround } from "./ground";
import { planOf } from "./plan";
import { type Asked, RunningRouter } from "./running-router";
import type { Echo } from "./stand-ins/processes";
import type { Routed } from "./verbatim";

/** One shard of each kind of sign-in. */
const SHARDS = ["pm", "finances", "externe"];

/** Paths that mean trouble, and those that are nobody's worker's. */
const PATHS = [
  ...["/_synapse/admin/v1/users", "/_synapse/%61dmin/v1/users", "/%5fsynapse/admin", "//_synapse/admin"],
  ...["/_synapse/mas/query_user", "/_synapse/%6das/query_user", "/_synapse/metrics", "/_synapse/replication/x"],
  ...["/_matrix/client/v3/admin/whois/@a:b", "/_matrix/client/v3/%61dmin/whois/@a:b"],
  ...["/_matrix/client/v1/admin/suspend/@a:b", "/_matrix/client/unstable/uk.timedout.msc4323/admin/suspend/@a"],
  ...["/bad/%zz", "/_matrix/client/v3/%zz", "/_matrix/../_synapse/admin/v1", "/_matrix/client/v3/a:b:c/x"],
  ...["/", "/health", "/metrics", "/login", "/oauth2/token", "/api/admin/v1/users", "/%61pi/admin"],
  ...["/.well-known/matrix/server", "/.well-known/matrix/client", "/_matrix/static/client/login/"],
  ...["/_matrix/client/v3/logout/all", "/_matrix/client/v3/logout", "/_matrix/client/v3/refresh"],
  ...["/_matrix/media_proxy/unstable/public_key", "/_matrix/media/v3/upload", "/_matrix/federation/v1/send/1"],
  ...["/_synapse/client/unsubscribe", "/_matrix/client/v3/sync", "/_matrix/key/v2/server", "/_matrix/%6bey/v2/server"],
  ...["/_matrix/identity/api/v1/info", "/_matrix/identity/v2/lookup", "/_matrix/identity/api/v1//info"],
  ...[
    "/_matrix/identity/api/v1/internal-info",
    "/_matrix/identity/api/v1/%69nternal-info",
    "/_matrix/identity/x/internal",
  ],
  ...[
    "/_matrix/identity/api/v1/internal%2dinfo",
    "/_matrix/identity/api/v1/internal-info/",
    "/_matrix/identity%2Finternal",
  ],
  ...[
    "/_matrix/media_proxy/unstable/scan/a/b",
    "/_matrix/media_proxy/unstable/metrics",
    "/_matrix/media_proxy/stable/x",
  ],
  ...["/_matrix/media/v3/download/a/b", "/_matrix/client/v1/media/thumbnail/a/b"],
];

const requests: readonly Asked[] = [
  ...documented(),
  // By the door that they are not for.
  ...documented().map(({ method, path, query, host }) => {
    const other: Asked["host"] = host === "homeserver" ? "federation" : "homeserver";
    return { host: other, method, path, query };
  }),
  ...PATHS.flatMap((path) =>
    (["homeserver", "name", "authentication", "federation", "scanner", "unknown"] as const).flatMap((host) =>
      ["GET", "POST", "OPTIONS", "HEAD"].map((method) => ({ host, method, path })),
    ),
  ),
];

/** Where a request went, in the words of the route table; a HEAD has no text, so that its well-known file is not known. */
function whereTo({ status, pod, text }: Routed): string {
  if (pod === "homeserver-0") return "main";
  if (pod !== undefined) return pod.replace(/-\d+$/, "");
  if (status === 403) return "closed";
  if (status === 404) return "unknown";
  if (status === 204) return "preflight";
  if (status !== 200) return String(status);
  if (text === "") return "well-known";
  return text.includes("m.server") ? "well-known-server" : "well-known-client";
}

/** Asks many, and resolves to what disagrees with the table. */
async function misrouted(router: RunningRouter, kind: "workers" | "monolith"): Promise<string[]> {
  const limit = pLimit(10);
  const wrong = requests.map((asked, index) =>
    limit(async () => {
      // Each from an address of its own: none of them asks too often.
      const client = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
      const found = whereTo(await router.ask(asked, { "x-forwarded-for": client }));
      const due = routeOf(asked, kind, router.signIn);
      const agrees = found === due || (found === "well-known" && due.startsWith("well-known-"));
      return agrees ? [] : [`${asked.method} ${router.name(asked.host)} ${asked.path}: ${found}, not ${due}`];
    }),
  );
  return (await Promise.all(wrong)).flat();
}

async function started(change: (fleet: Fleet) => Fleet): Promise<{ cluster: Cluster; routers: RunningRouter[] }> {
  const ground = thisGround();
  const cluster = await Cluster.start(ground, await planOf(ground, "prod", change));
  return { cluster, routers: await Promise.all(SHARDS.map((name) => RunningRouter.start(cluster, name))) };
}

describe.each([
  ["monolith", asMonoliths],
  ["workers", withFewProcesses],
] as const)("a rendered router before a homeserver of kind %s", (kind, change) => {
  let cluster: Cluster;
  let routers: RunningRouter[];

  beforeAll(async () => {
    ({ cluster, routers } = await started(change));
  });

  afterAll(() => cluster?.stop());

  test.each(SHARDS)("of %s sends every documented path, and every hostile one, where the table says", async (name) => {
    const router = routers.find(({ shard }) => shard.name === name);
    if (router === undefined) throw new Error(`no router of ${name}`);
    expect(requests.length).toBeGreaterThan(1000);
    expect(await misrouted(router, kind)).toEqual([]);
  });
});

describe("the rendered router of a homeserver of several processes", () => {
  let cluster: Cluster;
  let router: RunningRouter;

  beforeAll(async () => {
    const ground = thisGround();
    cluster = await Cluster.start(ground, await planOf(ground, "prod", withTwoReceivers));
    router = await RunningRouter.start(cluster, "pm");
  });

  afterAll(() => cluster?.stop());

  /** How many of some requests each process had. */
  async function spread(
    count: number,
    asked: (index: number) => readonly [Omit<Asked, "host">, Record<string, string>?],
  ) {
    const pods: Record<string, number> = {};
    for (let index = 0; index < count; index += 1) {
      const [request, headers] = asked(index);
      const { pod = "none" } = await router.ask({ host: "homeserver", ...request }, headers);
      pods[pod] = (pods[pod] ?? 0) + 1;
    }
    return pods;
  }

  const sync = { method: "GET", path: "/_matrix/client/v3/sync", query: "since=s1" };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  test("an agent's syncs stay with one process, and agents are spread over all", async () => {
    const withToken = await spread(10, () => [sync, bearer("one")]);
    expect(Object.keys(withToken)).toHaveLength(1);
    const inQuery = await spread(5, () => [{ ...sync, query: "since=s1&access_token=one" }]);
    const sliding = { method: "POST", path: "/_matrix/client/unstable/org.matrix.simplified_msc3575/sync" };
    expect(Object.keys(inQuery)).toEqual(Object.keys(withToken));
    expect(Object.keys(await spread(5, () => [sliding, bearer("one")]))).toEqual(Object.keys(withToken));
    const all = await spread(100, (index) => [sync, bearer(`token${index}`)]);
    expect(Object.keys(all).sort()).toEqual(["sync-0", "sync-1", "sync-2", "sync-3"]);
  });

  test("one server's transactions go one way, whatever address it has; another's may go another", async () => {
    const transaction = (index: number, origin: string) => ({
      asked: { host: "federation" as const, method: "PUT", path: `/_matrix/federation/v1/send/${index}` },
      headers: { "x-federation-origin": origin, "x-forwarded-for": `1.2.3.${index}` },
    });
    const spreadOf = async (origins: readonly string[]) => {
      const pods = new Set<string | undefined>();
      for (const [index, origin] of origins.entries()) {
        const { asked, headers } = transaction(index, origin);
        pods.add((await router.ask(asked, headers)).pod);
      }
      return pods.size;
    };
    expect(await spreadOf(Array.from({ length: 10 }, () => "a.example"))).toBe(1);
    expect(await spreadOf(Array.from({ length: 40 }, (_, index) => `${index}.example`))).toBe(2);
  });

  test("the client is whom the edge names last, whatever was written before", async () => {
    const asked = { host: "homeserver", method: "GET", path: "/_matrix/client/versions" } as const;
    const told = await router.ask(asked, {
      "x-forwarded-for": "6.6.6.6, 192.0.2.9",
      forwarded: "for=1.1.1.1",
      "x-forwarded-proto": "http",
    });
    const { headers }: Echo = JSON.parse(told.text);
    expect(headers).toMatchObject({ "x-forwarded-for": "192.0.2.9", "x-forwarded-proto": "https" });
    expect(headers).not.toHaveProperty("forwarded");
  });

  test("every answer has its security headers, one of a process and one of the router", async () => {
    for (const path of ["/_matrix/client/versions", "/_synapse/admin", "/.well-known/matrix/client"]) {
      const { headers } = await router.ask({ host: "homeserver", method: "GET", path });
      expect([path, headers]).toEqual([
        path,
        expect.objectContaining({
          "strict-transport-security": "max-age=63072000",
          "x-content-type-options": "nosniff",
          "content-security-policy": "frame-ancestors 'none'",
          "referrer-policy": "no-referrer",
        }),
      ]);
    }
  });

  test("who tries to sign in or to discover too often is told to come again, and only there, and alone", async () => {
    const { signIn } = limitsOf(router.shard);
    const info = { host: "homeserver", method: "GET", path: "/_matrix/identity/api/v1/info" } as const;
    const from = (address: string) => ({ "x-forwarded-for": `7.7.7.7, ${address}` });
    const limit = pLimit(10);
    const answers = await Promise.all(
      Array.from({ length: signIn + 50 }, () => limit(() => router.ask(info, from("192.0.2.66")))),
    );
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(200), count(429)]).toEqual([signIn, 50]);
    const spelt = { ...info, path: "/_matrix/client/v3/%6cogin" };
    expect(await router.ask(spelt, from("192.0.2.66"))).toMatchObject({ status: 429, headers: { "retry-after": "5" } });
    expect((await router.ask({ ...info, path: "/_matrix/client/versions" }, from("192.0.2.66"))).status).toBe(200);
    expect((await router.ask(info, from("192.0.2.67"))).status).toBe(200);
  });

  test("a request that says it is larger than any file is not begun", async () => {
    const upload = { host: "homeserver", method: "POST", path: "/_matrix/media/v3/upload" } as const;
    const answer = await router.ask(upload, { "content-length": String(REQUEST_BYTES + 1), connection: "close" });
    expect(answer).toMatchObject({ status: 413, pod: undefined });
  });

  test("the log says who asked for which path, and no token", async () => {
    await router.ask(
      { ...sync, host: "homeserver", query: "since=s1&access_token=query-secret" },
      bearer("header-secret"),
    );
    const lines = router.pod
      .log()
      .split("\n")
      .filter((line) => line.startsWith("{"));
    expect(lines.map((line) => JSON.parse(line).path)).toContain(sync.path);
    expect(router.pod.log()).not.toMatch(/query-secret|header-secret|token\d/);
  });

  test("a process that ends while it is asked is replaced by another, for reads", async () => {
    const tokens = Array.from({ length: 60 }, (_, index) => `token${index}`);
    await router.end("sync-0");
    const answers = await Promise.all(
      tokens.map((token) => router.ask({ host: "homeserver", ...sync }, bearer(token))),
    );
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
    expect(answers.map(({ pod }) => pod)).not.toContain("sync-0");
  });

  test("what keeps nothing falls back to main; who waits for a writer or media is told to come again", async () => {
    await router.lose(
      "sync-1",
      "sync-2",
      "sync-3",
      "initial-sync-0",
      "client-reader-0",
      "typing-0",
      "media-repository-0",
    );
    await router.lose("authentication");
    const get = (path: string) => router.ask({ host: "homeserver", method: "GET", path });
    for (const path of ["/_matrix/client/v3/sync", "/_matrix/client/v3/sync?since=s1", "/_matrix/client/versions"])
      expect([path, (await get(path)).pod]).toEqual([path, "homeserver-0"]);
    for (const path of [
      "/_matrix/media/v3/config",
      "/_matrix/client/v3/rooms/!r/typing/@a",
      "/_matrix/client/v3/login",
    ]) {
      const { status, headers, text } = await get(path);
      expect([path, status, headers["retry-after"]]).toEqual([path, 429, "5"]);
      expect(JSON.parse(text)).toMatchObject({ errcode: "M_LIMIT_EXCEEDED", retry_after_ms: 5000 });
    }
  });
});
