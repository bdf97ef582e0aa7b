import { createSocket, type Socket } from "node:dgram";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { createServer } from "node:tls";
import { liveShards, type Shard } from "../../fleet/fleet";
import type { Plan } from "../../plan/plan";
import { at, filesOf, ofKind, synapseYaml } from "../../plan/vocabulary";
import { deniedRanges, isIpv6 } from "../../stacks/turn/denied";
import { PORTS } from "../../stacks/turn/places";
import { Authority } from "./container/authority";
import type { Container } from "./container/container";
import { eventually } from "./container/network";
import { thisGround } from "./ground";
import { planOf } from "./plan";
import { METRICS_STAND_IN, withoutDeniedPeers, withRoomyRelays } from "./turn/changes";
import { type Credential, credentialOf, type Result, type Step, startTool, steps, turnTool } from "./turn/client";
import { CLIENT, Internet, PEER } from "./turn/network";
import { type Rendered, RunningRelay, renderedRelays } from "./turn/relay";

const machine = thisGround();
const ground = { ...machine, scratch: mkdtempSync(join(machine.scratch, "turn-")) };

/** Port of whatever answers outside. */
const ECHO = 40_000;

/** Secrets as they are made: one a shard, and one that no relay was told. */
const secretOf = (shard: string) => `${shard}-${"5".repeat(64)}`;

/** In the cluster: whoever reads metrics, or a node's own service. */
const POD = { namespace: "pod", address: "10.0.0.0" };

let plan: Plan;
let internet: Internet;
let authority: Authority;
let rendered: Rendered;
let relays: readonly [RunningRelay, RunningRelay];
let shards: readonly [Shard, Shard];
const credentials = new Map<string, Credential>();
const echoes: Socket[] = [];
const reached: string[] = [];

/** Answers every datagram on an address, and notes that it arrived. */
async function echo(address: string): Promise<void> {
  const socket = createSocket("udp4");
  socket.on("message", (message, { address: from, port }) => {
    reached.push(address);
    socket.send(`echo ${message.toString()}`, port, from);
  });
  await new Promise<void>((resolve, reject) => {
    socket.on("error", reject).bind(ECHO, address, resolve);
  });
  echoes.push(socket);
}

/** An address within a range that is none of its ends, where it has others. */
function within(cidr: string): string {
  const [first = "", length] = cidr.split("/");
  if (first.includes(":"))
    return Number(length) === 128 ? first : first.replace(/::$/, "::7").replace(/:0:0$/, ":a00:7");
  return first.replace(/\d+$/, (last) => String(Number(last) + 7));
}

/** Addresses of the denied ranges that a machine can have at all. */
const routable = (addresses: readonly string[]) =>
  addresses.filter((each) => !/^(0|127|169\.254|22\d|23\d)\./.test(each));

async function credential(shard: Shard, agent: string, secret = secretOf(shard.name), ago = 0): Promise<Credential> {
  const key = `${agent} ${secret} ${ago}`;
  const known = credentials.get(key);
  if (known) return known;
  const config = ofKind(plan, "ConfigMap").find(
    (planned) =>
      planned.object.metadata.namespace === shard.namespace &&
      filesOf(planned).some(([name]) => name === "homeserver.yaml"),
  );
  const yaml = config && new Map(filesOf(config)).get("homeserver.yaml");
  if (yaml === undefined) throw new Error(`${shard.name} has no homeserver.yaml.`);
  const secretPath = String(at(synapseYaml(yaml), "turn_shared_secret_path"));
  const made = await credentialOf(ground, { yaml, secretPath, secret }, `@${agent}:${shard.serverName}`, ago);
  credentials.set(key, made);
  return made;
}

/** Opens a session at a relay. */
function openAt(as: string, relay: RunningRelay, by: Credential, transport: "udp" | "tcp" | "tls" = "udp"): Step {
  const { address, host } = relay.node;
  const tls = transport === "tls" ? { authority: authority.certificate, name: host } : {};
  const port = transport === "tls" ? PORTS.publicTls : PORTS.listening;
  const { username, password } = by;
  return { as, do: "open", with: { server: address, port, transport, username, password, ...tls } };
}

