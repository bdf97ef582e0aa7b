import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TRUST_STORE } from "../changes";
import type { Cluster } from "../cluster";
import { Container } from "../container/container";
import { USERS } from "../images";
import { systemFiles } from "../pods/pod";
import type { ReplicatedPostgres } from "./replicated-postgres";

const NAME = "writer";
const TABLE = "failover";
const UID = USERS.synapse ?? 0;

/** A client that commits increasing numbers, and knows which were acknowledged; Synapse's own driver, as Synapse connects. */
export class Writer {
  private readonly numbers: number[] = [];
  /** How many bytes of its output are read. */
  private read = 0;

  private constructor(
    private readonly container: Container,
    private readonly postgres: ReplicatedPostgres,
  ) {}

  static async start(
    cluster: Cluster,
    namespace: string,
    postgres: ReplicatedPostgres,
    password: string,
  ): Promise<Writer> {
    const { database, owner } = postgres.owner;
    await postgres.primary.sql(
      `create table ${TABLE} (number bigint primary key); alter table ${TABLE} owner to "${owner}"`,
      database,
    );
    const place = await cluster.network.join(`${namespace}.${NAME}`, ["pods"]);
    const { scratch, root } = cluster.ground;
    const folder = join(scratch, "pods", `${namespace}.${NAME}`);
    const image = cluster.image(cluster.plan.facts.images.synapse.reference);
    const who = { namespace, hostname: NAME, address: place.addresses.pods ?? "" };
    const connection = `host=${postgres.host} dbname=${database} user=${owner} sslmode=verify-full sslrootcert=${TRUST_STORE}`;
    const container = Container.start(
      root,
      {
        name: `${namespace}/${NAME}`,
        hostname: NAME,
        network: place.namespace,
        command: ["python", "/writer/writer.py", connection, TABLE],
        env: { ...image.env, PATH: image.path, PGPASSWORD: password },
        mounts: [
          ...image.mounts,
          ...systemFiles(folder, cluster.node, who),
          { from: __dirname, to: "/writer", writable: false },
        ],
        uid: UID,
        gid: UID,
        groups: [],
        folder: undefined,
      },
      join(scratch, "logs", namespace, "writer.log"),
    );
    cluster.atEnd(() => container.kill());
    return new Writer(container, postgres);
  }

  /** Every number whose commit was acknowledged, in order. */
  acknowledged(): readonly number[] {
    if (this.container.ended !== undefined) throw new Error(`the writer ended:\n${this.container.tail()}`);
    const all = readFileSync(this.container.log);
    const lines = all.subarray(this.read, all.lastIndexOf("\n") + 1);
    this.read += lines.length;
    for (const line of lines.toString().split("\n").slice(0, -1)) {
      if (!/^\d+$/.test(line)) throw new Error(`the writer said: ${line}`);
      this.numbers.push(Number(line));
    }
    return this.numbers;
  }

  /** Those of these numbers that an instance does not hold. */
  async missing(numbers: readonly number[], instance = this.postgres.primary): Promise<number[]> {
    const { database } = this.postgres.owner;
    const least = numbers[0] ?? 0;
    const held = await instance.sql(`select number from ${TABLE} where number >= ${least}`, database);
    const known = new Set(held.split("\n").map(Number));
    return numbers.filter((number) => !known.has(number));
  }
}
