import { request as http } from "node:http";
import pLimit from "p-limit";
import { liveShards } from "../../fleet/fleet";
import type { Agent } from "./agent";
import { asMonoliths, COPIES_IN_FLEET } from "./changes";
import { request } from "./request";
import type { RunningShard } from "./shard";
import { Stage } from "./stage";
import { ForeignServer } from "./stand-ins/foreign-server";

/** Shards that start, and questions that are asked, at a time: two cores answer no faster for more. */
const AT_A_TIME = 4;

const FOREIGN = "evil.example";

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

test("an unsigned request is refused by every shard", async () => {
  const statuses = await limited([...shards.values()], async ({ shard: { host, serverName } }) => {
    const path = `/_matrix/federation/v1/query/profile?user_id=@alice:${serverName}`;
    const asked = { address: stage.address, authority: stage.cluster.authority.certificate };
    return (await request(new URL(path, `https://${host}`), asked)).status;
  });
  expect(new Set(statuses)).toEqual(new Set([401]));
});

test("a foreign server is refused by every shard", async () => {
  const mallory = await foreign.person("mallory");
  const answers = await limited([...agents.values()], ({ id }) =>
    mallory.displayName(id).then(
      () => `${id}: answered`,
      (error: Error) => ("status" in error ? error.status : error.message),
    ),
  );
  expect(new Set(answers)).toEqual(new Set([403]));
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
