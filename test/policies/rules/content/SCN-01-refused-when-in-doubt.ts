import type { KubernetesObject } from "../../../../plan/plan";
import { remove } from "../../change";
import { router } from "../../edge-objects";
import { configMap } from "../../objects";
import { environment, JUSTICE, SHARED } from "../../places";
import { editAt, jsonAt, type Mutation, settingAt } from "../../rule-case";
import { ALONE, smallPlan } from "../../small-plan";

const named = (name: string, object: KubernetesObject) => ({ ...object, metadata: { ...object.metadata, name } });

const SCANNER = `scan: { script: /etc/content-scanner/scan.py }
result_cache: { max_size: 20000, ttl: 86400, exit_codes_to_ignore: [2, -9], max_file_size: "0" }
download: { base_homeserver_url: "http://router.tchap-alpha.svc.cluster.local:8008" }
`;
const CLAMD =
  "StreamMaxLength 100M\nMaxScanSize 800M\nMaxFileSize 400M\nAlertExceedsMax yes\nAlertEncryptedArchive yes\n";

const objects = (clamd: string) => [
  configMap({ "homeserver.yaml": "server_name: a\nmax_upload_size: 100M\n" }),
  named(
    "content-scanner",
    configMap({ "scanner.yaml": SCANNER, "settings.json": '{"antivirus":{"mostBytes":104857600}}' }),
  ),
  router(),
  configMap({ "clamd.conf": clamd }, "tchap-antivirus"),
];

export const good = smallPlan({ facts: ALONE, objects: objects(CLAMD) });
export const bad = smallPlan({
  facts: ALONE,
  objects: objects(CLAMD.replace("AlertExceedsMax yes", "AlertExceedsMax no")),
});

const CONFIG = JUSTICE.at("ConfigMap", "content-scanner");
const scanner = (pattern: RegExp, by: string) =>
  editAt(CONFIG, ["data", "scanner.yaml"], (text) => text.replace(pattern, by));
const clamd = (pattern: RegExp, by: string) =>
  editAt(SHARED.antivirus, ["data", "clamd.conf"], (text) => text.replace(pattern, by));
const ROUTER = JUSTICE.at("ConfigMap", "router");
const inRouter = (file: string, pattern: RegExp, by: string) =>
  editAt(ROUTER, ["data", file], (text) => text.replace(pattern, by));
const SERVER = /^( +server content-scanner .*)$/m;

export const mutations: readonly Mutation[] = [
  {
    name: "an antivirus that takes smaller files than one may send",
    ...clamd(/^StreamMaxLength .*$/m, "StreamMaxLength 25M"),
  },
  { name: "one that looks into the beginning", ...clamd(/^MaxScanSize .*$/m, "MaxScanSize 10M") },
  { name: "one that looks into small members", ...clamd(/^MaxFileSize .*$/m, "MaxFileSize 5M") },
  { name: "one that lets pass what is too large", ...clamd(/^AlertExceedsMax yes$/m, "AlertExceedsMax no") },
  { name: "one that says nothing of what is too large", ...clamd(/^AlertExceedsMax yes\n/m, "") },
  { name: "one that lets pass what it cannot open", ...clamd(/^AlertEncryptedArchive yes\n/m, "") },
  { name: "verdicts without bound", ...scanner(/max_size: \d+/, "max_size: 0") },
  { name: "verdicts for a week", ...scanner(/ttl: "\d+s"/, 'ttl: "604800s"') },
  { name: "verdicts of scans that failed", ...scanner(/ {4}- 2\n/, "") },
  { name: "files kept", ...scanner(/max_file_size: "0"/, 'max_file_size: "100M"') },
  { name: "files from another shard's router", ...scanner(/router\.tchap-justice/, "router.tchap-finances") },
  { name: "files past the router", ...scanner(/router\.tchap-justice/, "homeserver.tchap-justice") },
  {
    name: "a program that scans smaller files",
    ...jsonAt(CONFIG, "settings.json", ["antivirus", "mostBytes"], 26_214_400),
  },
  {
    name: "larger uploads than are scanned",
    ...settingAt(JUSTICE.config, ["max_upload_size"], "1G"),
    at: CONFIG,
    also: ["prod-services"],
  },
  {
    name: "a homeserver in reserve",
    ...inRouter(
      "haproxy.cfg",
      SERVER,
      "$1\n  server main homeserver-0.homeserver.tchap-justice.svc.cluster.local:8008 backup",
    ),
  },
  { name: "scans that Synapse answers", ...inRouter("routes.map", / content-scanner$/gm, " main") },
  { name: "no scanner", at: JUSTICE.shard, mutate: (plan) => remove(plan, CONFIG) },
  { name: "no antivirus", at: environment("antivirus"), mutate: (plan) => remove(plan, SHARED.antivirus) },
];
