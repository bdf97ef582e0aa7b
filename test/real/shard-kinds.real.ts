import { setTimeout as pause } from "node:timers/promises";
import { WORKER_ROLES, type WorkerRole } from "../../fleet/capacity/topology";
import { at, list } from "../../plan/vocabulary";
import { KNOWN_METRICS } from "../../stacks/monitoring/known-metrics";
import { type Agent, type Data, Refused } from "./agent";
import { withFewProcesses } from "./changes";
import { eventually } from "./container/network";
import { seriesOf } from "./figures";
import { type Counter, counted, servlet } from "./metrics";
import { picture } from "./picture";
import type { Pod } from "./pods/pod";
import { request } from "./request";
import type { RunningShard } from "./shard";
import { Stage } from "./stage";

/** Seconds in which something that crosses several processes, or a federation, must have happened. Assumption. */
const SOON = 30;

const KINDS = [
  { signIn: "Synapse's own ProConnect", name: "finances" },
  { signIn: "a password", name: "externe" },
  { signIn: "the authentication service (a stand-in)", name: "pm" },
] as const;

/** What each role counts of its own work, and of nobody else's. */
const WORK: Readonly<Record<WorkerRole, Counter>> = {
  typing: servlet("RoomTypingRestServlet"),
  "to-device": servlet("SendToDeviceRestServlet"),
  "account-data": servlet("AccountDataServlet"),
  "push-rules": servlet("PushRuleRestServlet"),
  background: { name: "synapse_background_process_start_count_total", labels: { name: "update_client_ips" } },
  "user-directory": servlet("UserDirectorySearchRestServlet"),
  "media-repository": servlet("UploadServlet"),
  events: { name: "synapse_storage_events_persisted_events_total" },
  receipts: servlet("ReceiptRestServlet"),
  "device-lists": servlet("KeyUploadServlet"),
  // Synapse's endpoints of subscriptions are experimental and off: the process answers that it knows none.
  "thread-subscriptions": { name: "synapse_http_server_responses_total", labels: { code: "404" } },
  "federation-sender": { name: "synapse_federation_client_sent_transactions_total" },
  // Push gateways are not declared yet, so the border refuses what the pusher sends.
  pusher: { name: "synapse_http_httppusher_http_pushes_failed_total" },
  sync: servlet("SyncRestServlet"),
  "initial-sync": servlet("SyncRestServlet"),
  "client-reader": servlet("SearchRestServlet"),
  "event-creator": servlet("RoomSendEventRestServlet"),
  "federation-reader": servlet("FederationQueryServlet"),
  "federation-inbound": servlet("FederationSendServlet"),
};

const OPEN_TO_EXTERNALS = { type: "im.vector.room.access_rules", state_key: "", content: { rule: "unrestricted" } };

let stage: Stage;
let elsewhere: RunningShard;
let host: Agent;

beforeAll(async () => {
  stage = await Stage.open(withFewProcesses);
  elsewhere = await stage.start("dinum");
  host = await elsewhere.agent("host-dinum");
});

afterAll(() => stage?.close());

/** Events of a room in what a sync said. */
function timeline(news: Data, room: string): string[] {
  return list(at(news, "rooms", "join", room, "timeline", "events")).map((event) =>
    String(at(event, "content", "body")),
  );
}

/** Syncs until nothing of a room is new. */
async function quiet(agent: Agent, room: string): Promise<void> {
  await agent.sync();
  while (timeline(await agent.sync(1), room).length > 0);
}

