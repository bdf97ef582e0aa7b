import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Plan } from "../../plan/plan";
import { eventually } from "../real/container/network";
import { databaseObjects, type Images } from "./changes";
import { is, type Kubernetes, type Pod } from "./kubernetes";

/** Seconds for three instances to be made one from the other, or to come together again. Assumption: a minute. */
const SECONDS = 300;

/** Between two questions: each is a process, on a machine that has others to run. */
const ASKING_MILLISECONDS = 1000;

/** What the operator calls a database of which every instance runs. */
const HEALTHY = "Cluster in healthy state";

/** The Cluster that every shard has. */
const NAME = "postgres";

const cluster = z.object({
  spec: z.object({
    instances: z.number(),
    managed: z.object({ roles: z.array(z.object({ passwordSecret: z.object({ name: z.string() }) })) }).optional(),
  }),
  status: z
    .object({
      phase: z.string().default(""),
      readyInstances: z.number().default(0),
      currentPrimary: z.string().default(""),
      targetPrimary: z.string().default(""),
    })
    .prefault({}),
});

/** One shard's database on the cluster, as its operator runs it. */
export class Database {
  private constructor(
    readonly kubernetes: Kubernetes,
    readonly namespace: string,
  ) {}

  /** Applies what the plan has for a shard's database; resolves once the operator calls it healthy. */
  static async create(kubernetes: Kubernetes, plan: Plan, namespace: string, images: Images): Promise<Database> {
    const objects = databaseObjects(plan, namespace, images);
    const [described] = objects.filter(({ kind }) => kind === "Cluster").map((each) => cluster.parse(each));
    const roles = described?.spec.managed?.roles ?? [];
    const passwords = roles.map(({ passwordSecret }) => ({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: passwordSecret.name, namespace },
      type: "kubernetes.io/basic-auth",
      stringData: { username: "authentication", password: randomBytes(24).toString("hex") },
    }));
    const database = new Database(kubernetes, namespace);
    const place = (kind: string) => kind === "Namespace" || kind === "PriorityClass";
    await kubernetes.apply(objects.filter(({ kind }) => place(kind)));
    await kubernetes.apply(passwords);
    await kubernetes.apply(objects.filter(({ kind }) => !place(kind)));
    await database.healthy(() => database.sql("checkpoint"));
    return database;
  }

  private described() {
    return this.kubernetes.get(cluster, "clusters.postgresql.cnpg.io", NAME, "-n", this.namespace);
  }

  /** Pods of its instances, the primary first. */
  async instances(): Promise<readonly [Pod, ...Pod[]]> {
    const { currentPrimary } = (await this.described()).status;
    const pods = await this.kubernetes.pods(this.namespace, `cnpg.io/cluster=${NAME},cnpg.io/podRole=instance`);
    const [primary] = pods.filter(({ metadata }) => metadata.name === currentPrimary);
    if (primary === undefined) throw new Error(`the primary ${currentPrimary} has no pod`);
    return [primary, ...pods.filter((pod) => pod !== primary)];
  }

  async primary(): Promise<Pod> {
    return (await this.instances())[0];
  }

  /** The primary and its two standbys, when all are there. */
  async three(): Promise<[Pod, Pod, Pod]> {
    const [primary, one, other, ...more] = await this.instances();
    if (one === undefined || other === undefined || more.length > 0) throw new Error("there are not three instances");
    return [primary, one, other];
  }

  /**
   * Waits until every instance runs, is ready, and follows one primary. Meanwhile `hurry` may be done again and again: an
   * instance is made from a copy that first waits for a checkpoint, which PostgreSQL spreads over minutes.
   */
  async healthy(hurry: () => Promise<unknown> = async () => {}): Promise<void> {
    let last = "";
    const settled = async () => {
      const { spec, status } = await this.described();
      last = `${status.phase}, ${status.readyInstances} of ${spec.instances} ready`;
      if (status.phase !== HEALTHY || status.currentPrimary !== status.targetPrimary) return undefined;
      const pods = await this.instances();
      const whole = pods.every((pod) => is(pod, "Ready") && pod.metadata.deletionTimestamp === undefined);
      return whole && pods.length === spec.instances ? true : undefined;
    };
    await eventually("a healthy database", SECONDS, async () => {
      const whole = await settled().catch((error: unknown) => {
        last = String(error);
        return undefined;
      });
      if (whole === undefined) await Promise.all([pause(ASKING_MILLISECONDS), hurry().catch(() => {})]);
      return whole;
    }).catch((error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : error} Last: ${last}`);
    });
  }

  /** What tells whether a fault has been noticed: which pod, started how often, is the primary. */
  async primaryIdentity(): Promise<string> {
    const { metadata, status } = await this.primary();
    return [metadata.uid, ...status.containerStatuses.map(({ restartCount }) => restartCount)].join("/");
  }

  /** Runs statements as the superuser in an instance, the primary unless another is named. */
  async sql(statements: string, instance?: Pod): Promise<string> {
    const pod = instance ?? (await this.primary());
    const psql = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", "homeserver"];
    const { name } = pod.metadata;
    const command = ["exec", "-i", "-n", this.namespace, name, "-c", "postgres", "--", ...psql];
    return (await this.kubernetes.kubectl(command, statements)).trim();
  }
}
