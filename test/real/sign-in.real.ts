import { randomBytes } from "node:crypto";
import { Agent, Refused } from "./agent";
import { Browser } from "./browser";
import { asMonoliths } from "./changes";
import { ambiguous } from "./hostile-addresses";
import { request } from "./request";
import type { RunningShard } from "./shard";
import { Stage } from "./stage";
import { linkIn, MailRelay } from "./stand-ins/mail-relay";
import { type Claims, ProConnect } from "./stand-ins/proconnect";

/*
 * Real: Synapse with the rendered configuration, the border's proxy, the router. Stand-ins: ProConnect, the mail relay,
 * the edge, and this test for the browser.
 */

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open(asMonoliths);
});

afterAll(() => stage?.close());

async function accounts(shard: RunningShard): Promise<string[]> {
  return (await shard.database.sql("select name from users order by name", "homeserver")).split("\n").filter(Boolean);
}

describe("where Synapse signs agents in with ProConnect", () => {
  let shard: RunningShard;
  let proconnect: ProConnect;

  beforeAll(async () => {
    proconnect = await ProConnect.start(stage.cluster, () => shard.secret("proconnect-client", "client-secret"));
    shard = await stage.start("finances");
  });

  const browse = (claims: Claims) => new Browser(shard, proconnect).browse(claims);
  const signIn = (claims: Claims) => new Browser(shard, proconnect).signIn(claims);

  const alice = {
    sub: "alice",
    email: "Alice.Martin@Finances.gouv.fr",
    given_name: "Alice",
    usual_name: "Martin",
  };

  test("an agent of one of the shard's domains gets in, by the proxy of the border, under the address with - for @", async () => {
    const agent = await signIn(alice);
    expect(agent.id).toBe("@alice.martin-finances.gouv.fr:agent.finances.tchap.gouv.fr");
    expect(await agent.displayName(agent.id)).toBe("Alice Martin");
    const border = stage.cluster.pod("tchap-border", "border-0").place.addresses.outside;
    expect([...proconnect.askers]).toEqual([border]);
  });

  test("who comes back has the same account", async () => {
    const before = await accounts(shard);
    expect((await signIn(alice)).id).toBe("@alice.martin-finances.gouv.fr:agent.finances.tchap.gouv.fr");
    expect(await accounts(shard)).toEqual(before);
  });

  test("who has moved to an address of elsewhere does not come back", async () => {
    expect(await browse({ ...alice, email: "alice@evil.example" })).toMatchObject({ status: 400 });
  });

  test("someone else whose address makes the same name does not get that account, or one beside it", async () => {
    await signIn({ ...alice, sub: "first", email: "jean-dge@finances.gouv.fr" });
    const before = await accounts(shard);
    const second = await browse({ ...alice, sub: "second", email: "jean@dge-finances.gouv.fr" });
    expect(second).toMatchObject({ status: 400 });
    expect(await accounts(shard)).toEqual(before);
  });

  test.each(
    Object.entries({
      ...ambiguous("finances.gouv.fr"),
      "a line break at the end": "mallory@finances.gouv.fr\n",
      "a routed local part": "mallory%evil.example@finances.gouv.fr",
      "an internationalised domain": "mallory@xn--fnances-rfb.gouv.fr",
      "a foreign domain": "mallory@evil.example",
      "a domain below ours": "mallory@evil.finances.gouv.fr",
      "a domain that ends as ours": "mallory@evilfinances.gouv.fr",
      "an agent of another shard": "mallory@justice.gouv.fr",
      "no address": "",
    }),
  )("is not let in: %s", async (_, email) => {
    const before = await accounts(shard);
    const page = await browse({ ...alice, sub: `mallory ${email}`, email });
    expect(page).toMatchObject({ status: 400, text: expect.stringContaining("mapping_error") });
    expect(await accounts(shard)).toEqual(before);
  });

  test("is not let in: an address for which ProConnect does not vouch", async () => {
    const page = await browse({ ...alice, sub: "unverified", email: "eve@finances.gouv.fr", email_verified: false });
    expect(page).toMatchObject({ status: 400, text: expect.stringContaining("mapping_error") });
    expect(await accounts(shard)).not.toContain("@eve-finances.gouv.fr:agent.finances.tchap.gouv.fr");
  });

  test("nobody gets in past ProConnect: no password, no registration", async () => {
    const nobody = new Agent(shard.place, "", "");
    const { flows } = await nobody.ask("GET", "/_matrix/client/v3/login");
    expect(JSON.stringify(flows)).not.toContain("m.login.password");
    await expect(
      nobody.ask("POST", "/_matrix/client/v3/register", { username: "mallory", password: "Long-enough-1" }),
    ).rejects.toMatchObject({ errcode: "M_FORBIDDEN" });
  });
});