function send(agent: Agent, room: string, transaction: string): Promise<Data> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/${transaction}`;
  return agent.ask("PUT", path, { msgtype: "m.text", body: transaction });
}

/** What a client does that is told to come again: it asks the same once more. */
function persistently<T>(what: string, ask: () => Promise<T>): Promise<T> {
  return eventually(what, 2 * SOON, () =>
    ask().catch((error: unknown) => {
      if (error instanceof Refused && (error.status === 429 || error.status >= 500)) return undefined;
      throw error;
    }),
  );
}

async function counts(pods: readonly Pod[], counter: Counter): Promise<Map<string, number>> {
  return new Map(await Promise.all(pods.map(async (pod) => [pod.name, await counted(pod, counter)] as const)));
}

/** Which of some processes counted more once something was done. */
async function whoever(pods: readonly Pod[], counter: Counter, done: () => Promise<unknown>): Promise<Pod> {
  const before = await counts(pods, counter);
  await done();
  return eventually(`one of ${[...before.keys()]} counts ${counter.name}`, SOON, async () => {
    const after = await counts(pods, counter);
    return pods.find(({ name }) => (after.get(name) ?? 0) > (before.get(name) ?? 0));
  });
}

describe.each(KINDS)("$name, where $signIn signs agents in, with all its workers", ({ name }) => {
  let shard: RunningShard;
  let alice: Agent;
  let bob: Agent;
  let room: string;
  let path: (end: string) => string;

  const processes = (role: string) =>
    shard.pods.filter(({ rendered }) => rendered.labels["app.kubernetes.io/component"] === role);

  beforeAll(async () => {
    shard = await stage.start(name);
    [alice, bob] = await Promise.all([shard.agent("alice"), shard.agent("bob")]);
    const people = [alice.id, bob.id];
    // Externals make no rooms: an agent elsewhere does.
    room = await host.createRoom({ name: "meeting", invite: people, initialState: [OPEN_TO_EXTERNALS] });
    await Promise.all([alice.join(room), bob.join(room)]);
    path = (end) => `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/${end}`;
  });

  afterAll(async () => {
    await Promise.all((shard?.pods ?? []).map((pod) => stage.cluster.kill(pod)));
  });

  test("messages go both ways, and wake the client that waits for them", async () => {
    for (const [from, to] of [
      [alice, bob],
      [bob, alice],
    ] as const) {
      await quiet(to, room);
      const waiting = to.sync(SOON);
      await from.say(room, `from ${from.id}`);
      expect(timeline(await waiting, room)).toContain(`from ${from.id}`);
    }
  });

  test("messages go to another shard and come from it", async () => {
    await alice.say(room, "to dinum");
    await host.say(room, "from dinum");
    await eventually(
      "dinum has what was said here",
      SOON,
      async () => (await host.messages(room)).includes("to dinum") || undefined,
    );
    await eventually(
      "dinum is heard here",
      SOON,
      async () => (await bob.messages(room)).includes("from dinum") || undefined,
    );
  });

  test("sliding sync shows the room and its last message", async () => {
    const last = await bob.say(room, "last");
    const wanted = { lists: { all: { ranges: [[0, 9]], timeline_limit: 1, required_state: [] } } };
    const news = await alice.ask("POST", "/_matrix/client/unstable/org.matrix.simplified_msc3575/sync", wanted);
    expect(list(at(news, "rooms", room, "timeline")).map((event) => at(event, "event_id"))).toEqual([last]);
  });

  test("a file comes back as it was, with a thumbnail, to who is signed in only", async () => {
    const original = picture(640, 480);
    const id = await alice.upload(original, "image/png");
    expect((await bob.media(`download/${id}`)).equals(original)).toBe(true);
    const thumbnail = await bob.media(`thumbnail/${id}?width=32&height=32&method=crop`);
    // A PNG says its width and height at these places.
    expect([thumbnail.readUInt32BE(16), thumbnail.readUInt32BE(20)]).toEqual([32, 32]);
    const { host: hostname } = shard.shard;
    const where = { address: stage.address, authority: stage.cluster.authority.certificate };
    const asked = (from: string) => request(new URL(`https://${hostname}/_matrix/${from}/download/${id}`), where);
    expect(await asked("client/v1/media")).toMatchObject({ status: 401 });
    expect(await asked("media/v3")).toMatchObject({ status: 404 });
  });

  test("words are found, and people by those who may look for them", async () => {
    await bob.say(room, "pamplemousse");
    const criteria = { search_categories: { room_events: { search_term: "pamplemousse" } } };
    const found = await alice.ask("POST", "/_matrix/client/v3/search", criteria);
    expect(at(found, "search_categories", "room_events", "count")).toBe(1);
    const people = async () => {
      const answer = await alice.ask("POST", "/_matrix/client/v3/user_directory/search", { search_term: "bob" });
      return list(answer.results).map((result) => at(result, "user_id"));
    };
    if (shard.perimeter.features.signIn !== "mas")
      // The account's rows are set-up, of which the directory heard nothing; its owner's new name it hears of.
      await bob.ask("PUT", `/_matrix/client/v3/profile/${encodeURIComponent(bob.id)}/displayname`, {
        displayname: "bob",
      });
    if (shard.perimeter.role === "externals") expect(await people()).toEqual([]);
    else await eventually("alice finds bob", SOON, async () => (await people()).includes(bob.id) || undefined);
  });

  test("typing, receipts, device messages, keys and settings reach whom they are for", async () => {
    const event = await alice.say(room, "read this");
    await bob.sync();
    const to = encodeURIComponent(alice.id);
    const own = `/_matrix/client/v3/user/${encodeURIComponent(bob.id)}/account_data/fr.tchap.test`;
    await alice.ask("PUT", path(`typing/${to}`), { typing: true, timeout: 30_000 });
    await alice.ask("POST", path(`receipt/m.read/${encodeURIComponent(event)}`), {});
    await alice.ask("PUT", `/_matrix/client/v3/sendToDevice/fr.tchap.test/${Date.now()}`, {
      messages: { [bob.id]: { TEST: { said: "to the device" } } },
    });
    const algorithms = ["m.megolm.v1.aes-sha2"];
    const keys = { user_id: alice.id, device_id: "TEST", algorithms, keys: { "ed25519:TEST": "key" }, signatures: {} };
    await alice.ask("POST", "/_matrix/client/v3/keys/upload", { device_keys: keys });
    await bob.ask("PUT", own, { kept: true });
    await bob.ask("PUT", `/_matrix/client/v3/pushrules/global/room/${encodeURIComponent(room)}`, { actions: [] });

    const wanted = ["m.typing", "m.read", "to the device", "keys", "fr.tchap.test", "m.push_rules"];
    const heard = new Set<string>();
    await eventually("bob's client hears of all of it", SOON, async () => {
      const news = await bob.sync(1);
      for (const each of wanted) if (JSON.stringify(news).includes(`"${each}"`)) heard.add(each);
      if (list(at(news, "device_lists", "changed")).includes(alice.id)) heard.add("keys");
      return heard.size === wanted.length || undefined;
    }).catch(() => undefined);
    expect([...heard].sort()).toEqual([...wanted].sort());
    expect(await bob.ask("GET", own)).toEqual({ kept: true });
    const query = await bob.ask("POST", "/_matrix/client/v3/keys/query", { device_keys: { [alice.id]: [] } });
    expect(at(query, "device_keys", alice.id, "TEST", "keys")).toEqual({ "ed25519:TEST": "key" });
  });

  test("nobody shows whether they are there", async () => {
    const status = `/_matrix/client/v3/presence/${encodeURIComponent(alice.id)}/status`;
    await alice.ask("PUT", status, { presence: "online" });
    expect(await bob.ask("GET", status)).toMatchObject({ presence: "offline" });
    expect(await bob.sync(1)).not.toHaveProperty("presence");
  });

  test("every process did the work of its role", async () => {
    // Work that nothing before gave them.
    const subscription = `rooms/${encodeURIComponent(room)}/thread/${encodeURIComponent("$e")}/subscription`;
    await alice.ask("GET", `/_matrix/client/unstable/io.element.msc4306/${subscription}`).catch(() => undefined);
    for (const [agent, other] of [
      [alice, bob],
      [bob, alice],
    ] as const) {
      await agent.ask("POST", "/_matrix/client/v3/pushers/set", {
        ...{ kind: "http", app_id: "fr.tchap.test", pushkey: "key", app_display_name: "test", lang: "fr" },
        ...{ device_display_name: "test", data: { url: "https://push.example/_matrix/push/v1/notify" } },
      });
      await other.say(room, `push to ${agent.id}`);
    }
    const idle = async () => {
      const done = WORKER_ROLES.map(async (role) => {
        const counts = await Promise.all(processes(role).map((pod) => counted(pod, WORK[role])));
        return counts.length > 0 && counts.some((count) => count > 0) ? [] : [role];
      });
      return (await Promise.all(done)).flat();
    };
    let left: readonly string[] = WORKER_ROLES;
    let asked = 0;
    await eventually("all have worked", SOON, async () => {
      // Another shard asks for a name that it cannot know: again, as long as the router still finds its processes.
      asked += 1;
      const alias = encodeURIComponent(`#unknown-${asked}:${shard.shard.serverName}`);
      await host.ask("GET", `/_matrix/client/v3/directory/room/${alias}`).catch(() => undefined);
      left = await idle();
      return left.length === 0 || undefined;
    }).catch(() => undefined);
    expect(left).toEqual([]);
  });

  test("all that alerts and dashboards ask of it is there to be read", async () => {
    const shown = await seriesOf(stage.cluster, shard.pods);
    const { synapse, upkeep, haproxy } = KNOWN_METRICS;
    const asked = [synapse, upkeep, haproxy].flatMap(({ names }): readonly string[] => names);
    expect(asked.filter((name) => !shown.has(name))).toEqual([]);
  });

  test("no process was refused anything by Redis, and no pod ended by itself", () => {
    const refused = shard.pods.filter((pod) => /NOPERM|NOAUTH|WRONGPASS/.test(pod.log()));
    expect(refused.map((pod) => pod.name)).toEqual([]);
    expect(shard.pods.filter(({ restarts }) => restarts > 0).map((pod) => pod.name)).toEqual([]);
  });

  test("killing the process that an agent waits at loses nothing: another answers", async () => {
    await quiet(alice, room);
    const killed = await whoever(processes("sync"), servlet("SyncRestServlet"), () => alice.sync());
    await stage.cluster.kill(killed);
    try {
      const said = ["while it is down 1", "while it is down 2"];
      for (const words of said) await bob.say(room, words);
      const news = await persistently("alice's client asks again", () => alice.sync());
      expect(timeline(news, room)).toEqual(said);
    } finally {
      await stage.cluster.bringUp(killed);
    }
  });

  test("killing a writer delays: what was acknowledged is there, what was not arrives once when sent again", async () => {
    const writes = { name: "synapse_storage_events_persisted_events_total" };
    const writer = await whoever(processes("events"), writes, () => alice.say(room, "who writes this?"));
    const acknowledged = Array.from({ length: 3 }, (_, index) => `acknowledged ${index}`);
    for (const each of acknowledged) await send(alice, room, encodeURIComponent(each));
    await stage.cluster.kill(writer);
    const delayed = Array.from({ length: 5 }, (_, index) => `delayed${index}`);
    let arrived = 0;
    const sending = delayed.map(async (each) => {
      await persistently(`${each} is sent`, () => send(bob, room, each));
      arrived += 1;
    });
    await pause(2000);
    expect(arrived).toBe(0);
    await stage.cluster.bringUp(writer);
    await Promise.all(sending);
    const messages = await persistently("the room is read", () => alice.messages(room));
    for (const each of [...acknowledged.map(encodeURIComponent), ...delayed])
      expect([each, messages.filter((message) => message === each).length]).toEqual([each, 1]);
  });
});
