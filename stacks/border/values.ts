import { z } from "zod";
import { systemValues } from "../values";

export const borderValues = z.strictObject({
  border: systemValues.extend({ replicas: z.number().int().min(1), port: z.number().int() }),
});

export type BorderValues = z.output<typeof borderValues>;
