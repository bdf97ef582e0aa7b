import { acceptsFrom } from "../../../plan/network/reach";
import type { Plan } from "../../../plan/plan";
import { at, list, type PodIdentity, pods } from "../../../plan/vocabulary";
import { liveShards } from "../../archives";
import { bucketKeys, garageConfigs, type SettingsFile, storeNodes, storeSettings } from "../../media-store";
import { mountAt } from "../../mounted";
import { plannedOf, planRule, type Remark, remark } from "../../rule";
import { secretReferences } from "../../secret-references";

/** Secrets of Garage, each by a file: what is set without one is open, or stands in the configuration. */
const FILES = [["rpc_secret_file"], ["admin", "admin_token_file"], ["admin", "metrics_token_file"]];

/** Ways in beside S3 with a key. */
const NEVER = [["rpc_secret"], ["admin", "admin_token"], ["admin", "metrics_token"], ["s3_web"], ["k2v_api"]];

/** Whether a path is in a mounted Secret of every node. */
function isSecret(plan: Plan, path: unknown): boolean {
  return storeNodes(plan).every(({ workload, container }) => {
    const mount = mountAt(workload.pod, container, String(path));
    return typeof path === "string" && at(mount?.volume, "secret") !== undefined;
  });
}

function configFaults(plan: Plan, { settings }: SettingsFile): string[] {
  const open = FILES.filter((path) => !isSecret(plan, at(settings, ...path))).map(
    (path) => `takes ${path.join(".")} from no Secret`,
  );
  return [
    ...open,
    ...NEVER.filter((path) => at(settings, ...path) !== undefined).map((path) => `has ${path.join(".")}`),
    ...(at(settings, "admin", "metrics_require_token") === true
      ? []
      : ["shows metrics to whoever asks when the token is not there"]),
  ];
}

/** One bucket for each shard, one key that writes it, keys of its own alone, and an end to what it may fill. */
function bucketFaults(plan: Plan, file: SettingsFile): string[] {
  const buckets = list(at(file.settings, "buckets"));
  const due = liveShards(plan).map(({ stateful }) => stateful.mediaBucket);
  const names = buckets.map((each) => String(at(each, "bucket")));
  const keys = bucketKeys(file);
  const readers = list(at(file.settings, "readers")).map((each) => at(each, "credentialsFile"));
  const files = [...keys.map((key) => key.file), ...readers];
  const writers = (bucket: string) => keys.filter((key) => key.bucket === bucket && key.write).length;
  return [
    ...due.filter((bucket) => !names.includes(bucket)).map((bucket) => `makes no bucket ${bucket}`),
    ...names
      .filter((bucket, index) => !due.includes(bucket) || names.indexOf(bucket) !== index)
      .map((bucket) => `makes the bucket ${bucket}, which is no shard's or made already`),
    ...names.filter((bucket) => writers(bucket) !== 1).map((bucket) => `lets ${writers(bucket)} keys write ${bucket}`),
    ...buckets
      .filter((each) => !(Number(at(each, "quotaBytes")) > 0))
      .map((each) => `gives ${String(at(each, "bucket"))} no quota: it could fill the store of all`),
    ...[...new Set(files.filter((each, index) => files.indexOf(each) !== index))].map(
      (each) => `uses the key ${String(each)} for two of them`,
    ),
  ];
}

const idOf = ({ planned: { object } }: PodIdentity) =>
  `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`;

/** Pods that hold the token of administration: its nodes, and what sets them up. */
function administrators(plan: Plan, files: readonly unknown[]): ReadonlySet<object> {
  const names = new Set(
    storeNodes(plan).flatMap(({ workload, container }) =>
      files.map((path) => at(mountAt(workload.pod, container, String(path))?.volume, "secret", "secretName")),
    ),
  );
  const namespaces = new Set(storeNodes(plan).map(({ workload }) => workload.planned.object.metadata.namespace));
  return new Set(
    secretReferences(plan)
      .filter(({ namespace, name }) => namespaces.has(namespace) && names.has(name))
      .map(({ planned }) => planned),
  );
}

/** Pods that a node would take a connection from on a port of its own, and that have no business there. */
function strangers(plan: Plan, port: unknown, known: ReadonlySet<object>): string[] {
  const nodes = new Set<object>(storeNodes(plan).map(({ workload }) => workload.planned));
  const all = pods(plan);
  const [node] = all.filter(({ planned }) => nodes.has(planned));
  if (node === undefined || typeof port !== "number") return [];
  return all
    .filter(({ planned }) => !nodes.has(planned) && !known.has(planned))
    .filter((from) => acceptsFrom(plan, from, node, port))
    .slice(0, 1)
    .map((from) => `is open to ${idOf(from)} on ${port}`);
}

/** The port of an address that Garage listens at. */
function portOf(address: unknown): number | undefined {
  const port = /:(\d+)$/.exec(String(address))?.[1];
  return port === undefined ? undefined : Number(port);
}

export default planRule({
  id: "OBJ-02",
  title: {
    fr: "Médias : un seau privé par serveur, sa clé, son quota",
    en: "Media: a private bucket for each shard, with a key and a quota of its own, and administration for nobody else",
  },
  why: "Une clé pour deux seaux ouvre les médias d'un périmètre à l'autre ; un jeton absent laisse les mesures ouvertes, et qui joint l'administration se donne tous les droits.",
  remedy:
    "Rétablissez stacks/media-store/setup.ts (un seau, une clé qui écrit, un quota) et les jetons de config.ts ; l'administration ne répond qu'à media-store-setup.",
  severity: "critical",
  controls: [
    "SNC:9.7.a",
    "PSSIE:RES-CLOIS",
    "PA075:R5-",
    "PA075:R34",
    "PSSIE:RES-SECRET",
    "PSSIE:EXP-PROT-ADMIN",
    "PSSIE:EXP-CI-LTD",
  ],
  waivable: false,
  looksAt:
    "buckets, keys and quotas that the store is told to make, against the shards; Garage's tokens; who may reach its administration and its nodes' own port",
  check: (plan) => {
    const configs = garageConfigs(plan);
    const settings = storeSettings(plan);
    const ports = configs.flatMap(({ planned, file, settings: config }) => {
      const tokens = [at(config, "admin", "admin_token_file")];
      return [
        ...strangers(plan, portOf(at(config, "admin", "api_bind_addr")), administrators(plan, tokens)),
        ...strangers(plan, portOf(at(config, "rpc_bind_addr")), new Set()),
      ].map((fault) => remark(planned, file, `${fault}.`));
    });
    return {
      looked: plannedOf([...configs, ...settings]),
      findings: [
        ...configs.flatMap((each) =>
          configFaults(plan, each).map((fault): Remark => remark(each.planned, each.file, `${fault}.`)),
        ),
        ...settings.flatMap((each) =>
          bucketFaults(plan, each).map((fault) => remark(each.planned, each.file, `${fault}.`)),
        ),
        ...ports,
      ],
    };
  },
});
