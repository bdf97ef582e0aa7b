import { Agent as Connections } from "node:http";
import pLimit from "p-limit";
import { BORDER_NAMESPACE, liveShards, type Shard } from "../../fleet/fleet";
import { type Incoming, objection } from "../../stacks/border/admission";
import { openings } from "../../stacks/border/inbound";
import { BORDER_INBOUND, FEDERATION_PORT } from "../../stacks/border/places";
import { escaped, servedRequests } from "../stacks/border/served";
import { documented } from "../stacks/router/requests";
import { asMonoliths, COPIES_IN_FLEET, withSuspended } from "./changes";
import { Cluster } from "./cluster";
import { thisGround } from "./ground";
import { planOf } from "./plan";
import { RunningRouter } from "./running-router";
import type { Echo } from "./stand-ins/processes";
import { ask, type Routed } from "./verbatim";

/** Whom others speak to, who speaks, and who is suspended: behind each a router with processes that say who was asked. */
const [SPOKEN, SPEAKER, SUSPENDED] = ["finances", "justice", "culture"] as const;

let cluster: Cluster;
const connections = new Connections({ keepAlive: true, maxSockets: 20 });

function shard(name: string): Shard {
  const found = liveShards(cluster.plan.facts).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no shard ${name}`);
  return found;
}

beforeAll(async () => {
  const ground = thisGround();
  cluster = await Cluster.start(
    ground,
    await planOf(ground, "prod", (fleet) => withSuspended(SUSPENDED)(asMonoliths(fleet))),
  );
  cluster.atEnd(async () => connections.destroy());
  for (const name of [SPOKEN, SPEAKER, SUSPENDED]) await RunningRouter.start(cluster, name);
  const rendered = cluster
    .objects(BORDER_NAMESPACE, "Deployment")
    .find(({ object }) => object.metadata.name === BORDER_INBOUND);
  if (rendered === undefined) throw new Error("no inbound gateway");
  await cluster.run(rendered, COPIES_IN_FLEET);
});

afterAll(() => cluster?.stop());

/** As Synapse writes it; nobody here verifies the signature. */
const signedBy = (origin: string, destination: string) =>
  `X-Matrix origin="${origin}",key="ed25519:a_1",sig="Zm9v+/Jh",destination="${destination}"`;

/** A question that enters. */
function good(): Incoming {
  const { host, serverName } = shard(SPOKEN);
  return {
    host,
    method: "GET",
    path: "/_matrix/federation/v1/query/profile",
    authorization: [signedBy(shard(SPEAKER).serverName, serverName)],
  };
}

/** Asks as the edge does, which names its client last. */
function send(incoming: Incoming, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<Routed> {
  const { host, method, path, authorization } = incoming;
  return ask({
    address: cluster.pod(BORDER_NAMESPACE, `${BORDER_INBOUND}-0`).address,
    port: FEDERATION_PORT,
    method,
    path,
    headers: { host, ...(authorization.length > 0 ? { authorization: [...authorization] } : {}), ...headers },
    agent: connections,
    ...(body === undefined ? {} : { body }),
  });
}

/** Each from an address of its own, so that none asks too often. */
const from = (index: number) => ({
  "x-forwarded-for": `6.6.6.6, 10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
});

/** Paths that no server writes. */
const HOSTILE = [
  ...[
    "//_matrix/federation/v1/query/profile",
    "/_matrix//federation/v1/send/1",
    "/_Matrix/federation/v1/query/profile",
  ],
  ...[
    "/_matrix/%66ederation/v1/send/1",
    "/_matrix/federation/v1/query/%70rofile",
    "/_matrix/federation/v1/query/profile/",
  ],
  ...["/_matrix/federation/v1/state/..", "/_matrix/federation/v1/state/%2e%2e", "/_matrix/federation/v1/../v1/send/1"],
  ...["/_matrix/federation/v1/state/a%00", "/_matrix/federation/v1/state/a%zz", "/_matrix/federation/v1/state/a%2Fb"],
  ...["/_matrix/federation/v1/version", "/_matrix/federation/unstable/rooms/x/complexity", "/_matrix/key/v2/query"],
  ...["/_matrix/key/v2/server", "/_matrix/key/v2/server/", "/_matrix/federation/v1/openid/userinfo", "/", "/health"],
  ...[
    "/_matrix/client/versions",
    "/_synapse/admin/v1/users",
    "/_matrix/media/v3/download/a/b",
    "/.well-known/matrix/server",
  ],
];