const take = (list: readonly Step[]) => steps(ground, CLIENT, list);
const codes = (results: readonly Result[]) => results.map(({ code }) => code);

/** Gives an allocation back, so that it counts no more. */
const END: Step = { as: "a", do: "refresh", with: { seconds: 0 } };

/** What comes of an allocation. */
async function allocated(relay: RunningRelay, by: Credential): Promise<Result["code"] | undefined> {
  return codes(await take([openAt("a", relay, by), { as: "a", do: "allocate" }, END]))[1];
}

/** Sends to a peer through a relay: whether it may, and what comes back. */
async function relayed(relay: RunningRelay, by: Credential, peer: string, transport: "udp" | "tls" = "udp") {
  const [, , permitted, , heard] = await take([
    openAt("a", relay, by, transport),
    { as: "a", do: "allocate" },
    { as: "a", do: "permit", with: { peer } },
    { as: "a", do: "send", with: { peer, port: ECHO, text: "hello" } },
    { as: "a", do: "hear" },
    END,
  ]);
  return { permitted: permitted?.code, text: heard?.text, from: heard?.from };
}

const secrets = () => Object.fromEntries(liveShards(plan.facts).map(({ name }) => [`${name}.conf`, secretOf(name)]));

beforeAll(async () => {
  plan = await planOf(ground, "dev", withRoomyRelays);
  rendered = renderedRelays(plan);
  authority = await Authority.create(ground.root, join(ground.scratch, "authority"));
  const [one, two] = plan.facts.turn.relays;
  const [first, second] = liveShards(plan.facts);
  if (one === undefined || two === undefined || first === undefined || second === undefined)
    throw new Error("the environment has too few relays or shards.");
  shards = [first, second];
  internet = await Internet.create(ground.root, [one, two]);
  for (const host of [CLIENT, PEER, { ...POD, address: within(plan.facts.network.pods) }]) await internet.join(host);
  relays = [
    await RunningRelay.start(ground, internet, authority, rendered, one, secrets()),
    await RunningRelay.start(ground, internet, authority, rendered, two, secrets()),
  ];
});

afterAll(async () => {
  for (const socket of echoes) socket.close();
  for (const relay of relays ?? []) await relay.stop();
  await internet?.remove();
});

/** Addresses that answer in this test's Internet. */
const PUBLIC = "82.30.0.2";

test("a credential that Synapse made relays to a peer, over UDP and over TLS on HTTPS' port", async () => {
  await internet.own([PUBLIC]);
  await echo(PUBLIC);
  const by = await credential(shards[0], "agent");
  for (const transport of ["udp", "tls"] as const)
    expect(await relayed(relays[0], by, PUBLIC, transport)).toEqual({
      permitted: 0,
      text: "echo hello",
      from: [PUBLIC, ECHO],
    });
  expect(by.uris).toHaveLength(4);
});

test("two agents behind two relays, and two behind one, reach each other", async () => {
  for (const [one, two] of [relays, [relays[0], relays[0]] as const]) {
    const [a, b] = [await credential(shards[0], "a"), await credential(shards[1], "b")];
    const opened = [openAt("a", one, a), { as: "a", do: "allocate" }, openAt("b", two, b), { as: "b", do: "allocate" }];
    const [, first, , second, toB, toA, , heard] = await take([
      ...opened,
      { as: "a", do: "permit", with: { peer: two.node.address } },
      { as: "b", do: "permit", with: { peer: one.node.address } },
      { as: "a", do: "send", to: "b", with: { text: "to the other" } },
      { as: "b", do: "hear" },
    ]);
    expect(first?.relayed?.[0]).toBe(one.node.address);
    expect(second?.relayed?.[0]).toBe(two.node.address);
    expect([toB?.code, toA?.code, heard?.text]).toEqual([0, 0, "to the other"]);
    expect(heard?.from?.[0]).toBe(one.node.address);
  }
});

