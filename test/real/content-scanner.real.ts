import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ANTIVIRUS_NAMESPACE, liveShards, type Shard } from "../../fleet/fleet";
import { SIGNATURE_DAYS } from "../../stacks/antivirus/places";
import { PORTS, SCANNER_PATH } from "../../stacks/content-scanner/places";
import { UPLOAD_MIB } from "../../stacks/homeserver/places";
import { PUBLIC_PORT } from "../../stacks/router/config";
import { asMonoliths } from "./changes";
import { Cluster } from "./cluster";
import { eventually } from "./container/network";
import { locked, nested, zipped } from "./content-scanner/archives";
import { type EncryptedFile, encrypted, encryptedBody, withOtherKey } from "./content-scanner/client";
import { MediaEndpoint, TOKEN } from "./content-scanner/media";
import { age, buildSignatures, EICAR } from "./content-scanner/signatures";
import { thisGround } from "./ground";
import { planOf } from "./plan";
import type { Pod } from "./pods/pod";
import { type Answer, request } from "./request";
import { secretValues } from "./secrets";

/*
 * Real: the content scanner with our programs, ClamAV's daemon and the shard's router, as they are rendered. Stand-ins:
 * the homeserver's files, and signatures, of which the test has one.
 */

const SHARD = "dev01";

let cluster: Cluster;
let shard: Shard;
let media: MediaEndpoint;
let antivirus: Pod;
let scanners: Pod[];
let router: Pod;

async function start(namespace: string, name: string, replicas?: number): Promise<Pod[]> {
  const found = cluster.objects(namespace, "Deployment").find(({ object }) => object.metadata.name === name);
  if (found === undefined) throw new Error(`no Deployment ${namespace}/${name}`);
  return cluster.run(found, replicas);
}

/** The only pod of several. */
function only([pod]: readonly Pod[]): Pod {
  if (pod === undefined) throw new Error("no pod was started");
  return pod;
}

beforeAll(async () => {
  const ground = thisGround();
  cluster = await Cluster.start(ground, await planOf(ground, "dev", asMonoliths));
  const found = liveShards(cluster.plan.facts).find(({ name }) => name === SHARD);
  if (found === undefined) throw new Error(`no shard ${SHARD}`);
  shard = found;
  await buildSignatures(ground.root, join(cluster.ground.scratch, "signatures"));
  cluster.setSecrets(shard.namespace, secretValues(cluster.plan, shard.namespace, cluster.authority.certificate));
  media = await MediaEndpoint.start(cluster, shard.namespace);
  antivirus = only(await start(ANTIVIRUS_NAMESPACE, "antivirus", 1));
  scanners = await start(shard.namespace, "content-scanner");
  router = only(await start(shard.namespace, "router", 1));
  const publicKey = () => ask("public_key");
  await eventually("the router reaches the scanners", 60, async () => (await publicKey()).status === 200 || undefined);
});

afterAll(() => cluster?.stop());

