import { BORDER_NAMESPACE, type Fleet } from "../../fleet/fleet";
import { COPIES_IN_FLEET, withSmallMediaStore } from "./changes";
import { Cluster } from "./cluster";
import { thisGround } from "./ground";
import type { Ground } from "./images";
import { RunningMediaStore } from "./media-store";
import { planOf } from "./plan";
import { RunningShard, type ShardOptions } from "./shard";
import { Edge, shardUpstreams } from "./stand-ins/edge";

/** The plan of prod in a cluster with its border, its media store and an edge, in which a test starts the shards that it is about. */
export class Stage {
  private constructor(
    private readonly ground: Ground,
    readonly cluster: Cluster,
    private readonly edge: Edge,
    private readonly change: (fleet: Fleet) => Fleet,
  ) {}

  static async open(change: (fleet: Fleet) => Fleet): Promise<Stage> {
    const ground = thisGround();
    const plan = await planOf(ground, "prod", (fleet) => withSmallMediaStore(change(fleet)));
    const cluster = await Cluster.start(ground, plan);
    const edge = await Edge.start(cluster, "edge", shardUpstreams(plan.facts));
    const borders = cluster.objects(BORDER_NAMESPACE, "Deployment");
    await Promise.all([
      RunningMediaStore.start(cluster),
      ...borders.map((border) => cluster.run(border, COPIES_IN_FLEET)),
    ]);
    return new Stage(ground, cluster, edge, change);
  }

  /** Deploys the border alone anew, as another state of a perimeter asks for it. */
  async redeployBorder(change: (fleet: Fleet) => Fleet): Promise<void> {
    const plan = await planOf(this.ground, "prod", (fleet) => withSmallMediaStore(change(this.change(fleet))));
    this.cluster.apply(plan.objects.filter(({ object }) => object.metadata.namespace === BORDER_NAMESPACE));
    for (const border of this.cluster.objects(BORDER_NAMESPACE, "Deployment"))
      await this.cluster.rollOut(border, COPIES_IN_FLEET);
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
