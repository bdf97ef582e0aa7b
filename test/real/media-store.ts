import { z } from "zod";
import { MEDIA_STORE_NAMESPACE } from "../../fleet/fleet";
import type { PlannedObject } from "../../plan/plan";
import { MEDIA_STORE_REGION, PORTS } from "../../stacks/media-store/places";
import { MOST_DELETIONS } from "./changes";
import type { Cluster } from "./cluster";
import type { Completed, Pod } from "./pods/pod";
import { request } from "./request";
import { StoreClient } from "./s3";
import { secretValues, storeKeyIn } from "./secrets";

const layout = z.object({
  version: z.number(),
  roles: z.array(z.object({ id: z.string(), zone: z.string(), capacity: z.number() })),
  parameters: z.object({ zoneRedundancy: z.unknown() }),
  stagedRoleChanges: z.array(z.unknown()),
});
const health = z.object({ status: z.string(), connectedNodes: z.number() });
const buckets = z.array(z.object({ id: z.string() }));
const bucket = z.looseObject({ keys: z.array(z.looseObject({ accessKeyId: z.string() })) });

/** The media store of a plan that runs: its nodes, and what the rendered Jobs make of them. */
export class RunningMediaStore {
  private constructor(
    private readonly cluster: Cluster,
    public nodes: readonly Pod[],
  ) {}

  /** Starts every node and sets the store up. */
  static async start(cluster: Cluster): Promise<RunningMediaStore> {
    cluster.setSecrets(MEDIA_STORE_NAMESPACE, secretValues(cluster.plan, MEDIA_STORE_NAMESPACE, ""));
    const sets = cluster.objects(MEDIA_STORE_NAMESPACE, "StatefulSet");
    const started = await Promise.all(sets.map((each) => cluster.run(each)));
    const store = new RunningMediaStore(cluster, started.flat());
    const { code, log } = await store.setUp();
    if (code !== 0) throw new Error(`the set-up ended with ${code}:\n${log}`);
    return store;
  }

  private job(kind: "Job" | "CronJob", name: string): PlannedObject {
    const found = this.cluster
      .objects(MEDIA_STORE_NAMESPACE, kind)
      .find(({ object }) => object.metadata.name.startsWith(name));
    if (found === undefined) throw new Error(`no ${kind} ${name}.`);
    return found;
  }

  /** Runs the Job that makes the nodes one store with its buckets and keys. */
  setUp(): Promise<Completed> {
    return this.cluster.complete(this.job("Job", "media-store-setup"));
  }

  /** Runs the CronJob that lets nodes find each other. */
  connect(): Promise<Completed> {
    return this.cluster.complete(this.job("CronJob", "media-store-connect"));
  }

  /** Runs the CronJob that copies all files to the second site; it may delete as many there as changes.ts says. */
  copy(): Promise<Completed> {
    const { object, ...planned } = this.job("CronJob", "media-copy");
    const fewer = JSON.stringify(object).replaceAll(/("--max-delete",)"\d+"/g, `$1"${MOST_DELETIONS}"`);
    return this.cluster.complete({ ...planned, object: JSON.parse(fewer) });
  }

  /** Stops all nodes at once and starts them with other addresses. */
  async restartElsewhere(): Promise<void> {
    this.nodes = await this.cluster.restartElsewhere(this.nodes);
  }

  /** Who holds the key of a Secret, asking one of the nodes; the first unless named. */
  client(namespace: string, secret: string, node = this.nodes[0]): StoreClient {
    const endpoint = `http://${node?.address}:${PORTS.s3}`;
    return new StoreClient({ endpoint, region: MEDIA_STORE_REGION }, storeKeyIn(this.cluster.plan, namespace, secret));
  }

  /** What a node's administration answers. */
  private async ask(path: string, node = this.nodes[0]): Promise<unknown> {
    const token = this.cluster.secret(MEDIA_STORE_NAMESPACE, "media-store-admin", "admin-token");
    const url = new URL(`/v2/${path}`, `http://${node?.address}:${PORTS.admin}`);
    const { status, text } = await request(url, { headers: { authorization: `Bearer ${token}` } });
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return JSON.parse(text);
  }

  async layout(): Promise<z.output<typeof layout>> {
    return layout.parse(await this.ask("GetClusterLayout"));
  }

  /** How the store is, as one node sees it. */
  async health(node?: Pod): Promise<z.output<typeof health>> {
    return health.parse(await this.ask("GetClusterHealth", node));
  }

  /** All that the set-up decides: layout, buckets with their quotas and permissions, keys. */
  async state(): Promise<unknown> {
    const all = buckets.parse(await this.ask("ListBuckets"));
    const described = await Promise.all(
      all.map(async ({ id }) => {
        const { keys, ...others } = bucket.parse(await this.ask(`GetBucketInfo?id=${id}`));
        // Garage lists them in no order.
        return { ...others, keys: [...keys].sort((a, b) => a.accessKeyId.localeCompare(b.accessKeyId)) };
      }),
    );
    return { layout: await this.ask("GetClusterLayout"), buckets: described, keys: await this.ask("ListKeys") };
  }
}
