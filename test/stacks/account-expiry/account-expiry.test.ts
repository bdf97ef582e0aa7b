import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { at, list } from "../../../plan/vocabulary";
import { accountExpiry, accountExpiryNeeds } from "../../../stacks/account-expiry/account-expiry";
import { schedule } from "../../../stacks/account-expiry/settings";
import { accountExpiryValues } from "../../../stacks/account-expiry/values";
import { authenticationConfig } from "../../../stacks/authentication/config";
import { FOLDERS } from "../../plan/plans";
import { delegating, dev02, rendered, shardsOf } from "../authentication/shards";
import type { Files } from "../fleets";

const FILE = "perimeters/dev02.yaml";

const exemptFrom = (domains?: string) => (files: Files) =>
  files.edit(
    FILE,
    "exemptions: []",
    `exemptions: [{ from: accountExpiry, ${domains === undefined ? "" : `domains: [${domains}], `}reason: x, source: "assumption: x" }]`,
  );

function expiryOf(change?: (files: Files) => void) {
  const { fleet, perimeter, shard } = dev02(change);
  return accountExpiry(fleet, perimeter, shard);
}

const settingsOf = (change?: (files: Files) => void): unknown => parse(expiryOf(change)?.files["settings.yaml"] ?? "");

async function theOnly(kind: string) {
  const found = (await rendered("account-expiry", { accountExpiry: accountExpiryValues.parse(expiryOf()) })).filter(
    (each) => each.kind === kind,
  );
  if (found.length !== 1) throw new Error(`${found.length} × ${kind}`);
  return found[0];
}

test("accounts expire by it where MAS owns them, and nowhere else", () => {
  for (const { fleet, perimeter, shard } of shardsOf("prod"))
    if (perimeter.features.signIn !== "mas") expect(accountExpiry(fleet, perimeter, shard)).toBeUndefined();
  expect(delegating("prod").filter((each) => accountExpiry(each.fleet, each.perimeter, each.shard))).not.toEqual([]);
});

test("a perimeter that is exempt as a whole has no job", async () => {
  expect(expiryOf(exemptFrom())).toBeUndefined();
  expect(await rendered("account-expiry", {})).toEqual([]);
});

test("domains that are exempt are handed over, and the others expire", () => {
  expect(settingsOf()).toMatchObject({ exempt_domains: [], expiry_months: 13, deactivation_months: 4 });
  const exempt = exemptFrom("essais-dev02.tchap.incubateur.net");
  expect(settingsOf(exempt)).toMatchObject({ exempt_domains: ["essais-dev02.tchap.incubateur.net"] });
});

test("the program knows these settings and no other", () => {
  const program = readFileSync(join(FOLDERS.charts, "../images/synapse/tchap_synapse/account_expiry.py"), "utf8");
  const [, fields = ""] = /class Settings:\n((?: {4}\w+: .*\n)+)/.exec(program) ?? [];
  const known = [...fields.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name);
  expect(known).toEqual(Object.keys(Object(settingsOf())));
});

test("the life of an account is the perimeter's", () => {
  const shorter = (files: Files) => files.edit(FILE, "accountExpiryMonths: 13", "accountExpiryMonths: 6");
  expect(settingsOf(shorter)).toMatchObject({ expiry_months: 6 });
});

test("it asks the listener that has the admin API, as the client that may", () => {
  const { fleet, shard } = dev02();
  const { http, policy } = authenticationConfig(fleet, shard);
  const { port, hostname } = new URL(String(at(settingsOf(), "endpoint")));
  const listener = http.listeners.find(({ binds }) => binds.some(({ address }) => address.endsWith(`:${port}`)));
  expect(listener?.resources.map(({ name }) => name)).toEqual(["oauth", "adminapi"]);
  expect(hostname).toBe("authentication.tchap-dev02.svc.cluster.local");
  expect(policy.data.admin_clients).toEqual([at(settingsOf(), "client_id")]);
});

test("shards begin at their own minute of the night, the same every time", () => {
  const times = delegating("prod").map(({ shard }) => schedule(shard.name));
  expect(new Set(times).size).toBeGreaterThan(1);
  for (const time of times) expect(time).toMatch(/^([0-5]?\d) [0-3] \* \* \*$/);
  expect(schedule("finances")).toBe(schedule("finances"));
});

test("it reaches the admin listener and nothing else, and nobody reaches it", async () => {
  const policy = await theOnly("NetworkPolicy");
  expect(at(policy, "spec", "policyTypes")).toEqual(["Ingress", "Egress"]);
  expect(at(policy, "spec", "ingress")).toEqual([]);
  expect(at(policy, "spec", "egress")).toEqual([
    {
      to: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "authentication" } } }],
      ports: [{ port: 8081, protocol: "TCP" }],
    },
  ]);
  const pod = at(await theOnly("CronJob"), "spec", "jobTemplate", "spec", "template");
  expect(at(pod, "metadata", "labels")).toMatchObject(Object(at(policy, "spec", "podSelector", "matchLabels")));
});

test("one run at a time, bounded, and cleared away", async () => {
  const job = await theOnly("CronJob");
  expect(at(job, "spec")).toMatchObject({ concurrencyPolicy: "Forbid", timeZone: "Etc/UTC" });
  expect(at(job, "spec", "jobTemplate", "spec")).toMatchObject({
    backoffLimit: 0,
    activeDeadlineSeconds: 21_600,
    ttlSecondsAfterFinished: 172_800,
  });
  expect(accountExpiryNeeds()).toMatchObject({ pods: 1, volumesGiB: [] });
});

test("it reads the files that are mounted, and every volume is mounted", async () => {
  const pod = at(await theOnly("CronJob"), "spec", "jobTemplate", "spec", "template", "spec");
  const container = at(pod, "containers", 0);
  expect(at(container, "args")).toEqual(["/etc/account-expiry/settings.yaml"]);
  const mounts = list(at(container, "volumeMounts"));
  expect(mounts.map((each) => at(each, "name"))).toEqual(list(at(pod, "volumes")).map((each) => at(each, "name")));
  expect(mounts.map((each) => at(each, "mountPath"))).toEqual(["/etc/account-expiry", "/run/secrets/admin-client"]);
  expect(at(settingsOf(), "client_secret_path")).toBe("/run/secrets/admin-client/client-secret");
});
