import type { z } from "zod";
import { borderValues } from "./border/values";
import type { ChartName } from "./release";
import { shardDataValues, shardValues } from "./shard";

/** The schema of each chart's values; charts/<name>/values.schema.json is generated from it. */
export const CHART_VALUES: Readonly<Record<ChartName, z.ZodType>> = {
  border: borderValues,
  shard: shardValues,
  "shard-data": shardDataValues,
};