test("coturn's own client sends through a relay to coturn's own peer, and loses nothing", async () => {
  const peer = startTool(ground, PEER, ["turnutils_peer", "-L", PEER.address, "-p", "3480"]);
  const { username, password } = await credential(shards[0], "tool");
  const common = ["-u", username, "-w", password, "-e", PEER.address, "-r", "3480", "-n", "20", "-m", "2", "-c"];
  const { address } = relays[0].node;
  // Over TLS this tool waits for five minutes; client.py goes that way.
  const said = await turnTool(ground, CLIENT, ["turnutils_uclient", "-p", String(PORTS.listening), ...common, address]);
  expect(said).toMatch(/tot_send_msgs=40, tot_recv_msgs=40/);
  expect(said).toMatch(/Total lost packets 0 /);
  await peer.kill();
});

test("a credential of each shard opens; one of an unknown secret, an ended one, and none do not", async () => {
  for (const shard of shards) expect(await allocated(relays[0], await credential(shard, "agent"))).toBe(0);
  expect(await allocated(relays[0], await credential(shards[0], "agent", "a-secret-that-was-withdrawn"))).toBe(401);
  const lifetime = (await credential(shards[0], "agent")).ttl;
  expect(await allocated(relays[0], await credential(shards[0], "agent", undefined, lifetime - 60))).toBe(0);
  expect(await allocated(relays[0], await credential(shards[0], "agent", undefined, lifetime + 60))).toBe(401);
  expect(await allocated(relays[0], { username: "", password: "", ttl: 0, uris: [] })).not.toBe(0);
});

test("nothing is relayed to an address of any denied range, the cluster's own among them", async () => {
  const ranges = deniedRanges(plan.facts).filter((each) => !isIpv6(each));
  expect(ranges.length).toBeGreaterThan(20);
  const by = await credential(shards[0], "denied");
  const ends = ranges.flatMap(({ cidr }) => [cidr, within(cidr)].map((each) => each.replace(/\/\d+$/, "")));
  const found = await take([
    openAt("a", relays[0], by),
    { as: "a", do: "allocate" },
    ...ends.map((peer) => ({ as: "a", do: "permit", with: { peer } })),
    { as: "a", do: "permit", with: { peer: PUBLIC } },
  ]);
  const [, allocation, ...rest] = codes(found);
  expect(allocation).toBe(0);
  expect(ends.map((peer, index) => [peer, rest[index]])).toEqual(ends.map((peer) => [peer, 403]));
  expect(rest.at(-1)).toBe(0);
});

test("no relay has an IPv6 address, and none is reached by an IPv4 allocation, written as IPv6 or not", async () => {
  const by = await credential(shards[0], "six");
  expect(codes(await take([openAt("a", relays[0], by), { as: "a", do: "allocate", with: { family: 2 } }]))[1]).toBe(
    440,
  );
  const peers = deniedRanges(plan.facts)
    .filter(isIpv6)
    .map(({ cidr }) => within(cidr).replace(/\/\d+$/, ""));
  const found = await take([
    openAt("a", relays[0], by),
    { as: "a", do: "allocate" },
    ...[...peers, "::ffff:10.0.0.1", "::ffff:127.0.0.1", "2a01::1"].map((peer) => ({
      as: "a",
      do: "permit",
      with: { peer },
    })),
  ]);
  const refused = codes(found).slice(2);
  expect(refused).toHaveLength(peers.length + 3);
  expect(refused.filter((code) => code !== 443 && code !== 403)).toEqual([]);
});

