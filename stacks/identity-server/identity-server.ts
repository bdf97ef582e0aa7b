import { BINDINGS_VOLUME, type Fleet, IDENTITY_SERVER_NAMESPACE, liveShards } from "../../fleet/fleet";
import { IDENTITY_SERVER_SECRETS } from "../../fleet/secrets";
import { BORDER_PROXY, borderPeer } from "../border/border";
import { toEdge } from "../edge/flows";
import { filesChecksum, jsonFile, mounted, yamlFile } from "../files";
import { bytesQuantity } from "../kubernetes/quantity";
import { namespaceSelector, selectorLabels, systemLabels, TENANT_LABELS } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { type Release, TIMEOUT_SECONDS } from "../release";
import { ROUTER } from "../router/router";
import { backupSettings } from "./backup";
import { iniFile, SECRET_OPTIONS, sydentConfig } from "./config";
import { discovery } from "./discovery";
import { TEMPLATES } from "./mail";
import { IDENTITY_SERVER, PATHS, PORTS } from "./places";
import type { IdentityServerValues } from "./values";

const CONFIG_FILE = "sydent.conf";
const BACKUP_FILE = "backup.json";

/**
 * Kibibytes of the database for each registered account: its address stands in two tables with their indexes, once with
 * a signed statement; about 2 KiB together, and as much again for growth. Assumption.
 */
const KIB_PER_ACCOUNT = 4;

/** Two gibibytes at the least: a copy that is brought back stands beside what it replaces. Assumption. */
const LEAST_GIB = 2;

/** One core and 512 MiB: Sydent is one process, whose look-ups are in SQLite. Assumption. */
const SERVER = { milliCpu: 1000, memoryMiB: 512 };

/** A quarter of a core and 256 MiB: it packs a copy at a time and keeps none in memory. Assumption. */
const OPERATIONS = { milliCpu: 250, memoryMiB: 256 };

const volumeGiB = (fleet: Fleet): number => {
  const registered = liveShards(fleet).reduce((sum, shard) => sum + shard.registered, 0);
  return Math.max(LEAST_GIB, Math.ceil((registered * KIB_PER_ACCOUNT) / 1024 ** 2));
};

function networkPolicy(fleet: Fleet): IdentityServerValues["server"]["networkPolicy"] {
  // Of any namespace of ours: a new shard changes nothing here.
  const routers = {
    namespaceSelector: { matchLabels: TENANT_LABELS },
    podSelector: { matchLabels: selectorLabels(ROUTER) },
  };
  return {
    ingress: [
      { peers: [routers], ports: [PORTS.public] },
      {
        peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }],
        ports: [PORTS.metrics],
      },
    ],
    egress: [
      // Copies go to the backup store.
      { peers: [borderPeer()], ports: [BORDER_PROXY.port] },
      { peers: fleet.mail.addresses.map((cidr) => ({ ipBlock: { cidr } })), ports: [fleet.mail.port] },
      // Homeservers, which it asks who somebody is and tells of an invitation taken up: it knows no proxy.
      ...toEdge(fleet),
    ],
  };
}

/**
 * The identity server: which shard an address leads to, and invitations by mail. One pod, because its database is a file.
 * While it is away, the minutes that its volume takes to another node of its zone, new clients do not learn their shard
 * and nobody is invited by mail; who is signed in notices nothing, and agents whose client knows their shard sign in. When
 * the zone is lost with the volume, it comes back elsewhere once somebody has removed the claim: empty, it brings back its
 * newest copy, and bindings of at most the last quarter of an hour are made again by who had made them.
 */
export function identityServer(fleet: Fleet): Release {
  const size = volumeGiB(fleet);
  const needs: Needs = {
    milliCpu: SERVER.milliCpu + OPERATIONS.milliCpu,
    memoryMiB: SERVER.memoryMiB + OPERATIONS.memoryMiB,
    pods: 1,
    surge: 0,
    volumesGiB: [size],
  };
  const { signingKey, mailRelay, backup } = IDENTITY_SERVER_SECRETS;
  const own = { "info.yaml": yamlFile(discovery(fleet)), ...TEMPLATES };
  const files = {
    ...own,
    [CONFIG_FILE]: iniFile(sydentConfig(fleet)),
    [BACKUP_FILE]: jsonFile(backupSettings(fleet)),
  };
  const backupArgs = ["--config", `${PATHS.config}/${BACKUP_FILE}`];
  const values: IdentityServerValues = {
    server: {
      labels: systemLabels(fleet, IDENTITY_SERVER, "backend"),
      selector: selectorLabels(IDENTITY_SERVER),
      image: fleet.images.sydent.reference,
      serviceAccount: IDENTITY_SERVER,
      resources: guaranteed(SERVER),
      nodeSelector: poolSelector(fleet, "serving"),
      priorityClass: PRIORITY_CLASSES.serving,
      files,
      filesChecksum: filesChecksum(files),
      networkPolicy: networkPolicy(fleet),
      configPath: PATHS.config,
      configFiles: Object.keys(own).sort(),
      port: PORTS.public,
      dataPath: PATHS.data,
      volume: { name: BINDINGS_VOLUME, class: fleet.storageClasses.database.name, size: bytesQuantity(size * 1024) },
      secretConfig: {
        path: PATHS.secretConfig,
        source: CONFIG_FILE,
        file: `${PATHS.secretConfig}/${CONFIG_FILE}`,
        args: [
          `${PATHS.config}/${CONFIG_FILE}`,
          `${PATHS.secretConfig}/${CONFIG_FILE}`,
          ...SECRET_OPTIONS.map(({ section, option, file }) => `${section}:${option}=${file}`),
        ],
        mounts: [mounted(signingKey, PATHS.signingKey), mounted(mailRelay, PATHS.mailRelay)],
      },
      operations: { image: fleet.images.synapse.reference, resources: guaranteed(OPERATIONS) },
      backup: {
        file: BACKUP_FILE,
        restoreArgs: ["restore", ...backupArgs],
        runArgs: ["run", ...backupArgs],
        workPath: PATHS.work,
        // A copy, and the same packed.
        workSize: bytesQuantity(size * 1024 * 2),
        metricsPort: PORTS.metrics,
        mounts: [mounted(backup, PATHS.backupStore)],
      },
    },
  };
  return {
    name: IDENTITY_SERVER,
    namespace: IDENTITY_SERVER_NAMESPACE,
    chart: "identity-server",
    values,
    wait: true,
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [needs],
    accounts: [IDENTITY_SERVER],
  };
}
