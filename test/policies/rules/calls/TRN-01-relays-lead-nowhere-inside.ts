import { append } from "../../change";
import { configMap } from "../../objects";
import { environment, JUSTICE, SHARED } from "../../places";
import { editAt, type Mutation, settingAt } from "../../rule-case";
import { FLEET } from "../../small-fleet";
import { smallPlan } from "../../small-plan";

const DENIED = ["0.0.0.0-126.255.255.255", "127.0.0.0-192.167.255.255", "192.168.0.0-255.255.255.255"];
const REST = "ffff:ffff:ffff:ffff:ffff:ffff";
const DENIED_IPV6 = [
  "::1-::1",
  "::ffff:0:0-::ffff:ffff:ffff",
  "64:ff9b::-64:ff9b::ffff:ffff",
  "64:ff9b:1::-64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
  `2001::-2001:1ff:${REST}`,
  `2002::-2002:ffff:${REST}`,
  `fc00::-fdff:ffff:${REST}`,
  `fe80::-feff:ffff:${REST}`,
  `ff00::-ffff:ffff:${REST}`,
];

const relayFile = (own: string, ...more: readonly string[]) =>
  [
    `relay-ip=${own}`,
    "listening-port=3478",
    "tls-listening-port=5349",
    "cert=/run/tls.crt",
    "pkey=/run/tls.key",
    "min-port=49152",
    "max-port=65535",
    `realm=${FLEET.turn.realm}`,
    ...["use-auth-secret", "fingerprint", "no-tcp-relay", "no-multicast-peers"],
    ...["user-quota=12", "total-quota=100", "max-bps=1000"],
    `allowed-peer-ip=${own}`,
    ...DENIED.map((each) => `denied-peer-ip=${each}`),
    ...DENIED_IPV6.map((each) => `denied-peer-ip=${each}`),
    ...more,
    "",
  ].join("\n");

const files = (...more: readonly string[]) =>
  configMap(
    Object.fromEntries(
      FLEET.turn.relays.map(({ node, nodeAddress }) => [`${node}.conf`, relayFile(nodeAddress, ...more)]),
    ),
    "tchap-turn",
  );

export const good = smallPlan({ objects: [files()] });
export const bad = smallPlan({ objects: [files("allowed-peer-ip=10.80.0.1")] });

const FILE = ["data", "turn-a-1.conf"];
const line = (pattern: RegExp, by = "") => editAt(SHARED.turn, FILE, (text) => text.replace(pattern, by));
const more = (option: string) => editAt(SHARED.turn, FILE, (text) => `${text}${option}\n`);
const URIS = ["turn_uris"];

export const mutations: readonly Mutation[] = [
  { name: "the metadata endpoint", ...line(/^denied-peer-ip=169\.254\..*\n/m) },
  {
    name: "a part of the private ranges",
    ...line(/^denied-peer-ip=10\.0\.0\.0-.*$/m, "denied-peer-ip=10.0.0.0-10.63.255.255"),
  },
  { name: "loopback", ...line(/^denied-peer-ip=127\..*\n/m) },
  { name: "multicast", ...line(/^denied-peer-ip=224\..*\n/m) },
  { name: "private addresses of IPv6", ...line(/^denied-peer-ip=fc00:.*\n/m) },
  { name: "one address of fc00::/7", ...line(/^(denied-peer-ip=(fc00:[^-]*))-.*$/m, "$1-$2") },
  { name: "the first address of link local alone", ...line(/^(denied-peer-ip=fe80:[^-]*)-.*$/m, "$1") },
  {
    name: "a half of multicast",
    ...line(/^(denied-peer-ip=ff00:[^-]*)-.*$/m, "$1-ff7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
  },
  { name: "addresses of IPv4 in IPv6", ...line(/^denied-peer-ip=0:0:0:0:0:ffff:.*\n/m) },
  { name: "one address of the cluster", ...more("allowed-peer-ip=10.80.0.1") },
  { name: "a range of the nodes", ...more("allowed-peer-ip=10.96.0.0-10.96.255.255") },
  { name: "relays of TCP", ...line(/^no-tcp-relay\n/m) },
  { name: "relays to multicast", ...line(/^no-multicast-peers\n/m) },
  { name: "nobody asked for a credential", ...line(/^use-auth-secret$/m, "no-auth") },
  { name: "accounts beside the secrets", ...more("lt-cred-mech") },
  { name: "an account in the file", ...more("user=test:test") },
  { name: "a secret in the file", ...more("static-auth-secret=secret") },
  { name: "loopback peers, for a test", ...more("allow-loopback-peers") },
  { name: "no bound for one agent", ...line(/^user-quota=.*\n/m) },
  { name: "no bound at all", ...line(/^total-quota=.*$/m, "total-quota=0") },
  { name: "more than the model counts with", ...line(/^total-quota=.*$/m, "total-quota=1000000") },
  { name: "no bound of bytes", ...line(/^max-bps=.*\n/m) },
  { name: "no TLS", ...line(/^tls-listening-port=.*\n/m) },
  { name: "another realm", ...line(/^realm=.*$/m, "realm=example.org") },
  { name: "ports of other services", ...line(/^min-port=.*$/m, "min-port=1024") },
  { name: "an address of nobody's", ...line(/^relay-ip=.*$/m, "relay-ip=10.96.9.9"), also: ["prod"] },
  {
    name: "a relay that was declared since",
    at: environment("relay turn-d-1"),
    mutate: (plan) =>
      append(plan, ["facts", "turn", "relays"], {
        ...plan.facts.turn.relays[0],
        node: "turn-d-1",
        nodeAddress: "10.96.3.99",
      }),
  },
  { name: "somebody else's relay", ...settingAt(JUSTICE.config, URIS, ["turn:turn.matrix.org:3478?transport=udp"]) },
  { name: "one relay alone", ...settingAt(JUSTICE.config, URIS, ["turns:turn-a.tchap.gouv.fr:443?transport=tcp"]) },
  {
    name: "no TLS on 443",
    ...settingAt(
      JUSTICE.config,
      URIS,
      ["a", "b"].map((zone) => `turn:turn-${zone}.tchap.gouv.fr:3478?transport=udp`),
    ),
  },
  { name: "the secret in homeserver.yaml", ...settingAt(JUSTICE.config, ["turn_shared_secret"], "secret") },
];
