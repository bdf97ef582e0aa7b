import { BlockList, isIPv6 } from "node:net";
import { type Fleet, liveShards, TURN_NAMESPACE } from "../../../fleet/fleet";
import { at, containersOf, filesOf, list, ofKind, texts } from "../../../plan/vocabulary";
import { turnConfig } from "../../../stacks/turn/config";
import { deniedRanges, firstToLast } from "../../../stacks/turn/denied";
import { firewallRules } from "../../../stacks/turn/firewall";
import { shardRelays, TURN_UID, turnUris } from "../../../stacks/turn/places";
import { buildPlan, ENVIRONMENTS, theObject } from "../../plan/plans";
import { fleetOf } from "../fleets";

const fleet = fleetOf("prod");
const lines = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const options = (text: string, name: string) =>
  lines(text).flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
const everyConfig = (of: Fleet) => of.turn.relays.map((relay) => ({ relay, text: turnConfig(of, relay) }));

/** What a list of first and last addresses holds, judged by Node's own reading of addresses. */
function holds(ranges: readonly string[]): (address: string) => boolean {
  // One for each family: Node counts an IPv4 address as within the range of those that are mapped.
  const blocks = { ipv4: new BlockList(), ipv6: new BlockList() };
  const family = (address: string) => (isIPv6(address) ? "ipv6" : "ipv4");
  for (const each of ranges) {
    const [first = "", last = first] = each.split("-");
    blocks[family(first)].addRange(first, last, family(first));
  }
  return (address) => blocks[family(address)].check(address, family(address));
}

test("first and last address of every denied range are those of Node's own reading", () => {
  for (const denied of deniedRanges(fleet)) {
    const ends = firstToLast(denied);
    if (denied.cidr === "::/128") continue;
    const [first = "", last = ""] = ends?.split("-") ?? [];
    const [network = "", length] = denied.cidr.split("/");
    const family = isIPv6(network) ? "ipv6" : "ipv4";
    const subnet = new BlockList();
    subnet.addSubnet(network, Number(length), family);
    expect([denied.cidr, subnet.check(first, family), subnet.check(last, family)]).toEqual([denied.cidr, true, true]);
    const outside = new BlockList();
    outside.addRange(first, last, family);
    expect([denied.cidr, outside.check(network, family)]).toEqual([denied.cidr, true]);
  }
  expect(deniedRanges(fleet).flatMap((each) => (each.cidr === "100.64.0.0/10" ? firstToLast(each) : []))).toEqual([
    "100.64.0.0-100.127.255.255",
  ]);
  expect(firstToLast({ cidr: "fe80::/10", what: "" })).toBe(
    "fe80:0:0:0:0:0:0:0-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  );
});

test.each(ENVIRONMENTS)(
  "%s: no relay relays to what is private, special or the cluster's; a public address is free",
  (name) => {
    const environment = fleetOf(name);
    const inside = [environment.network.pods, environment.network.services, environment.network.nodes];
    for (const { text } of everyConfig(environment)) {
      const denied = holds(options(text, "denied-peer-ip"));
      for (const address of [
        ...inside.map((cidr) => cidr.replace(/\/\d+$/, "")),
        ...[
          "0.1.2.3",
          "10.255.255.255",
          "100.127.0.1",
          "127.0.0.1",
          "169.254.169.254",
          "172.31.255.254",
          "192.0.0.170",
        ],
        ...[
          "192.0.2.9",
          "192.31.196.1",
          "192.52.193.1",
          "192.88.99.1",
          "192.168.1.1",
          "192.175.48.1",
          "198.19.255.255",
        ],
        ...["198.51.100.1", "203.0.113.1", "239.255.255.255", "255.255.255.255"],
        ...[
          "::1",
          "::ffff:10.0.0.1",
          "64:ff9b::a00:1",
          "64:ff9b:1::1",
          "100::1",
          "100:0:0:1::1",
          "2001::1",
          "2001:db8::1",
        ],
        ...["2002:a00:1::", "2620:4f:8000::1", "3fff::1", "5f00::1", "fd00::1", "fe80::1", "fec0::1", "ff02::1"],
      ])
        expect([address, denied(address)]).toEqual([address, true]);
      for (const address of ["9.255.255.255", "80.10.0.1", "172.32.0.1", "192.0.1.1", "223.255.255.255", "2a01::1"])
        expect([address, denied(address)]).toEqual([address, false]);
      // coturn reads an unspecified last address as no bound at all.
      expect(options(text, "denied-peer-ip").filter((each) => /-(0\.0\.0\.0|[0:]+)$/.test(each))).toEqual([]);
    }
  },
);

test("a range of the cluster's own that is public is denied as well", () => {
  const network = { ...fleet.network, nodes: "80.10.0.0/24" };
  const [relay] = fleet.turn.relays;
  if (relay === undefined) throw new Error("prod has no relay.");
  const text = turnConfig({ ...fleet, network }, relay);
  expect(options(text, "denied-peer-ip")).toContain("80.10.0.0-80.10.0.255");
  expect(firewallRules({ ...fleet, network })).toMatch(/set denied4[^}]*80\.10\.0\.0\/24/);
});

test("a relay reaches every relay by its public address, and of the nodes' addresses its own alone", () => {
  const all = fleet.turn.relays.map(({ address }) => address);
  for (const { relay, text } of everyConfig(fleet)) {
    expect(options(text, "allowed-peer-ip")).toEqual([...all, relay.nodeAddress]);
    expect(options(text, "external-ip")).toEqual([`${relay.address}/${relay.nodeAddress}`]);
    expect(options(text, "listening-ip")).toEqual([relay.nodeAddress]);
  }
  const [relay] = fleet.turn.relays;
  if (relay === undefined) throw new Error("prod has no relay.");
  const untranslated = turnConfig(fleet, { ...relay, nodeAddress: relay.address });
  expect(options(untranslated, "external-ip")).toEqual([]);
});

