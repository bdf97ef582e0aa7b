import type { Compute } from "../../fleet/capacity/shard";
import { type Pool, pools } from "../../fleet/capacity/topology";
import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { SHARD_SECRETS, secretNames } from "../../fleet/secrets";
import { BORDER_PROXY } from "../border/border";
import { filesChecksum, mounted, yamlFile } from "../files";
import { bytesQuantity } from "../kubernetes/quantity";
import { selectorLabels, shardLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import type { SecretMount } from "../values";
import { homeserverConfig, logConfig, secretSettings } from "./config";
import { networkPolicy } from "./network";
import { CLIENT_PORT, HOMESERVER, MAIN, METRICS_PORT, PATHS, PROCESS_LABEL, REPLICATION_PORT } from "./places";
import { application, isCalledByName, workerConfigs } from "./processes";
import { media, restoreGate, upkeepFiles } from "./programs";
import type { HomeserverValues, MediaVolumeValues } from "./values";

type Process = HomeserverValues["processes"][number];

/** What reads a file and writes another needs: Python starts in well under this. Assumption. */
const INIT: Compute = { milliCpu: 100, memoryMiB: 128 };

/** The role that owns the media volume where there are several processes. */
const MEDIA_ROLE = "media-repository";

/** What a pod takes that owns the media volume: the process, and what runs beside it. */
function withUpkeep({ capacity: { upkeep } }: Shard, { milliCpu, memoryMiB }: Compute): Compute {
  return { milliCpu: milliCpu + upkeep.milliCpu, memoryMiB: memoryMiB + upkeep.memoryMiB };
}

export function homeserverNeeds(shard: Shard): Needs[] {
  const { topology, homeserver, mediaGiB } = shard.capacity;
  const main = topology.kind === "monolith" ? withUpkeep(shard, homeserver) : homeserver;
  return [
    // A StatefulSet replaces its pods in place: no surge.
    { ...main, pods: 1, surge: 0, volumesGiB: [mediaGiB] },
    ...pools(topology).map(({ role, most, compute }) => ({
      ...(role === MEDIA_ROLE ? withUpkeep(shard, compute) : compute),
      pods: most,
      surge: 0,
      volumesGiB: [],
    })),
  ];
}

/** Secrets whose values go into settings first, which have no path option: Synapse's own container has no need of them. */
const INTO_SETTINGS: readonly string[] = ["mailRelay", "pepper"];

/** Secrets that Synapse's containers are given; the database's password is copied by one of its own. */
function mounts(perimeter: Perimeter, shard: Shard): { opened: SecretMount[]; settings: SecretMount[] } {
  const places: ReadonlyMap<string, string> = new Map(Object.entries(PATHS));
  const names = secretNames(perimeter.features.signIn, shard.capacity.topology.kind);
  const placed = (some: typeof names) =>
    some.flatMap((secret) => {
      const path = places.get(secret);
      return path === undefined || secret === "database" ? [] : [mounted(SHARD_SECRETS[secret], path)];
    });
  return {
    opened: placed(names.filter((secret) => !INTO_SETTINGS.includes(secret))),
    settings: placed(names.filter((secret) => INTO_SETTINGS.includes(secret))),
  };
}

/** Arguments of every process: the judged file, the blocks that hold secrets, and the process' own file. */
function processArgs(own: readonly string[]): string[] {
  const files = [`${PATHS.config}/homeserver.yaml`, PATHS.secretSettings, ...own];
  return [...files.flatMap((file) => ["-c", file]), "--no-secrets-in-config"];
}

/** One StatefulSet of the shard; `files` are those that all processes read. */
function process(
  fleet: Fleet,
  shard: Shard,
  role: string,
  files: Record<string, string>,
  rest: Pick<Process, "name" | "spread" | "command" | "args" | "resources"> & Partial<Process>,
): Process {
  const component = { [PROCESS_LABEL]: role };
  const several = shard.capacity.topology.kind === "workers";
  // Of its own files only the first counts: they differ by name alone, and one more of them replaces no other pod.
  const [first] = Object.values(rest.files ?? {});
  const own = {
    ...(first === undefined ? {} : { own: first }),
    ...(rest.mediaClaim === undefined ? {} : upkeepFiles(shard)),
  };
  return {
    labels: { ...shardLabels(fleet, shard, HOMESERVER, "backend"), ...component },
    selector: { ...selectorLabels(HOMESERVER), ...component },
    filesChecksum: filesChecksum({ ...files, ...own }),
    ports: { client: CLIENT_PORT, metrics: METRICS_PORT, ...(several ? { replication: REPLICATION_PORT } : {}) },
    ...rest,
  };
}

function mainProcess(fleet: Fleet, shard: Shard, files: Record<string, string>): Process {
  const { topology, homeserver: compute } = shard.capacity;
  return process(fleet, shard, MAIN, files, {
    name: HOMESERVER,
    replicas: 1,
    spread: false,
    command: ["python", "-m", "synapse.app.homeserver"],
    args: processArgs([]),
    resources: guaranteed(compute),
    ...(topology.kind === "monolith" ? { mediaClaim: shard.stateful.mediaVolume } : {}),
  });
}

function workers(fleet: Fleet, shard: Shard, files: Record<string, string>, pool: Pool): Process {
  const { role, least, most, compute } = pool;
  const own = workerConfigs(pool).map((config) => [`${config.worker_name}.yaml`, yamlFile(config)] as const);
  const called = isCalledByName(pool);
  return process(fleet, shard, role, files, {
    name: role,
    ...(most > least ? { autoscaling: { least, most } } : { replicas: least }),
    spread: most > 1,
    command: ["python", "-m", application(role)],
    args: processArgs([`${PATHS.workerConfig}/$(POD_NAME).yaml`]),
    resources: guaranteed(compute),
    files: Object.fromEntries(own),
    ...(called ? {} : { ports: { client: CLIENT_PORT, metrics: METRICS_PORT } }),
    ...(role === MEDIA_ROLE ? { mediaClaim: shard.stateful.mediaVolume } : {}),
  });
}

/** The homeserver of one shard: its Synapse processes, closed federation, secrets only as files. */
export function homeserver(fleet: Fleet, perimeter: Perimeter, shard: Shard): HomeserverValues {
  const files = {
    "homeserver.yaml": yamlFile(homeserverConfig(fleet, perimeter, shard)),
    "log.yaml": yamlFile(logConfig()),
  };
  const gate = restoreGate(fleet, shard);
  const all = { ...files, ...gate?.files };
  const directory = (path: string) => path.slice(0, path.lastIndexOf("/"));
  const { opened, settings } = mounts(perimeter, shard);
  const leaves = Object.entries(secretSettings(perimeter)).map(([setting, file]) => `${setting}=${file}`);
  return {
    labels: shardLabels(fleet, shard, HOMESERVER, "backend"),
    selector: selectorLabels(HOMESERVER),
    image: fleet.images.synapse.reference,
    serviceAccount: HOMESERVER,
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    files,
    processes: [
      mainProcess(fleet, shard, all),
      ...pools(shard.capacity.topology).map((pool) => workers(fleet, shard, all, pool)),
    ],
    configPath: PATHS.config,
    workerConfigPath: PATHS.workerConfig,
    mediaPath: PATHS.media,
    secretMounts: opened,
    initResources: guaranteed(INIT),
    passfile: {
      mount: mounted(SHARD_SECRETS.database, PATHS.database),
      from: `${PATHS.database}/pgpass`,
      to: PATHS.passfile,
      directory: directory(PATHS.passfile),
    },
    secretSettings: {
      args: [`${PATHS.config}/homeserver.yaml`, PATHS.secretSettings, ...leaves],
      directory: directory(PATHS.secretSettings),
      mounts: settings,
    },
    proxy: { url: BORDER_PROXY.url, except: BORDER_PROXY.except },
    media: media(shard),
    ...(gate === undefined ? {} : { restoreGate: gate }),
    networkPolicy: networkPolicy(fleet, perimeter, shard),
  };
}

/** The volume of uploaded files: data, so it belongs to the release that is kept. */
export function mediaVolume(fleet: Fleet, shard: Shard): MediaVolumeValues {
  return {
    name: shard.stateful.mediaVolume,
    labels: shardLabels(fleet, shard, HOMESERVER, "backend"),
    size: bytesQuantity(shard.capacity.mediaGiB * 1024),
    class: fleet.storageClasses.media.name,
  };
}
