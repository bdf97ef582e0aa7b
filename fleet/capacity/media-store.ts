import { type DeclaredLoad, demandOf } from "./load";
import { PARAMETERS } from "./parameters";
import { volumeGiB } from "./storage";
import type { Compute } from "./topology";

/** The media store of an environment: nodes alike, as many in each zone, so that each zone holds every file once. */
export interface MediaStoreCapacity extends Compute {
  readonly nodesPerZone: number;
  readonly volumesPerNode: number;
  /** Each of a node's volumes for files. */
  readonly volumeGiB: number;
  /** A node's volume for what is known of files. */
  readonly metadataGiB: number;
}

/** The media store for shards of so many registered agents each, at the declared load. */
export function mediaStoreCapacity(registered: readonly number[], load: DeclaredLoad): MediaStoreCapacity {
  const { storageMonths, mediaVolumesPerNode, mediaVolumeMost, mediaMetadataShare } = PARAMETERS;
  const { mediaStoreCores, mediaStoreMemory } = PARAMETERS;
  const total = registered.reduce((sum, agents) => sum + demandOf(agents, load).mediaGiBPerMonth, 0);
  const asked = total * storageMonths.value;
  const volumesPerNode = mediaVolumesPerNode.value;
  const nodesPerZone = Math.max(1, Math.ceil(asked / (volumesPerNode * mediaVolumeMost.value)));
  // Nodes are added when the first is full: its volumes never shrink, which Kubernetes refuses.
  const volume = nodesPerZone > 1 ? mediaVolumeMost.value : volumeGiB(asked / volumesPerNode, mediaVolumeMost.value);
  return {
    nodesPerZone,
    volumesPerNode,
    volumeGiB: volume,
    metadataGiB: volumeGiB(volume * volumesPerNode * mediaMetadataShare.value, mediaVolumeMost.value),
    milliCpu: mediaStoreCores.value * 1000,
    memoryMiB: mediaStoreMemory.value * 1024,
  };
}
