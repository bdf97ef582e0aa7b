import type { z } from "zod";
import { borderValues } from "./border/values";
import { mediaStoreValues, mediaStoreZoneValues } from "./media-store/values";
import type { ChartName } from "./release";
import { restoreDrillsValues } from "./restore-drills/values";
import { shardDataValues, shardValues } from "./shard";

/** The schema of each chart's values; charts/<name>/values.schema.json is generated from it. */
export const CHART_VALUES: Readonly<Record<ChartName, z.ZodType>> = {
  border: borderValues,
  "media-store": mediaStoreValues,
  "media-store-zone": mediaStoreZoneValues,
  "restore-drills": restoreDrillsValues,
  shard: shardValues,
  "shard-data": shardDataValues,
};