/** Headers that name a server, or seem to. */
function headers(origin: string, destination: string): (readonly string[])[] {
  const rest = 'key="ed25519:1",sig="a"';
  return [
    [],
    [signedBy(origin, destination)],
    [signedBy("evil.example", destination)],
    [signedBy(shard(SUSPENDED).serverName, destination)],
    [signedBy(origin, shard(SUSPENDED).serverName)],
    [signedBy(destination, destination)],
    [signedBy(`${origin}:443`, destination)],
    [signedBy(origin.toUpperCase(), destination)],
    [`X-Matrix key="ed25519:1",sig=a,origin=${origin}`],
    [`X-Matrix origin="evil.example",origin="${origin}",${rest}`],
    [`X-Matrix origin="${origin}",origin="evil.example",${rest}`],
    [`X-Matrix origin="${origin}",${rest},Origin="evil.example"`],
    [`X-Matrix origin="${origin}", ${rest}`],
    [`X-Matrix origin="evil.example\\",origin="${origin}",${rest}`],
    [`x-matrix origin="${origin}",${rest}`],
    ["Bearer x", signedBy(origin, destination)],
    [signedBy(origin, destination), signedBy("evil.example", destination)],
    [signedBy("evil.example", destination), signedBy(origin, destination)],
  ];
}

test("every combination of host, method, path and header is let in or refused as the declaration says", async () => {
  const { facts } = cluster.plan;
  const { origins, shards } = openings(facts);
  const admitted = { origins, hosts: new Map(shards.map(({ host, serverName }) => [host, serverName])) };
  const { host, serverName } = shard(SPOKEN);
  const hosts = [host, `${host}:443`, host.toUpperCase(), serverName, shard(SUSPENDED).host, "evil.example"];
  const served = servedRequests().flatMap(({ path }) => [path, escaped(path)]);
  const paths = [
    ...new Set([
      ...documented().flatMap((each) => (each.host === "federation" ? [each.path] : [])),
      ...served,
      ...HOSTILE,
    ]),
  ];
  const [, usual = []] = headers(shard(SPEAKER).serverName, serverName);
  const all: Incoming[] = [
    ...hosts.flatMap((each) =>
      headers(shard(SPEAKER).serverName, serverName).map((authorization) => ({ ...good(), host: each, authorization })),
    ),
    ...paths.flatMap((path) =>
      ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"].flatMap((method) =>
        [usual, []].map((authorization) => ({ host, method, path, authorization })),
      ),
    ),
  ];
  const limit = pLimit(10);
  const wrong = await Promise.all(
    all.map((incoming, index) =>
      limit(async () => {
        const { status, pod } = await send(incoming, { ...from(index), "content-length": "0" });
        const why = objection(admitted, incoming);
        // A HEAD of a process has no text but says who answered.
        const agrees =
          why === undefined ? status === 200 && pod === "homeserver-0" : status === 403 && pod === undefined;
        return agrees
          ? []
          : [`${incoming.method} ${incoming.host} ${incoming.path} ${incoming.authorization}: ${status}, ${why}`];
      }),
    ),
  );
  expect(all.length).toBeGreaterThan(1000);
  expect(wrong.flat()).toEqual([]);
});

