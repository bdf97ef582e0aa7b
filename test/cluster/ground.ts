import { z } from "zod";

/** Environment variable by which test/cluster/run.ts hands over what it installed. */
export const HANDED_OVER = "FOOTPRINT_CLUSTER";

const ground = z.strictObject({
  /** Folder of this run alone, removed after it. */
  scratch: z.string(),
  /** What the order of faults and the pauses before them follow from. */
  seed: z.number(),
  kubectl: z.string(),
  /** A cluster of the user's, in place of one that is made here. */
  kubeconfig: z.string().optional(),
  /** What a cluster is made of here. */
  machine: z
    .strictObject({
      /** Root folder of a node. */
      root: z.string(),
      /** Folder of the images as archives. */
      images: z.string(),
      /** The control group that holds the nodes' pods, from the top. */
      cgroup: z.string(),
      etcd: z.string(),
      apiServer: z.string(),
      /** Folder of Kubernetes' other programs. */
      kubernetes: z.string(),
      /** Folder of the operator's manifests. */
      operator: z.string(),
      /** Folder of the kinds of others, as CustomResourceDefinitions. */
      crds: z.string(),
    })
    .optional(),
});

/** What a run of the tests works with. */
export type Ground = z.output<typeof ground>;

/** What a cluster is made of here. */
export type Machine = NonNullable<Ground["machine"]> & Pick<Ground, "scratch" | "kubectl">;

/** What was installed for this run; throws unless test/cluster/run.ts started this process. */
export function thisGround(): Ground {
  const text = process.env[HANDED_OVER];
  if (text === undefined) throw new Error("Run these tests by test/cluster/run.ts.");
  return ground.parse(JSON.parse(text));
}