/** Asks as an agent's client does: by the shard's public host, through its router. */
function ask(path: string, body?: object, token = TOKEN): Promise<Answer> {
  return request(new URL(`${SCANNER_PATH}${path}`, `http://${shard.host}:${PUBLIC_PORT}`), {
    address: router.address,
    method: body === undefined ? "GET" : "POST",
    headers: {
      host: shard.host,
      authorization: `Bearer ${token}`,
      "x-forwarded-for": "192.0.2.77",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

let files = 0;

/** An encrypted file that the homeserver has. */
function uploaded(content: Buffer): { name: string; file: EncryptedFile; ciphertext: Buffer } {
  files += 1;
  const name = `${shard.serverName}/file${files}`;
  const { uploaded: ciphertext, file } = encrypted(`mxc://${name}`, content);
  media.keep(name, ciphertext);
  return { name, file, ciphertext };
}

const scan = async (file: EncryptedFile) => JSON.parse((await ask("scan_encrypted", { file })).text);
const download = (file: EncryptedFile, token = TOKEN) => ask("download_encrypted", { file }, token);

const REFUSED = "MCS_MEDIA_NOT_CLEAN";
const HANDED_OUT = "handed out";

/** What became of a request for a file: that it was handed out, or the scanner's reason. */
async function fate(file: EncryptedFile): Promise<unknown> {
  const { status, text } = await download(file);
  return status === 200 ? HANDED_OUT : JSON.parse(text).reason;
}

/** Sum of a figure over both scanners, for one outcome. */
async function figure(pattern: RegExp): Promise<number> {
  const texts = await Promise.all(
    scanners.map(({ address }) => request(new URL(`http://${address}:${PORTS.metrics}/metrics`))),
  );
  return texts.map(({ text }) => Number(pattern.exec(text)?.[1] ?? Number.NaN)).reduce((sum, each) => sum + each, 0);
}

const scans = (outcome: string) =>
  figure(new RegExp(`^content_scanner_scans_total\\{outcome="${outcome}"\\} (\\d+)$`, "m"));

test("a harmless encrypted file is called clean and handed out as it was uploaded", async () => {
  const { file, ciphertext } = uploaded(Buffer.from("Compte rendu de la réunion du 23 novembre"));
  expect(await scan(file)).toMatchObject({ clean: true });
  const { status, bytes } = await download(file);
  expect([status, bytes.equals(ciphertext)]).toEqual([200, true]);
});

test("what an antivirus finds is refused: encrypted, in an archive, and in the open", async () => {
  for (const content of [EICAR, zipped(EICAR), nested(EICAR, 5)]) {
    const { file } = uploaded(content);
    expect(await fate(file)).toBe(REFUSED);
    expect(await scan(file)).toMatchObject({ clean: false });
  }
  media.keep(`${shard.serverName}/open`, EICAR);
  expect(JSON.parse((await ask(`download/${shard.serverName}/open`)).text).reason).toBe(REFUSED);
  expect(await scans("infected")).toBe(4);
});

test("what cannot be looked into is refused: locked archives, and archives in archives beyond measure", async () => {
  const before = await scans("unscannable");
  expect(await fate(uploaded(zipped(Buffer.from("harmless"))).file)).toBe(HANDED_OUT);
  for (const content of [locked(zipped(Buffer.from("harmless"))), nested(Buffer.from("harmless"), 30)])
    expect(await fate(uploaded(content).file)).toBe(REFUSED);
  expect(await scans("unscannable")).toBe(before + 2);
});

test("the largest upload is scanned, and one byte more is refused", async () => {
  const largest = UPLOAD_MIB * 1024 * 1024;
  expect(await fate(uploaded(Buffer.alloc(largest)).file)).toBe(HANDED_OUT);
  expect(await fate(uploaded(Buffer.alloc(largest + 1)).file)).toBe(REFUSED);
});

test("a request encrypted for one of the scanners is answered by the other", async () => {
  const [first, second] = scanners;
  const at = (pod: Pod | undefined, path: string) =>
    new URL(`http://${pod?.address}:${PORTS.scan}${SCANNER_PATH}${path}`);
  const { public_key: publicKey } = JSON.parse((await request(at(first, "public_key"))).text);
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  const asked = async (content: Buffer) => {
    const body = JSON.stringify(encryptedBody(publicKey, { file: uploaded(content).file }));
    return (await request(at(second, "scan_encrypted"), { method: "POST", headers, body })).text;
  };
  expect(JSON.parse(await asked(Buffer.from("harmless")))).toMatchObject({ clean: true });
  expect(JSON.parse(await asked(EICAR))).toMatchObject({ clean: false });
  const other = encryptedBody(randomBytes(32).toString("base64"), { file: uploaded(EICAR).file });
  const wrong = await request(at(second, "scan_encrypted"), { method: "POST", headers, body: JSON.stringify(other) });
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining("MCS_")]);
});

test("a verdict is remembered, a file is not: the homeserver says each time who may have it", async () => {
  const { name, file, ciphertext } = uploaded(Buffer.from("for some eyes only"));
  const before = await scans("clean");
  for (let time = 0; time < 4; time += 1) expect((await download(file)).bytes.equals(ciphertext)).toBe(true);
  expect(media.count(name)).toBe(4);
  // Each of the two scanners judges it once at most.
  expect((await scans("clean")) - before).toBeLessThanOrEqual(2);
  const stranger = await download(file, "no-agents-token");
  expect([stranger.status, stranger.bytes.includes(ciphertext)]).toEqual([401, false]);
});

test("of two scans of one file with different keys, neither is given the other's verdict", async () => {
  const { name, file } = uploaded(EICAR);
  const clamd = antivirus.container("clamd");
  const asks = async (count: number) => {
    await eventually(`${count} downloads`, 30, async () => media.count(name) === count || undefined);
    // Until the file is decrypted and its scan has begun.
    await pause(1000);
  };
  // It answers once both scans wait for it.
  await clamd.signal("SIGSTOP");
  const first = fate(file);
  await asks(1);
  const second = fate(withOtherKey(file));
  await asks(2);
  await clamd.signal("SIGCONT");
  expect([await first, await second]).toEqual([REFUSED, HANDED_OUT]);
});

test("nothing that was decrypted is left behind", () => {
  for (const { name } of scanners) {
    const folder = join(cluster.ground.scratch, "pods", `${shard.namespace}.${name}`, "volumes", "scanned");
    const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(left.map(({ name: file }) => file)).toEqual([]);
  }
});

test("without the antivirus every file is refused, and passes once it is back", async () => {
  const { file } = uploaded(Buffer.from("harmless, yet nobody can say so"));
  await cluster.kill(antivirus);
  expect(await fate(file)).toBe(REFUSED);
  expect(await figure(/^content_scanner_antivirus_up (\d)$/m)).toBe(0);
  expect(await scans("undecided")).toBe(1);
  await cluster.bringUp(antivirus);
  expect(await fate(file)).toBe(HANDED_OUT);
  expect(await figure(/^content_scanner_antivirus_up (\d)$/m)).toBe(2);
});

test("with signatures that are too old every file is refused", async () => {
  const folder = join(
    cluster.ground.scratch,
    "pods",
    `${ANTIVIRUS_NAMESPACE}.${antivirus.name}`,
    "volumes",
    "signatures",
  );
  const content = Buffer.from("harmless by the signatures of last week");
  const agedBy = async (days: number) => {
    age(join(folder, "daily.cud"), days);
    await cluster.kill(antivirus);
    await cluster.bringUp(antivirus);
    return fate(uploaded(content).file);
  };
  expect(await agedBy(SIGNATURE_DAYS - 1)).toBe(HANDED_OUT);
  const built = (await figure(/^content_scanner_signatures_timestamp_seconds (\d+)$/m)) / scanners.length;
  expect(Math.round((Date.now() / 1000 - built) / 86_400)).toBe(SIGNATURE_DAYS - 1);
  expect(await agedBy(1)).toBe(REFUSED);
});

test("the log is JSON, and tells no token and no content", () => {
  const logs = scanners.map((pod) => pod.log().trim()).join("\n");
  const lines = logs.split("\n");
  expect(lines.length).toBeGreaterThan(50);
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty("message");
  expect(logs).not.toContain(TOKEN);
  expect(logs).not.toContain("EICAR-STANDARD");
});
