import { BORDER_NAMESPACE, type Fleet, liveShards } from "../../fleet/fleet";
import { COPIES_IN_FLEET, withSmallMediaStore } from "./changes";
import { Cluster } from "./cluster";
import { thisGround } from "./ground";
import { RunningMediaStore } from "./media-store";
import { planOf } from "./plan";
import { RunningShard, type ShardOptions } from "./shard";
import { Edge, publicNames } from "./stand-ins/edge";

/** The plan of prod in a cluster with its border, its media store and an edge, in which a test starts the shards that it is about. */
export class Stage {
  private constructor(
    readonly cluster: Cluster,
    private readonly edge: Edge,
  ) {}

  static async open(change: (fleet: Fleet) => Fleet): Promise<Stage> {
    const ground = thisGround();
    const plan = await planOf(ground, "prod", (fleet) => withSmallMediaStore(change(fleet)));
    const cluster = await Cluster.start(ground, plan);
    const upstreams = liveShards(plan.facts).map((shard) => ({
      name: shard.name,
      hosts: publicNames(shard),
      server: `router.${shard.namespace}.svc.cluster.local:8008`,
    }));
    const edge = await Edge.start(cluster, "edge", upstreams);
    const borders = cluster.objects(BORDER_NAMESPACE, "Deployment");
    await Promise.all([
      RunningMediaStore.start(cluster),
      ...borders.map((border) => cluster.run(border, COPIES_IN_FLEET)),
    ]);
    return new Stage(cluster, edge);
  }

  /** Starts a shard with all its pods. */
  start(shard: string, options?: ShardOptions): Promise<RunningShard> {
    return RunningShard.start(this.cluster, shard, this.edge.address, options);
  }

  /** Where a shard's names lead to from outside. */
  get address(): string {
    return this.edge.address;
  }

  async close(): Promise<void> {
    await this.cluster.stop();
  }
}