describe("where externals sign in with a password", () => {
  let shard: RunningShard;
  let relay: MailRelay;
  let nobody: Agent;

  const KELVIN = "mallory\u212A@finances.gouv.fr";
  const INVITATION = "invitation-by-an-agent";
  const PASSWORD = "A-password-of-4-kinds";

  beforeAll(async () => {
    shard = await stage.start("externe");
    relay = await MailRelay.start(
      stage.cluster,
      shard.pods.map(({ place }) => place),
    );
    nobody = new Agent(shard.place, "", "");
    // Set-up: what an administrator hands out.
    await shard.database.sql(
      `insert into registration_tokens (token, uses_allowed, pending, completed, expiry_time) values ('${INVITATION}', null, 0, 0, null)`,
      "homeserver",
    );
  });

  /** Asks for a mail of confirmation; resolves to what proves later that it was opened. */
  async function confirmationOf(email: string) {
    const client_secret = randomBytes(8).toString("hex");
    const asked = { client_secret, email, send_attempt: 1 };
    const { sid } = await nobody.ask("POST", "/_matrix/client/v3/register/email/requestToken", asked);
    return { client_secret, sid: String(sid) };
  }

  /** Takes the steps of a registration that are given, until one is refused. */
  async function register(username: string, steps: readonly (Record<string, unknown> & { type: string })[]) {
    const account = { username, password: PASSWORD, inhibit_login: false };
    const { host, address, authority } = shard.place;
    const ask = async (auth?: object) => {
      const url = new URL(`https://${host}/_matrix/client/v3/register`);
      const body = JSON.stringify({ ...account, auth });
      const headers = { "content-type": "application/json" };
      const { status, text } = await request(url, { method: "POST", address, authority, headers, body });
      return { status, ...JSON.parse(text) };
    };
    let answer = await ask();
    for (const step of steps) answer = await ask({ ...step, session: answer.session });
    return answer;
  }

  const invited = { type: "m.login.registration_token", token: INVITATION };

  test("an outside person with an invitation and a confirmed address gets an account", async () => {
    const proof = await confirmationOf("contractor@example.org");
    const link = linkIn(await relay.newest("contractor@example.org"));
    const { address, authority, host } = shard.place;
    expect([link.host, link.pathname]).toEqual([host, expect.stringMatching(/submit_token$/)]);
    expect(await request(link, { address, authority })).toMatchObject({ status: 200 });
    const confirmed = { type: "m.login.email.identity", threepid_creds: proof };
    expect(await register("contractor-example.org", [invited, confirmed])).toMatchObject({
      status: 200,
      user_id: "@contractor-example.org:agent.externe.tchap.gouv.fr",
    });
    expect(relay.accounts).toContainEqual({
      user: stage.cluster.plan.facts.mail.from,
      password: shard.secret("mail-relay", "password"),
    });
  });

  test("the password that was chosen lets in, another does not", async () => {
    const identifier = { type: "m.id.user", user: "contractor-example.org" };
    const login = (password: string) =>
      nobody.ask("POST", "/_matrix/client/v3/login", { type: "m.login.password", identifier, password });
    expect(await login(PASSWORD)).toHaveProperty("access_token");
    await expect(login("Another-password-1")).rejects.toMatchObject({ status: 403 });
  });

  test("nobody registers without an invitation", async () => {
    const { flows } = await register("mallory", []);
    for (const flow of flows)
      expect(flow.stages).toEqual(expect.arrayContaining(["m.login.registration_token", "m.login.email.identity"]));
    const wrong = await register("mallory", [{ ...invited, token: "guessed" }]);
    expect(wrong).toMatchObject({ status: 401 });
    expect(wrong.completed ?? []).toEqual([]);
  });

  test("nobody registers with an address whose mail was never opened", async () => {
    const proof = await confirmationOf("unopened@example.org");
    const unconfirmed = { type: "m.login.email.identity", threepid_creds: proof };
    const answer = await register("unopened", [invited, unconfirmed]);
    expect(answer).toMatchObject({ status: 401, completed: ["m.login.registration_token"] });
    expect(await accounts(shard)).not.toContain("@unopened:agent.externe.tchap.gouv.fr");
  });

  test("an address is written to as it is kept, in plain small letters", async () => {
    // Synapse takes the Kelvin sign for a k before it compares, keeps or writes to an address.
    await confirmationOf(KELVIN);
    expect((await relay.newest("malloryk@finances.gouv.fr")).to).toEqual(["malloryk@finances.gouv.fr"]);
  });

  const refused = Object.entries(ambiguous("finances.gouv.fr")).filter(([, email]) => email !== KELVIN);

  test.each(refused)("gets no mail of confirmation: %s", async (_, email) => {
    const sent = relay.mails.length;
    const refusal = await confirmationOf(email).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refused);
    // Because of the address, not of how often the test asks.
    expect(refusal).not.toHaveProperty("status", 429);
    expect(relay.mails).toHaveLength(sent);
  });
});
