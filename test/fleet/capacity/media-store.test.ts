import fc from "fast-check";
import { demandOf } from "../../../fleet/capacity/load";
import { mediaStoreCapacity } from "../../../fleet/capacity/media-store";
import { PARAMETERS } from "../../../fleet/capacity/parameters";
import { anyAgents, anyLoad, MEASURED } from "./loads";

test("665 000 agents at the measured load fill seven nodes a zone in a year", () => {
  // 332 500 active × 1.15 × 21 × 0.29 MB = 2 168.7 GiB a month, 26 025 a year: 6.5 nodes of 4 × 1 000 GiB.
  expect(mediaStoreCapacity([166_000, 499_000], MEASURED)).toMatchObject({ nodesPerZone: 7, volumeGiB: 1000 });
});

test("each zone holds a year's files of all shards, whatever the load", () => {
  fc.assert(
    fc.property(fc.array(anyAgents, { maxLength: 20 }), anyLoad, (agents, load) => {
      const { nodesPerZone, volumesPerNode, volumeGiB, metadataGiB } = mediaStoreCapacity(agents, load);
      const asked = agents.reduce((sum, each) => sum + demandOf(each, load).mediaGiBPerMonth, 0);
      expect(nodesPerZone * volumesPerNode * volumeGiB).toBeGreaterThanOrEqual(asked * PARAMETERS.storageMonths.value);
      expect(volumeGiB).toBeLessThanOrEqual(PARAMETERS.mediaVolumeMost.value);
      expect(Math.min(nodesPerZone, volumesPerNode, metadataGiB)).toBeGreaterThan(0);
    }),
  );
});

test("more agents never make a volume smaller, which Kubernetes would refuse", () => {
  fc.assert(
    fc.property(anyAgents, anyAgents, (some, more) => {
      const [before, after] = [mediaStoreCapacity([some], MEASURED), mediaStoreCapacity([some, more], MEASURED)];
      expect(after.volumeGiB).toBeGreaterThanOrEqual(before.volumeGiB);
      expect(after.metadataGiB).toBeGreaterThanOrEqual(before.metadataGiB);
      expect(after.nodesPerZone).toBeGreaterThanOrEqual(before.nodesPerZone);
    }),
  );
});
