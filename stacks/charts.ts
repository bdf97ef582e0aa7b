import type { z } from "zod";
import { admissionValues } from "./admission/values";
import { antivirusValues } from "./antivirus/values";
import { borderValues } from "./border/values";
import { driftValues } from "./drift/values";
import { identityServerValues } from "./identity-server/values";
import { logCollectorValues } from "./log-collector/values";
import { mediaStoreValues, mediaStoreZoneValues } from "./media-store/values";
import { monitoringValues } from "./monitoring/values";
import { pushGatewayValues } from "./push-gateway/values";
import type { ChartName } from "./release";
import { restoreDrillsValues } from "./restore-drills/values";
import { shardDataValues, shardValues } from "./shard";
import { turnValues } from "./turn/values";

/** The schema of each chart's values; charts/<name>/values.schema.json is generated from it. */
export const CHART_VALUES: Readonly<Record<ChartName, z.ZodType>> = {
  admission: admissionValues,
  antivirus: antivirusValues,
  border: borderValues,
  drift: driftValues,
  "identity-server": identityServerValues,
  "log-collector": logCollectorValues,
  "media-store": mediaStoreValues,
  "media-store-zone": mediaStoreZoneValues,
  monitoring: monitoringValues,
  "push-gateway": pushGatewayValues,
  "restore-drills": restoreDrillsValues,
  shard: shardValues,
  "shard-data": shardDataValues,
  turn: turnValues,
};