test("quotas are the capacity model's, and what coturn has off stays unnamed", () => {
  const { userQuota, totalQuota, bytesPerAllocation } = fleet.turnCapacity;
  for (const { text } of everyConfig(fleet)) {
    expect(["user-quota", "total-quota", "max-bps"].map((name) => options(text, name))).toEqual(
      [userQuota, totalQuota, bytesPerAllocation].map((value) => [String(value)]),
    );
    const flags = lines(text).filter((line) => !line.includes("="));
    expect(flags).toEqual(
      expect.arrayContaining(["use-auth-secret", "no-tcp-relay", "no-multicast-peers", "fingerprint"]),
    );
    // bps-capacity is taken from by each allocation, used or not.
    expect(text).not.toMatch(
      /^(cli|dtls|web-admin|tlsv1|tlsv1_1|software-attribute|allow-loopback-peers|bps-capacity|static-auth-secret)/m,
    );
  }
});

test("a shard's clients are told of two relays in two zones; a new relay aside, no other shard changes that", () => {
  for (const shard of liveShards(fleet)) {
    const [one, two] = shardRelays(fleet, shard);
    expect(one?.zone).not.toBe(two?.zone);
    expect(turnUris(fleet, shard)).toEqual(
      [one, two].flatMap((each) => [`turn:${each?.host}:3478?transport=udp`, `turns:${each?.host}:443?transport=tcp`]),
    );
  }
  // Every relay is somebody's.
  const used = new Set(liveShards(fleet).flatMap((shard) => shardRelays(fleet, shard).map(({ host }) => host)));
  expect(used.size).toBe(fleet.turn.relays.length);
  const [relay] = fleet.turn.relays;
  const alone = { turn: { ...fleet.turn, relays: relay === undefined ? [] : [relay] } };
  expect(turnUris(alone, { name: "finances" })).toHaveLength(2);
});

describe.each(ENVIRONMENTS)("the relays' pods of %s", (environment) => {
  const pods = async () => {
    const { plan } = await buildPlan(environment);
    const { object } = theObject(plan, "DaemonSet", TURN_NAMESPACE, "turn");
    return { plan, object, pod: at(object, "spec", "template", "spec") };
  };

  test("have a configuration for each declared node, and each shard's secret and relay's certificate by name", async () => {
    const { plan, pod } = await pods();
    const [config] = ofKind(plan, "ConfigMap").filter(({ object }) => object.metadata.namespace === TURN_NAMESPACE);
    const names = config === undefined ? [] : filesOf(config).map(([name]) => name);
    expect(names.filter((name) => name.endsWith(".conf")).sort()).toEqual(
      plan.facts.turn.relays.map(({ node }) => `${node}.conf`).sort(),
    );
    const secretsOf = (volume: string) =>
      list(at(pod, "volumes"))
        .filter((each) => at(each, "name") === volume)
        .flatMap((each) => list(at(each, "projected", "sources")).map((source) => at(source, "secret", "name")));
    expect(secretsOf("secrets")).toEqual(liveShards(plan.facts).map(({ name }) => `turn-shared-${name}`));
    expect(secretsOf("certificates")).toEqual(plan.facts.turn.relays.map(({ node }) => `turn-tls-${node}`));
    // No secret is written into a file.
    expect(JSON.stringify(config?.object)).not.toContain("static-auth-secret=");
  });

  test("give only the container that ends at once a right over the network, and replace one relay at a time", async () => {
    const { object, pod } = await pods();
    const added = containersOf(pod).map((each) => [
      at(each, "name"),
      texts(at(each, "securityContext", "capabilities", "add")),
    ]);
    expect(Object.fromEntries(added.map(([name, rights]) => [String(name), rights]))).toEqual({
      firewall: ["NET_ADMIN"],
      prepare: [],
      coturn: ["NET_BIND_SERVICE"],
    });
    // Root is the first container alone, which ends; the pod's own user is nobody's.
    const isRoot = (of: unknown) =>
      at(of, "securityContext", "runAsUser") === 0 || at(of, "securityContext", "runAsNonRoot") === false;
    expect(containersOf(pod).filter(isRoot)).toEqual(
      list(at(pod, "initContainers")).filter((each) => at(each, "name") === "firewall"),
    );
    expect(isRoot(pod)).toBe(false);
    expect(Number(at(pod, "securityContext", "runAsUser"))).toBeGreaterThan(0);
    expect(at(object, "spec", "updateStrategy", "rollingUpdate")).toEqual({ maxUnavailable: 1, maxSurge: 0 });
    expect(at(pod, "hostNetwork")).toBe(true);
    const [coturn] = list(at(pod, "containers"));
    expect(texts(at(coturn, "lifecycle", "preStop", "exec", "command")).join(" ")).toContain("kill -USR1 1");
    expect(Number(at(pod, "terminationGracePeriodSeconds"))).toBeGreaterThan(1800);
  });
});

test("on its way out only what coturn's user sends is looked at: an overlay's packets, errors and resets have no user", () => {
  const rules = firewallRules(fleet);
  const [, output = ""] = /chain output \{\n([^}]*)\}/.exec(rules) ?? [];
  expect(
    output
      .trim()
      .split("\n")
      .map((line) => line.trim()),
  ).toEqual(["type filter hook output priority filter; policy accept;", `meta skuid ${TURN_UID} goto relayed`]);
  expect(rules).toMatch(/chain relayed \{\n(?:[^}]|\{[^}\n]*\})*counter drop\n {2}\}/);
});