test("an agent has no more allocations than the quota, whatever the credential, and another is not hindered", async () => {
  const { userQuota } = plan.facts.turnCapacity;
  const [one, two] = [await credential(shards[0], "greedy"), await credential(shards[0], "greedy", undefined, 600)];
  expect(two.username).not.toBe(one.username);
  const sessions = Array.from({ length: userQuota + 1 }, (_, index) => `s${index}`);
  const found = await take([
    ...sessions.flatMap((as, index) => [openAt(as, relays[1], index % 2 === 0 ? one : two), { as, do: "allocate" }]),
    openAt("other", relays[1], await credential(shards[0], "modest")),
    { as: "other", do: "allocate" },
    ...sessions.slice(0, -1).map((as) => ({ as, do: "refresh", with: { seconds: 0 } })),
  ]);
  const answers = codes(found)
    .filter((_, index) => index % 2 === 1)
    .slice(0, sessions.length + 1);
  expect(answers).toEqual([...Array<number>(userQuota).fill(0), 486, 0]);
});

test("no TCP is relayed", async () => {
  const by = await credential(shards[0], "tcp");
  expect(
    codes(await take([openAt("a", relays[0], by, "tcp"), { as: "a", do: "allocate", with: { transport: 6 } }]))[1],
  ).toBe(442);
});

