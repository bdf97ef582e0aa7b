import { request as http } from "node:http";
import pLimit from "p-limit";
import { liveShards } from "../../fleet/fleet";
import { CONTENT_SCANNER, PORTS as SCANNER_PORTS } from "../../stacks/content-scanner/places";
import { PORTS as IDENTITY_PORTS, IDENTITY_SERVER, IDENTITY_SERVER_HOST } from "../../stacks/identity-server/places";
import type { Agent } from "./agent";
import { asMonoliths, COPIES_IN_FLEET, withSuspended } from "./changes";
import { eventually } from "./container/network";
import { request } from "./request";
import type { RunningShard } from "./shard";
import { Stage } from "./stage";
import { ForeignServer } from "./stand-ins/foreign-server";
import { EchoingProcess } from "./stand-ins/processes";

/** Shards that start, and questions that are asked, at a time: two cores answer no faster for more. */
const AT_A_TIME = 4;

const FOREIGN = "evil.example";

/** Seconds until something must be seen. Assumption. */
const SOON = 60;

let stage: Stage;
let foreign: ForeignServer;
const shards = new Map<string, RunningShard>();
const agents = new Map<string, Agent>();

function shard(name: string): RunningShard {
  const found = shards.get(name);
  if (found === undefined) throw new Error(`no shard ${name}`);
  return found;
}

async function limited<T, R>(all: readonly T[], each: (one: T) => Promise<R>): Promise<R[]> {
  const limit = pLimit(AT_A_TIME);
  return Promise.all(all.map((one) => limit(() => each(one))));
}

beforeAll(async () => {
  stage = await Stage.open(asMonoliths);
  await limited(liveShards(stage.cluster.plan.facts), async ({ name }) => {
    const running = await stage.start(name, { copies: COPIES_IN_FLEET });
    shards.set(name, running);
    agents.set(name, await running.agent("alice"));
  });
  foreign = await ForeignServer.start(stage.cluster, FOREIGN);
  const { cluster } = stage;
  await EchoingProcess.start(cluster, IDENTITY_SERVER, IDENTITY_SERVER_HOST, IDENTITY_PORTS.public);
  for (const { shard } of shards.values()) {
    const host = `${CONTENT_SCANNER}.${shard.namespace}.svc.cluster.local`;
    await EchoingProcess.start(cluster, `${CONTENT_SCANNER} of ${shard.name}`, host, SCANNER_PORTS.scan);
  }
});

afterAll(() => stage?.close());

/** The agents of each ordered pair of shards. */
function pairs(): { from: string; asker: Agent; to: string; asked: Agent }[] {
  return [...agents].flatMap(([from, asker]) =>
    [...agents].flatMap(([to, asked]) => (from === to ? [] : [{ from, asker, to, asked }])),
  );
}

/** Servers whose signature a shard's homeserver accepted on a question about a profile, from its own log. */
function acceptedBy(name: string): Set<string> {
  const log = shard(name).pod("homeserver-0").log();
  const lines = log.split("\n").filter((line) => line.includes("/_matrix/federation/v1/query/profile"));
  // Agents of the shard itself are authenticated entities too, by their ids.
  return new Set(lines.flatMap((line) => /"authenticated_entity":"([^"@]+)"/.exec(line)?.[1] ?? []));
}

test("17 shards run", () => {
  expect(shards.size).toBe(17);
});

test("for each of the 272 ordered pairs a signed request passes", async () => {
  const all = pairs();
  expect(all).toHaveLength(272);
  const failed = await limited(all, async ({ from, asker, to, asked }) =>
    asker.displayName(asked.id).then(
      (name) => (name === "alice" ? [] : [`${from} → ${to}: ${name}`]),
      (error: Error) => [`${from} → ${to}: ${error.message}`],
    ),
  );
  expect(failed.flat()).toEqual([]);
  const names = [...shards.values()].map(({ shard: { serverName } }) => serverName);
  for (const [name, { shard: own }] of shards)
    expect([name, [...acceptedBy(name)].sort()]).toEqual([
      name,
      names.filter((each) => each !== own.serverName).sort(),
    ]);
});

