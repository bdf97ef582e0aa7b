import { z } from "zod";
import { edgeValues } from "../edge/values";
import { secretMount, systemValues } from "../values";

export const pushGatewayValues = z.strictObject({
  pushGateway: systemValues.extend({
    replicas: z.number().int().min(1),
    configPath: z.string(),
    configFile: z.string(),
    publicPort: z.number().int(),
    metricsPort: z.number().int(),
    secrets: z.array(secretMount),
  }),
  edge: edgeValues,
});

export type PushGatewayValues = z.output<typeof pushGatewayValues>;