test("TLS is 1.2 at least, with the relay's own certificate; a renewed one is used without a restart", async () => {
  const [relay] = relays;
  const { address, host: name } = relay.node;
  const handshake = (version: string, server = address, port: number = PORTS.publicTls): Step => ({
    do: "handshake",
    with: { server, port, version, authority: authority.certificate, name },
  });
  // That the client itself can speak the old versions: a server that still does.
  const { certificate: cert, key } = await authority.issue("old", [name]);
  const lax = createServer({ cert, key, minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" });
  await new Promise<void>((resolve) => lax.listen(ECHO, PUBLIC, resolve));
  const spoken = await take(["TLSv1", "TLSv1_1"].map((version) => handshake(version, PUBLIC, ECHO)));
  expect(spoken.map(({ version }) => version)).toEqual(["TLSv1", "TLSv1.1"]);
  lax.close();
  // Debian's coturn has no TLS 1.3.
  const [old, older, secure] = await take(["TLSv1", "TLSv1_1", "TLSv1_2"].map((version) => handshake(version)));
  expect([old?.code, older?.code, secure?.version]).toEqual(["closed", "closed", "TLSv1.2"]);
  expect(secure?.cipher).toMatch(/^ECDHE-.*(GCM|CHACHA20)/);
  await relay.renew(authority);
  await eventually("another certificate", 20, async () => {
    const [found] = await take([handshake("TLSv1_2")]);
    return found?.certificate !== undefined && found.certificate !== secure?.certificate ? true : undefined;
  });
});

test("who asks without a credential learns no software version", async () => {
  const by = { username: "", password: "", ttl: 0, uris: [] };
  const [, found] = await take([openAt("a", relays[0], by), { as: "a", do: "bind" }]);
  // 0x8022 is SOFTWARE.
  expect([found?.code, found?.attributes?.includes(0x8022)]).toEqual([0, false]);
});

describe("the node's firewall", () => {
  /** Accepts connections on a port. */
  const listener = (port: number) => [
    "/usr/bin/python3",
    "-c",
    `
import socket
server = socket.create_server(("0.0.0.0", ${port}))
while True:
    server.accept()[0].close()
`,
  ];
  const NODE_SERVICE = 10_250;
  const listeners: Container[] = [];

  beforeAll(() => {
    listeners.push(relays[0].stay(ground, "metrics", listener(METRICS_STAND_IN)));
    listeners.push(relays[0].stay(ground, "node-service", listener(NODE_SERVICE), 65_534));
  });

  afterAll(async () => {
    for (const each of listeners) await each.kill();
  });

  const connects = async (host: typeof CLIENT, server: string, ports: readonly number[]) =>
    codes(
      await steps(
        ground,
        host,
        ports.map((port) => ({ do: "connect", with: { server, port } })),
      ),
    );

  test("lets the Internet reach what coturn serves and nothing else of the node, and the cluster what is the node's", async () => {
    const { address, nodeAddress } = relays[0].node;
    const pod = { ...POD, address: within(plan.facts.network.pods) };
    await eventually("the listeners answer", 20, async () =>
      (await connects(pod, nodeAddress, [METRICS_STAND_IN, NODE_SERVICE])).every((code) => code === "open")
        ? true
        : undefined,
    );
    const served = [PORTS.listening, PORTS.tls, PORTS.publicTls];
    expect(await connects(CLIENT, address, served)).toEqual(["open", "open", "open"]);
    expect(await connects(CLIENT, address, [METRICS_STAND_IN, NODE_SERVICE, 22])).toEqual([
      "silent",
      "silent",
      "silent",
    ]);
  });

  test("lets coturn's user begin no connection, and others as before", async () => {
    const command = [
      "/usr/bin/python3",
      "-c",
      `
import socket
try:
    socket.create_connection(("${PEER.address}", 9), 1).close()
except ConnectionRefusedError:
    print("refused")
except OSError:
    print("silent")
`,
    ];
    expect((await relays[0].beside(ground.root, command)).trim()).toBe("silent");
    expect((await relays[0].beside(ground.root, command, 65_534)).trim()).toBe("refused");
  });

  test("is the same when it is loaded again, and leaves others' rules alone", async () => {
    const { node } = relays[1].node;
    const before = await internet.rules(node);
    await internet.nft(
      node,
      "table inet of_others {\n  chain input {\n    type filter hook input priority 10\n    tcp dport 1 drop\n  }\n}\n",
    );
    await internet.nft(node, rendered.files["firewall.nft"] ?? "");
    const after = await internet.rules(node);
    expect(after).toContain("table inet of_others");
    await internet.nft(node, "delete table inet of_others\n");
    const counted = (rules: string) => rules.replace(/packets \d+ bytes \d+/g, "");
    expect(counted(await internet.rules(node))).toBe(counted(before));
  });

  test("still drops what goes to a denied range where coturn's own list is gone", async () => {
    const ranges = deniedRanges(plan.facts).filter((each) => !isIpv6(each));
    const inside = routable(ranges.map(({ cidr }) => within(cidr))).filter(
      (each, index, all) => all.indexOf(each) === index,
    );
    const others = inside.filter((each) => each !== within(plan.facts.network.pods));
    await internet.own(others);
    for (const address of others) await echo(address);
    const [, two] = relays;
    await two.stop();
    const open = await RunningRelay.start(
      ground,
      internet,
      authority,
      rendered,
      two.node,
      secrets(),
      withoutDeniedPeers,
    );
    relays = [relays[0], open];
    const agents = async (one: string, two: string) =>
      [await credential(shards[0], one), await credential(shards[0], two)] as const;
    const sendToAll = async (...agents: readonly [Credential, Credential]) => {
      reached.length = 0;
      // Each by an allocation of its own, since coturn gives up a socket whose packet the node refuses; and by two agents,
      // since one may not have so many.
      const found = await take(
        [...others, PUBLIC].flatMap((peer, index) => [
          openAt("a", open, index % 2 === 0 ? agents[0] : agents[1]),
          { as: "a", do: "allocate" },
          { as: "a", do: "permit", with: { peer } },
          { as: "a", do: "send", with: { peer, port: ECHO, text: "hello" } },
          END,
        ]),
      );
      expect(codes(found)).toEqual(found.map(() => 0));
      return [...new Set(reached)].sort();
    };
    expect(await sendToAll(...(await agents("m1", "m2")))).toEqual([PUBLIC]);
    // And without the firewall all of it would arrive.
    await internet.nft(open.node.node, "delete table inet tchap_turn\n");
    expect(await sendToAll(...(await agents("m3", "m4")))).toEqual([...others, PUBLIC].sort());
    await internet.nft(open.node.node, rendered.files["firewall.nft"] ?? "");
  });
});
