import { type Agent, Refused } from "./agent";
import { asMonoliths } from "./changes";
import { request } from "./request";
import type { RunningShard } from "./shard";
import { Stage } from "./stage";
import { linkIn, MailRelay } from "./stand-ins/mail-relay";

const FORBIDDEN = { errcode: "M_FORBIDDEN" };
const EXPIRED = { errcode: "ORG_MATRIX_EXPIRED_ACCOUNT" };

const RULES = "im.vector.room.access_rules";
const openToExternals = { type: RULES, state_key: "", content: { rule: "unrestricted" } };

let stage: Stage;
let externe: RunningShard;
let finances: RunningShard;

beforeAll(async () => {
  stage = await Stage.open(asMonoliths);
  [externe, finances] = await Promise.all([stage.start("externe"), stage.start("finances")]);
});

afterAll(() => stage?.close());

const encoded = encodeURIComponent;

describe("an external", () => {
  let external: Agent;
  let agent: Agent;

  beforeAll(async () => {
    external = await externe.agent("contractor");
    agent = await finances.agent("alice");
  });

  test("cannot make a room or a direct chat", async () => {
    await expect(external.createRoom()).rejects.toMatchObject(FORBIDDEN);
    const direct = { is_direct: true, invite: [agent.id], preset: "trusted_private_chat" };
    await expect(external.ask("POST", "/_matrix/client/v3/createRoom", direct)).rejects.toMatchObject(FORBIDDEN);
  });

  test("joins where invited, takes part, and can neither invite nor open the room to others", async () => {
    const room = await agent.createRoom({ invite: [external.id], initialState: [openToExternals] });
    await external.join(room);
    await external.say(room, "here I am");
    expect(await external.messages(room)).toContain("here I am");
    const other = await externe.agent("other");
    await expect(external.invite(room, other.id)).rejects.toMatchObject(FORBIDDEN);
    const alias = `/_matrix/client/v3/directory/room/${encoded("#mine:agent.externe.tchap.gouv.fr")}`;
    await expect(external.ask("PUT", alias, { room_id: room })).rejects.toMatchObject(FORBIDDEN);
    const list = `/_matrix/client/v3/directory/list/room/${encoded(room)}`;
    await expect(external.ask("PUT", list, { visibility: "public" })).rejects.toBeInstanceOf(Refused);
  });

  test("does not come into a forum that is open to every agent", async () => {
    const forum = await agent.createRoom({ preset: "public_chat" });
    const join = `/_matrix/client/v3/join/${encoded(forum)}?via=agent.finances.tchap.gouv.fr`;
    await expect(external.ask("POST", join, {})).rejects.toMatchObject(FORBIDDEN);
    const knock = `/_matrix/client/v3/knock/${encoded(forum)}?via=agent.finances.tchap.gouv.fr`;
    await expect(external.ask("POST", knock, {})).rejects.toBeInstanceOf(Refused);
  });

  test("finds nobody in the directory", async () => {
    const search = { search_term: "alice" };
    expect(await external.ask("POST", "/_matrix/client/v3/user_directory/search", search)).toMatchObject({
      results: [],
    });
  });
});

describe("a room of agents", () => {
  let alice: Agent;

  beforeAll(async () => {
    alice = await finances.agent("annie");
  });

  test("is restricted unless its maker says otherwise, and then nobody can invite an external", async () => {
    const room = await alice.createRoom();
    const rule = `/_matrix/client/v3/rooms/${encoded(room)}/state/${RULES}`;
    expect(await alice.ask("GET", rule)).toEqual({ rule: "restricted" });
    await expect(alice.invite(room, "@contractor:agent.externe.tchap.gouv.fr")).rejects.toMatchObject(FORBIDDEN);
    const bob = await finances.agent("bob");
    await alice.invite(room, bob.id);
    await bob.join(room);
  });

  test("that was opened to externals is never restricted again", async () => {
    const room = await alice.createRoom({ initialState: [openToExternals] });
    const rule = `/_matrix/client/v3/rooms/${encoded(room)}/state/${RULES}`;
    await expect(alice.ask("PUT", rule, { rule: "restricted" })).rejects.toMatchObject(FORBIDDEN);
  });

  test("that is a direct chat takes no third person", async () => {
    const bob = await finances.agent("basile");
    const asked = { is_direct: true, preset: "trusted_private_chat", invite: [bob.id] };
    const { room_id } = await alice.ask("POST", "/_matrix/client/v3/createRoom", asked);
    await bob.join(String(room_id));
    const third = await finances.agent("chloe");
    await expect(alice.invite(String(room_id), third.id)).rejects.toMatchObject(FORBIDDEN);
  });
});

describe("an account whose life has ended", () => {
  let relay: MailRelay;

  beforeAll(async () => {
    relay = await MailRelay.start(
      stage.cluster,
      finances.pods.map(({ place }) => place),
    );
  });

  test("is refused, and renewed by the link that its owner asks for", async () => {
    const agent = await finances.agent("camille");
    // Set-up: the address that sign-in would have noted, and an end that has passed; nothing has asked for either yet.
    const ended = Date.now() - 1000;
    await finances.database.sql(
      `insert into user_threepids (user_id, medium, address, validated_at, added_at)
         values ('${agent.id}', 'email', 'camille@finances.gouv.fr', 0, 0);
       insert into tchap_account_validity (user_id, end_ms) values ('${agent.id}', ${ended})
         on conflict (user_id) do update set end_ms = ${ended};`,
      "homeserver",
    );
    await expect(agent.sync()).rejects.toMatchObject(EXPIRED);
    await agent.ask("POST", "/_matrix/client/unstable/account_validity/send_mail", {});
    const link = linkIn(await relay.newest("camille@finances.gouv.fr"));
    const { host, address, authority } = finances.place;
    expect(link.host).toBe(host);
    expect(await request(link, { address, authority })).toMatchObject({ status: 200 });
    await agent.sync();
  });

  test("is not renewed by a link that somebody made up", async () => {
    const agent = await finances.agent("dominique");
    const ended = Date.now() - 1000;
    await finances.database.sql(
      `insert into tchap_account_validity (user_id, end_ms) values ('${agent.id}', ${ended})
         on conflict (user_id) do update set end_ms = ${ended};`,
      "homeserver",
    );
    const { host, address, authority } = finances.place;
    const guess = new URL(`https://${host}/_matrix/client/unstable/account_validity/renew?token=guessed`);
    expect(await request(guess, { address, authority })).toMatchObject({ status: 404 });
    await expect(agent.sync()).rejects.toMatchObject(EXPIRED);
  });

  test("is the business of every shard that signs agents in itself", async () => {
    const external = await externe.agent("late");
    await externe.database.sql(
      `insert into tchap_account_validity (user_id, end_ms) values ('${external.id}', 1)
         on conflict (user_id) do update set end_ms = 1;`,
      "homeserver",
    );
    await expect(external.sync()).rejects.toMatchObject(EXPIRED);
  });
});
