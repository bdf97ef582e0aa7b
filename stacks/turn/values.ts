import { z } from "zod";
import { edgeValues } from "../edge/values";
import { resources, systemValues } from "../values";

export const turnValues = z.strictObject({
  turn: systemValues.extend({
    /** User and group of coturn. */
    uid: z.number().int(),
    /** Nodes that a relay is declared for. */
    nodes: z.array(z.string()).min(1),
    filesPath: z.string(),
    /** Memory, for the configuration with its secrets. */
    runPath: z.string(),
    ports: z.strictObject({ listening: z.number().int(), tls: z.number().int(), metrics: z.number().int() }),
    /** What loads the node's firewall. */
    firewall: z.strictObject({ image: z.string(), command: z.array(z.string()).min(1) }),
    prepareCommand: z.array(z.string()).min(1),
    command: z.array(z.string()).min(1),
    drainCommand: z.array(z.string()).min(1),
    /** Seconds that calls are given to end before a relay does. */
    drainSeconds: z.number().int().min(1),
    /** Small containers that prepare: the same for each. */
    initResources: resources,
    /** Secrets whose lines are appended to the configuration; each becomes the file `<file>`. */
    secrets: z.strictObject({
      path: z.string(),
      from: z.array(z.strictObject({ secretName: z.string(), key: z.string(), file: z.string() })).min(1),
    }),
    /** The relays' certificates, each in a folder of its node's name. */
    certificates: z.strictObject({
      path: z.string(),
      from: z
        .array(z.strictObject({ secretName: z.string(), keys: z.array(z.string()).min(1), node: z.string() }))
        .min(1),
    }),
  }),
  /** Each relay's own; no edge stands before them. */
  edge: edgeValues.pick({ labels: true, certificates: true }),
});

export type TurnValues = z.output<typeof turnValues>;
