import { z } from "zod";

/** What the policies take from an environment; their templates are generated from the rules. */
export const admissionValues = z.strictObject({
  admission: z.strictObject({
    environment: z.string(),
    registry: z.string(),
    operatorNamespace: z.string(),
    certificatesNamespace: z.string(),
  }),
});

export type AdmissionValues = z.output<typeof admissionValues>;