test("a suspended perimeter's server is refused as origin and as destination, and others are not", async () => {
  const [suspended, open, other] = [SUSPENDED, SPOKEN, SPEAKER].map(shard);
  if (suspended === undefined || open === undefined || other === undefined) throw new Error("three shards were named");
  const asked = async (by: Shard, to: Shard) =>
    (await send({ ...good(), host: to.host, authorization: [signedBy(by.serverName, to.serverName)] })).status;
  expect(await asked(suspended, open)).toBe(403);
  expect(await asked(open, suspended)).toBe(403);
  expect(await asked(open, other)).toBe(200);
  expect(await asked(other, open)).toBe(200);
  const keys = (host: string) => send({ host, method: "GET", path: "/_matrix/key/v2/server", authorization: [] });
  expect([(await keys(suspended.host)).status, (await keys(open.host)).status]).toEqual([403, 200]);
});

test("a router hears whose a request is and whose address, and nothing that the request says of it", async () => {
  const { text } = await send(good(), {
    "x-forwarded-for": "6.6.6.6, 192.0.2.9",
    "x-federation-origin": "evil.example",
  });
  const { headers: told }: Echo = JSON.parse(text);
  expect(told).toMatchObject({
    "x-forwarded-for": "192.0.2.9",
    "x-forwarded-proto": "https",
    authorization: good().authorization[0],
  });
  const nameless = await send({ ...good(), path: "/_matrix/key/v2/server" }, { "x-federation-origin": "evil.example" });
  const { headers: kept }: Echo = JSON.parse(nameless.text);
  expect(kept).not.toHaveProperty("authorization");
  expect(kept).not.toHaveProperty("x-federation-origin");
});

test("what has no length, or one that no transaction has, is refused", async () => {
  const transaction = { ...good(), method: "PUT", path: "/_matrix/federation/v1/send/1" };
  expect((await send(transaction, { "content-length": "2" }, "{}")).status).toBe(200);
  expect((await send(transaction, { "transfer-encoding": "chunked" }, "{}")).status).toBe(411);
  expect((await send(transaction, { "content-length": "13107201", connection: "close" })).status).toBe(413);
});

/** Asks so many times from one address, and counts the answers by their status. */
async function counted(times: number, incoming: Incoming, address: string): Promise<Record<string, number>> {
  const limit = pLimit(10);
  const answers = await Promise.all(
    Array.from({ length: times }, () => limit(() => send(incoming, { "x-forwarded-for": address }))),
  );
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test("an address that gives no declared name too often is told to come again; others and declared servers go on", async () => {
  const most = 200 + openings(cluster.plan.facts).shards.length ** 2;
  const nameless = { ...good(), path: "/_matrix/key/v2/server", authorization: [] };
  const { 200: taken = 0, 429: late = 0 } = await counted(most + 200, nameless, "192.0.2.66");
  expect([taken >= most, late > 0, taken + late]).toEqual([true, true, most + 200]);
  expect((await send(nameless, { "x-forwarded-for": "192.0.2.66" })).status).toBe(429);
  expect((await send(nameless, { "x-forwarded-for": "192.0.2.67" })).status).toBe(200);
  expect((await send(good(), { "x-forwarded-for": "192.0.2.66" })).status).toBe(200);
});

test("a server that is refused over and over takes no other's keys away", async () => {
  const { 403: refused = 0 } = await counted(700, { ...good(), authorization: [] }, "192.0.2.68");
  expect(refused).toBe(700);
  const nameless = { ...good(), path: "/_matrix/key/v2/server", authorization: [] };
  expect((await send(nameless, { "x-forwarded-for": "192.0.2.68" })).status).toBe(200);
});

test("the log says who asked whom and why not, and neither query nor signature", async () => {
  await send({ ...good(), path: `${good().path}?user_id=query-secret` });
  await send({ ...good(), authorization: [signedBy("evil.example", shard(SPOKEN).serverName)] });
  const log = cluster.pod(BORDER_NAMESPACE, `${BORDER_INBOUND}-0`).log();
  const lines = log
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  const { serverName: destination } = shard(SPOKEN);
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ origin: shard(SPEAKER).serverName, destination, path: good().path, status: 200 }),
      expect.objectContaining({ origin: "evil.example", destination, refused: "origin", status: 403 }),
    ]),
  );
  expect(log).not.toMatch(/query-secret|Zm9v/);
});
