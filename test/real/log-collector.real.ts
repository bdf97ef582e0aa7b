import { appendFileSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { BORDER_NAMESPACE, LOG_COLLECTOR_NAMESPACE, liveShards } from "../../fleet/fleet";
import { at, texts } from "../../plan/vocabulary";
import { withSmallQueue } from "./changes";
import { Cluster } from "./cluster";
import { Authority, type Certificate } from "./container/authority";
import { eventually } from "./container/network";
import { thisGround } from "./ground";
import { planOf } from "./plan";
import type { Pod } from "./pods/pod";
import { NODE } from "./pods/rendered";
import { LogStore, type Taken } from "./stand-ins/log-store";

/** Seconds until lines have come, a new attempt of the collector's included, which waits ten. Assumption. */
const ARRIVAL_SECONDS = 60;

/** Lines under way at a time, as the configuration has it: so many may come twice after a kill. */
const BATCH = 32;

/** Seconds after which rsyslog would by itself have given up what is under way: it did within three. */
const GIVES_UP_SECONDS = 5;

const TIME = "2026-11-23T20:50:33.123456789Z";

let cluster: Cluster;
let store: LogStore;
let certificate: Certificate;
let collector: Pod;

const podsFolder = () => cluster.nodeFolder("/var/log/pods");
const stateFolder = () => cluster.nodeFolder("/var/lib/tchap-log-collector");

/** The file that a runtime writes what a container prints to. */
function fileOf(namespace: string, pod: string, container: string): string {
  const folder = join(podsFolder(), `${namespace}_${pod}_5f1c7a52-0000-4000-8000-000000000000`, container);
  mkdirSync(folder, { recursive: true });
  return join(folder, "0.log");
}

/** Lines as a runtime writes them (CRI). */
function print(file: string, ...lines: readonly string[]): void {
  appendFileSync(file, lines.map((line) => `${line}\n`).join(""), { mode: 0o640 });
}

const whole = (text: string, stream = "stdout") => `${TIME} ${stream} F ${text}`;

const shard = () => {
  const [found] = liveShards(cluster.plan.facts);
  if (found === undefined) throw new Error("no shard");
  return found;
};

const from = (pod: string): readonly Taken[] => store.taken.filter(({ fields }) => fields.pod === pod);
const messagesOf = (pod: string) => from(pod).map(({ fields }) => fields.message);

/** Waits until as many different lines of a pod have come. */
function arrived(pod: string, count: number): Promise<true> {
  return eventually(`${count} lines of ${pod}`, ARRIVAL_SECONDS, async () =>
    new Set(messagesOf(pod)).size >= count ? true : undefined,
  );
}

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name} ${index}`);

/** Each once, in the order in which they came first. */
const once = (lines: readonly unknown[]) => [...new Set(lines)];

async function ready(): Promise<boolean> {
  const command = texts(at(collector.rendered.description.containers[0], "readinessProbe", "exec", "command"));
  return collector
    .container()
    .exec(command)
    .then(
      () => true,
      () => false,
    );
}

beforeAll(async () => {
  const ground = thisGround();
  cluster = await Cluster.start(ground, await planOf(ground, "dev"));
  const { host, port } = cluster.plan.facts.logs;
  const address = await cluster.network.own("pods");
  await cluster.name([host], address);
  certificate = await cluster.authority.issue(host, [host]);
  const client = await cluster.authority.issue("log-collector", ["log-collector"], "client");
  const files = { "tls.crt": client.certificate, "tls.key": client.key, "ca.crt": cluster.authority.certificate };
  cluster.setSecrets(LOG_COLLECTOR_NAMESPACE, new Map([["log-store", new Map(Object.entries(files))]]));
  const [config] = cluster.objects(LOG_COLLECTOR_NAMESPACE, "ConfigMap");
  if (config === undefined) throw new Error("no ConfigMap");
  const text = withSmallQueue(String(at(config.object, "data", "rsyslog.conf")));
  const data = Object.assign({}, at(config.object, "data"), { "rsyslog.conf": text });
  cluster.apply([{ ...config, object: { ...config.object, data } }]);
  store = new LogStore(address, port, cluster.authority.certificate);
  await store.start(certificate);
  print(fileOf(BORDER_NAMESPACE, "border-1", "squid"), whole("first"));
  const [daemonSet] = cluster.objects(LOG_COLLECTOR_NAMESPACE, "DaemonSet");
  if (daemonSet === undefined) throw new Error("no DaemonSet");
  const [pod] = await cluster.run(daemonSet);
  if (pod === undefined) throw new Error("no pod");
  collector = pod;
});

afterAll(async () => {
  await cluster?.stop();
  await store?.stop();
});

test("what containers of ours print arrives with where it comes from, in UTC, and nobody else's does", async () => {
  const { namespace, restoreNamespace, name } = shard();
  const router = fileOf(namespace, "router-1", "haproxy");
  print(
    router,
    `2026-11-23T21:50:33.1+01:00 stdout F {"status":200,"duration":1.50,"path":"/_matrix/client/versions"}`,
  );
  const admin = '127.0.0.1 - 8008 - Processed request: "GET /_synapse/admin/v2/users HTTP/1.1"';
  print(
    fileOf(namespace, "homeserver-1", "synapse"),
    whole(JSON.stringify({ log: admin, namespace: "synapse.access.http.8008", level: "INFO" })),
    whole(JSON.stringify({ log: "Got login request", namespace: "synapse.rest.client.login", level: "INFO" })),
    whole(JSON.stringify({ log: "Started", namespace: "synapse.app.homeserver", level: "INFO" })),
  );
  print(fileOf(restoreNamespace, "drill-1", "restore-drill"), whole('{"a":1} and more'), whole('é "quoted"', "stderr"));
  print(fileOf("kube-system", "stranger-1", "c"), whole("of another"));
  print(fileOf(`${namespace}-other`, "stranger-2", "c"), whole("of another"));
  await eventually("all", ARRIVAL_SECONDS, async () =>
    from("router-1").length + from("homeserver-1").length + from("drill-1").length >= 6 ? true : undefined,
  );
  expect(from("router-1")).toEqual([
    {
      priority: 110,
      time: "2026-11-23T20:50:33.1Z",
      host: NODE,
      program: "haproxy",
      fields: {
        environment: "dev",
        node: NODE,
        namespace,
        pod: "router-1",
        container: "haproxy",
        shard: name,
        stream: "stdout",
        subject: "access",
        time: "2026-11-23T20:50:33.1Z",
        event: { status: 200, duration: 1.5, path: "/_matrix/client/versions" },
      },
    },
  ]);
  expect(from("homeserver-1").map(({ priority, fields }) => [priority, fields.subject])).toEqual([
    [110, "administration"],
    [110, "authentication"],
    [134, undefined],
  ]);
  expect(from("drill-1").map(({ time, fields }) => [time, fields.shard, fields.stream, fields.message])).toEqual([
    ["2026-11-23T20:50:33.123456Z", name, "stdout", '{"a":1} and more'],
    ["2026-11-23T20:50:33.123456Z", name, "stderr", 'é "quoted"'],
  ]);
  expect(from("border-1").map(({ fields }) => [fields.shard, fields.subject])).toEqual([[undefined, "access"]]);
  expect(store.taken.filter(({ fields }) => fields.message === "of another")).toEqual([]);
  expect(store.secured.length).toBeGreaterThan(0);
  for (const each of store.secured)
    expect(each).toMatch(/^TLSv1\.2 ECDHE-ECDSA-(AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)$/);
});

test("a line that the runtime wrote in parts arrives as one, and what came between is kept", async () => {
  const file = fileOf(shard().namespace, "long-1", "synapse");
  const parts = numbered("x".repeat(16_000), 8);
  const long = JSON.stringify({ log: parts.join(""), level: "INFO", namespace: "a" });
  const pieces = long.match(/.{1,16384}/gs) ?? [];
  print(file, ...pieces.map((piece, index) => `${TIME} stdout ${index < pieces.length - 1 ? "P" : "F"} ${piece}`));
  print(file, `${TIME} stdout P begun `, `${TIME} stderr F between`, `${TIME} stdout F ended`, whole("last"));
  await eventually("the last line", ARRIVAL_SECONDS, async () =>
    messagesOf("long-1").includes("last") ? true : undefined,
  );
  expect(pieces.length).toBeGreaterThan(5);
  expect(at(from("long-1")[0]?.fields, "event", "log")).toBe(parts.join(""));
  expect(messagesOf("long-1").slice(1)).toEqual([`begun \u001e${TIME} stderr F between`, "ended", "last"]);
});

test("a file that the kubelet rotates is read to its end, and the next from its beginning", async () => {
  const file = fileOf(shard().namespace, "rotated-1", "synapse");
  const lines = numbered("line", 2000);
  const rotations = 4;
  const each = lines.length / rotations;
  for (let turn = 0; turn < rotations; turn += 1) {
    const own = lines.slice(turn * each, (turn + 1) * each).map((line) => whole(line));
    print(file, ...own.slice(0, 300));
    // It was seen before it is rotated: the kubelet waits ten seconds at least.
    await arrived("rotated-1", turn * each + 300);
    print(file, ...own.slice(300, 400));
    const rotated = `${file}.20261123-${turn}`;
    renameSync(file, rotated);
    // Until the runtime has been told to open its file again, it goes on in the old one.
    print(rotated, ...own.slice(400));
    if (turn % 2 === 0) await arrived("rotated-1", (turn + 1) * each);
  }
  await arrived("rotated-1", lines.length);
  expect(messagesOf("rotated-1")).toEqual(lines);
});

test("nothing is sent to a store of another name or of another authority, and all of it to the right one", async () => {
  const { host } = cluster.plan.facts.logs;
  const other = await Authority.create(cluster.ground.root, join(cluster.ground.scratch, "other-authority"));
  const wrong = [await cluster.authority.issue("other.example", ["other.example"]), await other.issue(host, [host])];
  const file = fileOf(shard().namespace, "kept-1", "synapse");
  let printed = 0;
  for (const each of wrong) {
    await store.stop();
    const before = store.taken.length;
    const { refused } = store;
    await store.start(each);
    print(
      file,
      ...numbered("line", printed + 5)
        .slice(printed)
        .map((line) => whole(line)),
    );
    printed += 5;
    await eventually("two attempts", ARRIVAL_SECONDS, async () =>
      store.refused + store.secured.length >= refused + 2 ? true : undefined,
    );
    expect(store.taken.slice(before)).toEqual([]);
    expect(await ready()).toBe(false);
  }
  await store.stop();
  await store.start(certificate);
  await arrived("kept-1", printed);
  expect(once(messagesOf("kept-1"))).toEqual(numbered("line", printed));
});

test("while the store is away lines wait on the node, through kills and restarts of the collector, and none is lost", async () => {
  await store.stop();
  const file = fileOf(shard().namespace, "waiting-1", "synapse");
  const lines = numbered("line", 3000);
  const next = (() => {
    let at = 0;
    return (count: number) => {
      print(file, ...lines.slice(at, at + count).map((line) => whole(line)));
      at += count;
    };
  })();
  const waiting = () => readdirSync(stateFolder()).filter((name) => name.startsWith("pods.0"));
  const sizeOf = () => waiting().reduce((sum, name) => sum + statSync(join(stateFolder(), name)).size, 0);
  next(1000);
  await eventually("a queue on disk", ARRIVAL_SECONDS, async () => (sizeOf() > 100_000 ? true : undefined));
  expect(await ready()).toBe(false);
  await collector.kill();
  next(1000);
  await collector.start();
  next(500);
  await eventually("a longer queue", ARRIVAL_SECONDS, async () => (sizeOf() > 600_000 ? true : undefined));
  // As a kubelet ends it: it does not give up, which would lose what is under way, and is killed after its grace period.
  await collector.container().signal("SIGTERM");
  await pause(GIVES_UP_SECONDS * 1000);
  expect(collector.container().ended).toBeUndefined();
  await collector.kill();
  next(500);
  await collector.start();
  await store.start(certificate);
  await arrived("waiting-1", lines.length);
  const came = messagesOf("waiting-1");
  expect(once(came)).toEqual(lines);
  expect(came.length - lines.length).toBeLessThanOrEqual(3 * BATCH);
  await eventually("readiness", ARRIVAL_SECONDS, async () => ((await ready()) ? true : undefined));
});

test("the queue keeps to its bound; what does not fit waits in the containers' own files", async () => {
  await store.stop();
  const file = fileOf(shard().namespace, "flood-1", "synapse");
  const lines = numbered("y".repeat(1000), 6000);
  print(file, ...lines.map((line) => whole(line)));
  const size = () =>
    readdirSync(stateFolder())
      .filter((name) => name.startsWith("pods.0"))
      .reduce((sum, name) => sum + statSync(join(stateFolder(), name)).size, 0);
  await eventually("a full queue", ARRIVAL_SECONDS, async () => (size() > 2 * 2 ** 20 - 2 ** 18 ? true : undefined));
  const full = size();
  await pause(3000);
  expect(size()).toBeLessThanOrEqual(2 * 2 ** 20 + 2 ** 18);
  expect(full).toBeGreaterThan(0);
  await store.start(certificate);
  await arrived("flood-1", lines.length);
  expect(once(messagesOf("flood-1"))).toEqual(lines);
});