/** Asks a shard's host as anybody outside may: by the edge. */
function fromOutside(host: string, path: string, headers: Readonly<Record<string, string>> = {}) {
  const asked = { address: stage.address, authority: stage.cluster.authority.certificate, headers };
  return request(new URL(path, `https://${host}`), asked);
}

/** What the border's inbound gateway wrote about the requests that it refused. */
function refused(): { origin: string; destination: string; refused: string }[] {
  const lines = stage.cluster.pod("tchap-border", "border-inbound-0").log().split("\n");
  return lines
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))
    .filter(({ status }) => status === 403);
}

const profile = (serverName: string) => `/_matrix/federation/v1/query/profile?user_id=@alice:${serverName}`;

test("an unsigned request reaches no shard", async () => {
  const statuses = await limited(
    [...shards.values()],
    async ({ shard: { host, serverName } }) => (await fromOutside(host, profile(serverName))).status,
  );
  expect(new Set(statuses)).toEqual(new Set([403]));
  expect(refused().filter((each) => each.refused === "header")).toHaveLength(shards.size);
});

test("a request signed wrongly in the name of a declared server enters, and Synapse refuses it; who goes on, waits", async () => {
  const { host, serverName } = shard("finances").shard;
  const claimed = shard("justice").shard.serverName;
  const key = /(ed25519:[^"]+)/.exec(
    (await fromOutside(shard("justice").shard.host, "/_matrix/key/v2/server")).text,
  )?.[1];
  const forged = `X-Matrix origin="${claimed}",key="${key}",sig="${"A".repeat(86)}",destination="${serverName}"`;
  const statuses: number[] = [];
  for (let index = 0; index < 70; index += 1)
    statuses.push((await fromOutside(host, profile(serverName), { authorization: forged })).status);
  expect([...new Set(statuses)]).toEqual([401, 429]);
  // The server itself, which has another address, is heard as before.
  await expect(agents.get("justice")?.displayName(`@alice:${serverName}`)).resolves.toBe("alice");
});

test("a foreign server reaches no shard", async () => {
  const mallory = await foreign.person("mallory");
  const answers = await limited([...agents.values()], ({ id }) =>
    mallory.displayName(id).then(
      () => `${id}: answered`,
      (error: Error) => ("status" in error ? error.status : error.message),
    ),
  );
  expect(new Set(answers)).toEqual(new Set([403]));
  const tried = refused().filter(({ origin }) => origin === FOREIGN);
  expect(new Set(tried.map((each) => each.destination)).size).toBe(shards.size);
});

test("every host leads clients to the identity server and to its own shard's scanner, and nobody to what is internal", async () => {
  const found = await limited([...shards.values()], async ({ shard: { name, host } }) => {
    const pod = async (path: string) => (await fromOutside(host, path)).headers["x-pod"];
    const status = async (path: string) => (await fromOutside(host, path)).status;
    return {
      name,
      identity: await pod("/_matrix/identity/api/v1/info?medium=email&address=a%40b.example"),
      scanner: await pod("/_matrix/media_proxy/unstable/public_key"),
      internal: [
        await status("/_matrix/identity/api/v1/internal-info"),
        await status("/_matrix/identity/api/v1/%69nternal-info"),
        await status("/_synapse/admin/v1/server_version"),
      ],
      aside: await status("/_matrix/%66ederation/v1/version"),
    };
  });
  for (const { name, ...answers } of found)
    expect([name, answers]).toEqual([
      name,
      { identity: IDENTITY_SERVER, scanner: `${CONTENT_SCANNER} of ${name}`, internal: [404, 404, 404], aside: 404 },
    ]);
});

test("a foreign server is reached by none", async () => {
  const before = foreign.visitors().length;
  const answers = await limited([...agents.values()], (agent) =>
    agent.displayName(`@mallory:${FOREIGN}`).then(
      () => `${agent.id}: answered`,
      (error: Error) => ("status" in error ? error.status : error.message),
    ),
  );
  expect(new Set(answers)).toEqual(new Set([403]));
  expect(foreign.visitors()).toHaveLength(before);
});

/** Status of the border's answer to a CONNECT from a pod's network. */
function connectThroughBorder(target: string): Promise<number> {
  const host = stage.cluster.pod("tchap-border", "border-0").address;
  return new Promise((resolve, reject) => {
    const asked = http({ host, port: 3128, method: "CONNECT", path: target });
    asked.on("connect", (answer, socket) => {
      socket.destroy();
      resolve(answer.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("the border connects to a shard, and to no foreign server", async () => {
  expect(await connectThroughBorder(`${shard("finances").shard.host}:443`)).toBe(200);
  expect(await connectThroughBorder(`${FOREIGN}:443`)).toBe(403);
});

test("an agent of finances and one of justice talk", async () => {
  const camille = await shard("finances").agent("camille");
  const dominique = await shard("justice").agent("dominique");
  const room = await camille.createRoom({ name: "Budget", invite: [dominique.id] });
  await dominique.join(room);
  await camille.say(room, "bonjour");
  await dominique.reads(room, 1);
  await dominique.say(room, "bonsoir");
  for (const each of [camille, dominique]) await expect(each.reads(room, 2)).resolves.toEqual(["bonjour", "bonsoir"]);
});

describe("an external", () => {
  let external: Agent;
  let agent: Agent;

  beforeAll(async () => {
    external = await shard("externe").agent("contractor");
    agent = await shard("finances").agent("host");
  });

  test("cannot create a room", async () => {
    await expect(external.createRoom()).rejects.toMatchObject({ errcode: "M_FORBIDDEN" });
  });

  test("joins when invited", async () => {
    const room = await agent.createRoom({ initialState: [accessRule("unrestricted")] });
    await agent.invite(room, external.id);
    await external.join(room);
    await agent.say(room, "bienvenue");
    await expect(external.reads(room, 1)).resolves.toEqual(["bienvenue"]);
  });

  test("is refused where the room is restricted to agents", async () => {
    const room = await agent.createRoom({ initialState: [accessRule("restricted")] });
    await expect(agent.invite(room, external.id)).rejects.toMatchObject({ errcode: "M_FORBIDDEN" });
  });
});

/** Who may be in a room, as Tchap's clients write it (PyPI synapse-room-access-rules). */
function accessRule(rule: "restricted" | "unrestricted") {
  return { type: "im.vector.room.access_rules", state_key: "", content: { rule } };
}

describe("once culture is suspended, which deploys the border alone", () => {
  const suspended = "culture";
  let restarts: number;

  beforeAll(async () => {
    restarts = [...shards.values()].flatMap(({ pods }) => pods).reduce((sum, pod) => sum + pod.restarts, 0);
    await stage.redeployBorder(withSuspended(suspended));
  });

  test("it neither speaks to others nor is spoken to", async () => {
    const { serverName } = shard(suspended).shard;
    const others = [...agents].filter(([name]) => name !== suspended);
    const own = agents.get(suspended);
    const refusals = await limited(others, async ([name, other]) => {
      const to = await other.displayName(`@alice:${serverName}`).catch(() => "refused");
      const from = await own?.displayName(other.id).catch(() => "refused");
      return [name, to, from];
    });
    expect(refusals).toEqual(others.map(([name]) => [name, "refused", "refused"]));
    const tried = () =>
      new Set(
        refused().flatMap((each) =>
          each.origin === serverName && each.refused === "origin" ? [each.destination] : [],
        ),
      );
    // The first may still have gone to the proxy that was replaced.
    await eventually("it was refused by the gateway wherever it asked", SOON, async () => {
      for (const [, other] of others) await own?.displayName(other.id).catch(() => undefined);
      return tried().size === others.length || undefined;
    });
    expect((await fromOutside(shard(suspended).shard.host, "/_matrix/key/v2/server")).status).toBe(403);
  });

  test("its own agents go on, the others speak with each other, and nobody restarted", async () => {
    await expect(agents.get(suspended)?.displayName(agents.get(suspended)?.id ?? "")).resolves.toBe("alice");
    const { asker, asked } = pairs().find(({ from, to }) => from === "finances" && to === "justice") ?? {};
    await expect(asker?.displayName(asked?.id ?? "")).resolves.toBe("alice");
    const now = [...shards.values()].flatMap(({ pods }) => pods).reduce((sum, pod) => sum + pod.restarts, 0);
    expect(now).toBe(restarts);
  });
});
