import { TRUST_STORE } from "../changes";
import type { Cluster } from "../cluster";
import { eventually } from "../container/network";
import {
  accessRules,
  type ClusterSpec,
  type DatabaseOwner,
  databaseCluster,
  databaseOwners,
  specOf,
} from "../databases";
import { own, SERVER, servingParameters } from "../postgres";
import { certificatePaths, DATA, Instance } from "../postgres-instance";
import { makeDatabase } from "../postgres-template";
import { serviceNames } from "../services";
import {
  hasQuorum,
  STANDBY_QUERY,
  type Standby,
  type Synchronous,
  standbyFrom,
  synchronousStandbyNames,
} from "./operator";

/**
 * Set otherwise than rendered, for time alone: standbys ask anew at once and not after PostgreSQL's five seconds, and
 * little WAL is kept beyond what slots hold, in segments of 1 MiB: pg_rewind copies all of it, and each promotion leaves a
 * segment more.
 */
const FAST = {
  wal_retrieve_retry_interval: "100ms",
  wal_keep_size: "16MB",
  min_wal_size: "8MB",
  max_wal_size: "64MB",
} as const;
const SMALL_SEGMENTS = "--wal-segsize=1";

/** As for servers, whose fsync is off: nobody cuts the power. */
const NO_SYNC = "--no-sync";

const REPLICATION_USER = "streaming_replica";

/** Functions that pg_rewind calls (internal/cmd/manager/instance/run/lifecycle/run.go, configurePgRewindPrivileges). */
const REWIND_FUNCTIONS = [
  "pg_ls_dir(text, boolean, boolean)",
  "pg_stat_file(text, boolean)",
  "pg_read_binary_file(text)",
  "pg_read_binary_file(text, bigint, bigint, boolean)",
];

/** Seconds until a standby follows. Assumption: one that has to wait for another's start. */
const FOLLOW_SECONDS = 60;

const slotOf = (name: string) => `_cnpg_${name.replaceAll("-", "_")}`;

/** Whether commits wait for a standby: as rendered, or not at all, for a control. */
export type Commits = "as rendered" | "asynchronous";

/** All instances of a rendered Cluster, and what the operator does with them when the primary is lost. */
export class ReplicatedPostgres {
  readonly owner: DatabaseOwner;
  /** Name that clients and standbys know the primary by. */
  readonly host: string;
  primary: Instance;
  private readonly synchronous: Synchronous;

  private constructor(
    private readonly cluster: Cluster,
    private readonly spec: ClusterSpec,
    private readonly commits: Commits,
    readonly instances: readonly [Instance, ...Instance[]],
    { owner, host }: { readonly owner: DatabaseOwner; readonly host: string },
  ) {
    const { synchronous } = spec.postgresql;
    if (synchronous?.dataDurability !== "required" || !synchronous.failoverQuorum)
      throw new Error("commits are not required to reach a standby, or failovers a quorum.");
    this.synchronous = synchronous;
    this.owner = owner;
    this.host = host;
    this.primary = instances[0];
  }

  static async start(
    cluster: Cluster,
    namespace: string,
    password: string,
    commits: Commits,
  ): Promise<ReplicatedPostgres> {
    const rendered = databaseCluster(cluster.plan, namespace);
    const spec = specOf(rendered);
    const { name } = rendered.object.metadata;
    const names = serviceNames(namespace, `${name}-rw`);
    const client = await cluster.authority.issue(REPLICATION_USER, [REPLICATION_USER], "client");
    const create = async (number: number) => {
      const instance = await Instance.create(cluster, namespace, `${name}-${number}`);
      cluster.atEnd(() => instance.kill());
      instance.certify(SERVER, await cluster.authority.issue(`${namespace}-${instance.name}`, names));
      instance.certify(REPLICATION_USER, client);
      return instance;
    };
    const standbys: Instance[] = [];
    const primary = await create(1);
    for (let number = 2; number <= spec.instances; number += 1) standbys.push(await create(number));
    const [owner] = databaseOwners(cluster.plan, namespace);
    const known = { owner, host: names.at(-1) ?? "" };
    const made = new ReplicatedPostgres(cluster, spec, commits, [primary, ...standbys], known);
    await made.bootstrap(password);
    for (const standby of standbys) await made.join(standby);
    await made.untilFollowed();
    return made;
  }

  get standbys(): Instance[] {
    return this.instances.filter((each) => each !== this.primary);
  }

  private parameters({ name }: Instance): Record<string, string> {
    const others = this.instances.map((each) => each.name).filter((each) => each !== name);
    return {
      ...servingParameters(this.spec),
      ...FAST,
      archive_mode: "off",
      synchronous_standby_names:
        this.commits === "as rendered" ? synchronousStandbyNames(this.synchronous, others, name) : "",
      primary_conninfo: this.connection(name),
      primary_slot_name: slotOf(name),
      recovery_target_timeline: "latest",
    };
  }

