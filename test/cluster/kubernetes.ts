import { z } from "zod";
import { run } from "../real/container/network";

const pod = z.object({
  metadata: z.object({ name: z.string(), uid: z.string(), deletionTimestamp: z.string().optional() }),
  spec: z.object({ nodeName: z.string().optional() }),
  status: z.object({
    podIP: z.string().optional(),
    conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
    containerStatuses: z
      .array(z.object({ name: z.string(), containerID: z.string().optional(), restartCount: z.number() }))
      .default([]),
  }),
});

export type Pod = z.output<typeof pod>;

/** Whether a pod has a condition, as its kubelet or, after its loss, the control plane says. */
export function is({ status }: Pod, condition: string): boolean {
  return status.conditions.some(({ type, status: value }) => type === condition && value === "True");
}

/** A cluster, through kubectl. */
export class Kubernetes {
  constructor(
    private readonly program: string,
    private readonly kubeconfig: string,
  ) {}

  kubectl(args: readonly string[], input = ""): Promise<string> {
    const command = [this.program, `--kubeconfig=${this.kubeconfig}`, ...args];
    return run(command, input, `kubectl ${args.join(" ")}`);
  }

  /** Creates or changes objects; what others own in them is taken over. */
  async apply(objects: readonly object[]): Promise<void> {
    const list = { apiVersion: "v1", kind: "List", items: objects };
    await this.kubectl(["apply", "--server-side", "--force-conflicts", "-f", "-"], JSON.stringify(list));
  }

  async get<T>(schema: z.ZodType<T>, ...args: readonly string[]): Promise<T> {
    return schema.parse(JSON.parse(await this.kubectl(["get", ...args, "-o", "json"])));
  }

  async pods(namespace: string, selector: string): Promise<readonly Pod[]> {
    const list = z.object({ items: z.array(pod) });
    return (await this.get(list, "pods", "-n", namespace, "-l", selector)).items;
  }

  /** Waits until all pods of a Deployment are ready. */
  async available(namespace: string, deployment: string, seconds: number): Promise<void> {
    await this.kubectl(["rollout", "status", "-n", namespace, `deployment/${deployment}`, `--timeout=${seconds}s`]);
  }
}
