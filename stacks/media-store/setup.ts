import { createHash } from "node:crypto";
import type { Compute } from "../../fleet/capacity/topology";
import { type Fleet, liveShards } from "../../fleet/fleet";
import { MEDIA_STORE_SECRETS, mediaStoreKeys } from "../../fleet/secrets";
import { jsonFile, mounted } from "../files";
import { selectorLabels, systemLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import type { SecretMount } from "../values";
import { storeNodes } from "./nodes";
import { MEDIA_COPY, MEDIA_STORE, MEDIA_STORE_SETUP, PATHS, PORTS } from "./places";
import type { SetupValues } from "./values";

interface Access {
  name: string;
  credentialsFile: string;
}

/** What `tchap_operations.media_store` reads, by its own names. */
interface SetupSettings {
  adminPort: number;
  rpcPort: number;
  adminTokenFile: string;
  nodes: { host: string; zone: string; capacityBytes: number }[];
  /** Zones that each file must be in. */
  zoneRedundancy: number;
  buckets: { bucket: string; quotaBytes: number; keys: (Access & { read: boolean; write: boolean })[] }[];
  /** Keys that read every bucket. */
  readers: Access[];
  waitSeconds: number;
}

/** A tenth of a core and 256 MiB: it asks and waits. Assumption. */
const COMPUTE: Compute = { milliCpu: 100, memoryMiB: 256 };

/** Ten minutes, in seconds, in which nodes that start for the first time are waited for; and a run's own limit. Assumption. */
const SETUP_WAIT_SECONDS = 600;
const SETUP_SECONDS = 1800;

/** Four minutes, in seconds: over before the next run. */
const CONNECT_SECONDS = 240;

/** A minute, in seconds, in which a node that starts is waited for; the next run comes soon. */
const CONNECT_WAIT_SECONDS = 60;

const SETTINGS_FILE = "setup.json";

const credentialsFile = (secret: string) => `${PATHS.keys(secret)}/credentials`;

/** What is enough to let nodes find each other: no bucket, no key. */
function connectSettings(fleet: Fleet): SetupSettings {
  return {
    adminPort: PORTS.admin,
    rpcPort: PORTS.rpc,
    adminTokenFile: `${PATHS.adminToken}/admin-token`,
    nodes: storeNodes(fleet).map(({ host, zone, capacityBytes }) => ({ host, zone, capacityBytes })),
    zoneRedundancy: 3,
    buckets: [],
    readers: [],
    waitSeconds: CONNECT_WAIT_SECONDS,
  };
}

function settings(fleet: Fleet): SetupSettings {
  return {
    ...connectSettings(fleet),
    waitSeconds: SETUP_WAIT_SECONDS,
    buckets: liveShards(fleet).map(({ name, stateful, capacity }) => {
      const { own, read } = mediaStoreKeys(name);
      return {
        bucket: stateful.mediaBucket,
        quotaBytes: capacity.mediaQuotaGiB * 1024 ** 3,
        keys: [
          { name, credentialsFile: credentialsFile(own), read: true, write: true },
          // A restore reads what the shard holds, and must not be able to change it.
          { name: `${name}-restore`, credentialsFile: credentialsFile(read), read: true, write: false },
        ],
      };
    }),
    readers: [{ name: MEDIA_COPY, credentialsFile: credentialsFile(MEDIA_STORE_SECRETS.copySource.name) }],
  };
}

function keyMounts(fleet: Fleet): SecretMount[] {
  const shards = liveShards(fleet).flatMap(({ name }) => Object.values(mediaStoreKeys(name)));
  return [...shards, MEDIA_STORE_SECRETS.copySource.name].map((name) =>
    mounted({ name, keys: ["credentials"] }, PATHS.keys(name)),
  );
}

/** One pod that sets up, one that connects, and for each another while the one that it replaces still ends. */
export const SETUP_NEEDS: Needs = { ...COMPUTE, pods: 2, surge: 2, volumesGiB: [] };

/** The Job that makes the nodes one store with its buckets and keys, and the run that lets nodes find each other again. */
export function setupValues(fleet: Fleet): SetupValues {
  const admin = mounted(MEDIA_STORE_SECRETS.admin, PATHS.adminToken);
  const args = (command: "setup" | "connect") => [command, "--config", `${PATHS.config}/${SETTINGS_FILE}`];
  const values: Omit<SetupValues, "job"> = {
    labels: systemLabels(fleet, MEDIA_STORE_SETUP, "backend"),
    selector: selectorLabels(MEDIA_STORE_SETUP),
    image: fleet.images.synapse.reference,
    serviceAccount: MEDIA_STORE_SETUP,
    resources: guaranteed(COMPUTE),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    files: { [SETTINGS_FILE]: jsonFile(settings(fleet)) },
    configPath: PATHS.config,
    args: args("setup"),
    secretMounts: [admin, ...keyMounts(fleet)],
    deadlineSeconds: SETUP_SECONDS,
    connect: {
      // Nodes remember each other by address; when all of them came back with others, nobody would find anybody.
      schedule: "*/5 * * * *",
      files: { [SETTINGS_FILE]: jsonFile(connectSettings(fleet)) },
      args: args("connect"),
      secretMounts: [admin],
      deadlineSeconds: CONNECT_SECONDS,
    },
    networkPolicy: {
      ingress: [],
      egress: [{ peers: [{ podSelector: { matchLabels: selectorLabels(MEDIA_STORE) } }], ports: [PORTS.admin] }],
    },
  };
  const hash = createHash("sha256").update(JSON.stringify(values)).digest("hex").slice(0, 10);
  return { ...values, job: `${MEDIA_STORE_SETUP}-${hash}` };
}
