import { stringify } from "smol-toml";
import { type Fleet, MEDIA_STORE_NAMESPACE } from "../../fleet/fleet";
import { MEDIA_STORE_SECRETS } from "../../fleet/secrets";
import { filesChecksum, mounted } from "../files";
import { processHost } from "../homeserver/places";
import { bytesQuantity } from "../kubernetes/quantity";
import { selectorLabels, systemLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { garageConfig } from "./config";
import { MEDIA_STORE, NODES_SERVICE, PATHS, PORTS } from "./places";
import type { MediaStoreZoneValues } from "./values";

/** Label of one node's pods. */
const NODE_LABEL = "app.kubernetes.io/instance";

/** A node of the store, a pod that always comes back with the same volumes and in the same zone. */
export interface StoreNode {
  /** Name of its StatefulSet. */
  readonly name: string;
  readonly zone: string;
  /** Name of its pod in the cluster's DNS. */
  readonly host: string;
  /** What its volumes for files hold together. */
  readonly capacityBytes: number;
}

function zoneNodes({ mediaStore: { nodesPerZone, volumesPerNode, volumeGiB } }: Fleet, zone: string): StoreNode[] {
  return Array.from({ length: nodesPerZone }, (_, index) => {
    const name = `${MEDIA_STORE}-${zone}-${index}`;
    return {
      name,
      zone,
      host: processHost(MEDIA_STORE_NAMESPACE, NODES_SERVICE, `${name}-0`),
      capacityBytes: volumesPerNode * volumeGiB * 1024 ** 3,
    };
  });
}

/** Every node, zone by zone. */
export function storeNodes(fleet: Fleet): StoreNode[] {
  return fleet.cluster.zones.flatMap((zone) => zoneNodes(fleet, zone));
}

type Volume = MediaStoreZoneValues["nodes"][number]["volumes"][number];

function volumes({ mediaStore }: Fleet, node: string): Volume[] {
  const volume = (name: string, path: string, sizeGiB: number): Volume => ({
    name,
    claim: `${name}-${node}`,
    path,
    size: bytesQuantity(sizeGiB * 1024),
  });
  return [
    volume("metadata", PATHS.metadata, mediaStore.metadataGiB),
    ...Array.from({ length: mediaStore.volumesPerNode }, (_, index) =>
      volume(`data-${index}`, PATHS.data(index), mediaStore.volumeGiB),
    ),
  ];
}

export function zoneNeeds({ mediaStore }: Fleet): Needs {
  const { nodesPerZone, volumesPerNode, volumeGiB, metadataGiB, milliCpu, memoryMiB } = mediaStore;
  const node = [metadataGiB, ...Array.from({ length: volumesPerNode }, () => volumeGiB)];
  const volumesGiB = Array.from({ length: nodesPerZone }, () => node).flat();
  // A StatefulSet replaces its pod in place: no surge.
  return { milliCpu, memoryMiB, pods: nodesPerZone, surge: 0, volumesGiB };
}

/** The nodes of one zone: no more of the store is ever restarted at a time. */
export function zoneValues(fleet: Fleet, zone: string): MediaStoreZoneValues {
  const labels = systemLabels(fleet, MEDIA_STORE, "db");
  const files = { "garage.toml": stringify(garageConfig(fleet)) };
  return {
    name: `${MEDIA_STORE}-${zone}`,
    zone,
    labels,
    spreadOver: selectorLabels(MEDIA_STORE),
    image: fleet.images.garage.reference,
    serviceAccount: MEDIA_STORE,
    resources: guaranteed(fleet.mediaStore),
    nodeSelector: poolSelector(fleet, "data"),
    priorityClass: PRIORITY_CLASSES.data,
    storageClass: fleet.storageClasses.media.name,
    files,
    filesChecksum: filesChecksum(files),
    configPath: PATHS.config,
    service: NODES_SERVICE,
    ports: { ...PORTS },
    nodes: zoneNodes(fleet, zone).map(({ name }) => ({
      name,
      labels: { ...labels, [NODE_LABEL]: name },
      selector: { ...selectorLabels(MEDIA_STORE), [NODE_LABEL]: name },
      volumes: volumes(fleet, name),
    })),
    secretMounts: [
      mounted(MEDIA_STORE_SECRETS.rpc, PATHS.rpcSecret),
      mounted(MEDIA_STORE_SECRETS.admin, PATHS.adminToken),
      mounted(MEDIA_STORE_SECRETS.metrics, PATHS.metricsToken),
    ],
  };
}
