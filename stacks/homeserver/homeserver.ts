import { stringify } from "yaml";
import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { SHARD_SECRETS } from "../../fleet/secrets";
import { BORDER_PROXY, borderPeer } from "../border/border";
import { filesChecksum } from "../files";
import { bytesQuantity } from "../kubernetes/quantity";
import { namespaceSelector, selectorLabels, shardLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { postgresSelector } from "../postgres/cluster";
import type { Flow } from "../values";
import { CLIENT_PORT, homeserverConfig, logConfig, METRICS_PORT, PATHS } from "./config";
import type { HomeserverValues, MediaVolumeValues } from "./values";

export const HOMESERVER = "homeserver";

export function homeserverNeeds(shard: Shard): Needs {
  // A StatefulSet replaces its only pod in place: no surge.
  return { ...shard.capacity.homeserver, pods: 1, surge: 0, volumesGiB: [shard.capacity.mediaGiB] };
}

type SecretName = keyof typeof SHARD_SECRETS;

function mount(secret: SecretName): HomeserverValues["secretMounts"][number] {
  const { name, keys } = SHARD_SECRETS[secret];
  return { volume: name, secretName: name, path: PATHS[secret], keys: [...keys] };
}

function mounts(perimeter: Perimeter): HomeserverValues["secretMounts"] {
  const always: SecretName[] = ["signingKey", "sharedKeys", "databaseAuthority"];
  return (perimeter.features.signIn === "proconnect" ? [...always, "proconnectClient" as const] : always).map(mount);
}

/** YAML that every reader takes alike: texts in quotes, so that none is mistaken for a number or a boolean. */
function yamlFile(data: object): string {
  return stringify(data, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 });
}

function flows(fleet: Fleet, shard: Shard): HomeserverValues["networkPolicy"] {
  const ingress: Flow[] = [
    { peers: [{ namespaceSelector: namespaceSelector(fleet.edge.namespace) }], ports: [CLIENT_PORT] },
    { peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }], ports: [METRICS_PORT] },
  ];
  const egress: Flow[] = [
    { peers: [{ podSelector: postgresSelector(shard.stateful.database) }], ports: [5432] },
    { peers: [borderPeer()], ports: [BORDER_PROXY.port] },
  ];
  return { ingress, egress };
}

/** The homeserver of one shard: one Synapse process, closed federation, secrets only as files. */
export function homeserver(fleet: Fleet, perimeter: Perimeter, shard: Shard): HomeserverValues {
  const files = {
    "homeserver.yaml": yamlFile(homeserverConfig(fleet, perimeter, shard)),
    "log.yaml": yamlFile(logConfig()),
  };
  return {
    labels: shardLabels(fleet, shard, HOMESERVER, "backend"),
    selector: selectorLabels(HOMESERVER),
    image: fleet.images.synapse.reference,
    serviceAccount: HOMESERVER,
    resources: guaranteed(shard.capacity.homeserver),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    files,
    filesChecksum: filesChecksum(files),
    configPath: PATHS.config,
    mediaPath: PATHS.media,
    mediaClaim: shard.stateful.mediaVolume,
    secretMounts: mounts(perimeter),
    passfile: {
      mount: mount("database"),
      from: `${PATHS.database}/pgpass`,
      to: PATHS.passfile,
      directory: PATHS.passfile.slice(0, PATHS.passfile.lastIndexOf("/")),
    },
    proxy: { url: BORDER_PROXY.url, except: "localhost,127.0.0.1,.svc,.svc.cluster.local" },
    ports: { client: CLIENT_PORT, metrics: METRICS_PORT },
    networkPolicy: flows(fleet, shard),
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