  /** How an instance reaches the primary (pkg/management/postgres/conninfo.go, buildPrimaryConnInfo). */
  private connection(name: string): string {
    const { certificate, key } = certificatePaths(REPLICATION_USER);
    return [
      `host=${this.host} user=${REPLICATION_USER} port=5432 dbname=postgres application_name=${name}`,
      `sslkey=${key} sslcert=${certificate} sslrootcert=${TRUST_STORE} sslmode=verify-ca`,
    ].join(" ");
  }

  /** The first primary: an empty server with the rendered database, and what the others need to follow it. */
  private async bootstrap(password: string): Promise<void> {
    const { primary, owner, spec } = this;
    await primary.initialise(SMALL_SEGMENTS);
    primary.write("pg_hba.conf", accessRules(spec));
    // Nobody follows yet: what it wrote now would wait for ever.
    await primary.start({ ...this.parameters(primary), synchronous_standby_names: "" });
    await makeDatabase(primary, owner, spec.bootstrap.postInitApplicationSQL);
    await own(primary, owner, password);
    const grants = REWIND_FUNCTIONS.map(
      (each) => `grant execute on function pg_catalog.${each} to ${REPLICATION_USER};`,
    );
    await primary.sql(`create role ${REPLICATION_USER} replication login; ${grants.join(" ")}`);
    await primary.stop();
    await primary.start(this.parameters(primary));
    await this.lead();
  }

  /** Makes the slots of the others (replicationSlots.highAvailability, on by default), and takes the name of the primary. */
  private async lead(): Promise<void> {
    const slots = this.standbys.map(({ name }) => `('${slotOf(name)}')`).join(", ");
    await this.primary.sql(
      `select pg_create_physical_replication_slot(slot, true) from (values ${slots}) as wanted (slot)
       where slot not in (select slot_name from pg_replication_slots)`,
    );
    await this.cluster.name([this.host], this.primary.address);
  }

  /** Joins an empty instance (pkg/management/postgres/join.go). */
  private async join(instance: Instance): Promise<void> {
    const from = ["--no-password", "--dbname", this.connection(instance.name)];
    await instance.run(["pg_basebackup", "--pgdata", DATA, "--checkpoint=fast", NO_SYNC, ...from]);
    await this.follow(instance);
  }

  private async follow(instance: Instance): Promise<void> {
    instance.write("standby.signal", "");
    await instance.start(this.parameters(instance));
    // Its own as a primary: the operator drops what a standby does not need, or it would keep its WAL for ever.
    await instance.sql("select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active");
  }

  /** Waits until every standby follows, and counts in the commits as this test says that it does. */
  async untilFollowed(): Promise<void> {
    const expected = this.commits === "as rendered" ? "quorum" : "async";
    const all = this.standbys.map(({ name }) => `${name}|streaming|${expected}`).join("\n");
    await eventually(`${all} of ${this.primary.name}`, FOLLOW_SECONDS, async () => {
      const state = await this.primary.sql(
        "select application_name, state, sync_state from pg_stat_replication order by application_name",
      );
      return state === all || undefined;
    });
  }

  /** Stops what the primary sends to a standby, as a link that carries nothing does; the primary goes on. */
  async hold(standby: Instance): Promise<void> {
    const sender = await this.primary.sql(
      `select pid from pg_stat_replication where application_name = '${standby.name}'`,
    );
    if (sender === "") throw new Error(`${this.primary.name} sends nothing to ${standby.name}.`);
    await this.primary.signal(Number(sender), "STOP");
  }

  /** Asks standbys how far they have come, when they receive no more. */
  ask(standbys: readonly Instance[]): Promise<Standby[]> {
    return Promise.all(
      standbys.map((each) =>
        each.until("receives no more", FOLLOW_SECONDS, async () =>
          standbyFrom(each.name, await each.sql(STANDBY_QUERY)),
        ),
      ),
    );
  }

  /** Whether the operator may promote one of these in the place of the primary. */
  mayFailOver(promotable: readonly Standby[]): boolean {
    return hasQuorum(
      this.synchronous,
      this.standbys.map(({ name }) => name),
      promotable,
    );
  }

  /** Promotes a standby (pkg/management/postgres/promote.go, PromoteAndWait). */
  async promote({ name }: Standby): Promise<void> {
    const chosen = this.instances.find((each) => each.name === name);
    if (chosen === undefined) throw new Error(`${name} is no instance.`);
    if ((await chosen.sql("select pg_promote()")) !== "t") throw new Error(`${name} was not promoted.`);
    // pg_rewind reads the new timeline from the checkpoint.
    await chosen.sql("checkpoint");
    this.primary = chosen;
    await this.lead();
  }

  /** Makes a stopped instance follow the new primary (pkg/management/postgres/instance.go, Rewind; there is no archive). */
  async rejoin(instance: Instance): Promise<void> {
    await instance.run([
      "pg_rewind",
      NO_SYNC,
      "--source-server",
      this.connection(instance.name),
      "--target-pgdata",
      DATA,
    ]);
    await this.follow(instance);
  }
}
