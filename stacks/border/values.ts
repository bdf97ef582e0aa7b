import { z } from "zod";
import { edgeValues } from "../edge/values";
import { systemValues } from "../values";

const port = z.number().int();
const seconds = z.number().int();

const borderInboundValues = systemValues.extend({
  replicas: z.number().int().min(1),
  folder: z.string(),
  ports: z.strictObject({ federation: port, metrics: port }),
  /** How long the pod waits before it stops, until nobody sends to it any more, and how long it may take in all. */
  seconds: z.strictObject({ drain: seconds, stop: seconds }),
});

export const borderValues = z.strictObject({
  border: systemValues.extend({ replicas: z.number().int().min(1), port }),
  borderInbound: borderInboundValues,
  edge: edgeValues,
});

export type BorderInboundValues = z.output<typeof borderInboundValues>;
export type BorderValues = z.output<typeof borderValues>;
