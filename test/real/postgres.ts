import { join } from "node:path";
import type { PlannedObject } from "../../plan/plan";
import { POSTGRES_PARAMETERS, TRUST_STORE } from "./changes";
import type { Cluster } from "./cluster";
import { run } from "./container/network";
import {
  accessRules,
  type ClusterSpec,
  completeParameters,
  type DatabaseOwner,
  databaseCluster,
  databaseOwners,
  specOf,
} from "./databases";
import { certificatePaths, Instance, type Programs } from "./postgres-instance";
import { template } from "./postgres-template";
import { serviceNames } from "./services";

/*
 * Stands in for CloudNativePG: one plain PostgreSQL for a Cluster of the plan, with its rendered parameters, rules of
 * access, databases, roles and Secrets. Three of them, and what the operator does with them, are in failover/.
 */

/** Seconds until a restored server has replayed the archive. Assumption: a test's segments, a process for each. */
const RECOVERY_SECONDS = 300;

/** Where a server's files come from when they are not made anew. */
export interface Restored {
  /**
   * Brings a base backup into the empty folder DATA; `run` runs a command as PostgreSQL's user in its own container, with
   * the options' programs. It resolves to what the command printed, and rejects with that where it failed.
   */
  readonly restore: (run: (command: readonly string[], input?: string) => Promise<string>) => Promise<void>;
  /** PostgreSQL's restore_command: %f is the segment's name, %p where it is wanted. */
  readonly command: string;
  /** Instant to recover to, RFC 3339; default: the rendered Cluster's own, or the end of the archive where it has none. */
  readonly targetTime?: string;
}

export interface PostgresOptions {
  /** PostgreSQL's archive_command; with it the rendered archive_timeout counts. Default: nothing is archived. */
  readonly archive?: string;
  /** Default: an empty server with Synapse's schema. */
  readonly restored?: Restored;
  /** Programs that these commands call. */
  readonly programs?: Programs;
  /** The rendered Cluster; default: the one of the namespace in the plan. */
  readonly rendered?: PlannedObject;
}

/** Name of a server's certificate. */
export const SERVER = "server";

/** The parameters of a server that answers by TLS, from the rendered ones. */
export function servingParameters(spec: ClusterSpec): Record<string, string> {
  const tls = certificatePaths(SERVER);
  return {
    ...completeParameters(spec),
    ...POSTGRES_PARAMETERS,
    ssl: "on",
    ssl_cert_file: tls.certificate,
    ssl_key_file: tls.key,
    // Of those who come with a certificate of their own.
    ssl_ca_file: TRUST_STORE,
  };
}

/** Archiving as the operator sets it, with another command in the place of its own. */
function archiving({ postgresql }: ClusterSpec, command: string | undefined): Record<string, string> {
  if (command === undefined) return { archive_mode: "off" };
  // The operator's own default where the Cluster says nothing.
  const { archive_timeout = "5min" } = postgresql.parameters;
  return { archive_mode: "on", archive_command: command, archive_timeout };
}

/**
 * Recovers as the operator does (CloudNativePG 1.30.0, pkg/management/postgres/restore.go): nothing is archived until
 * the recovery has ended with a promotion, and only then the server is started for use.
 */
async function recover(
  instance: Instance,
  { bootstrap }: ClusterSpec,
  restored: Restored,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  // As the operator writes it: PostgreSQL knows no Z before it has read its time zones.
  const targetTime = (restored.targetTime ?? bootstrap.recoveryTarget?.targetTime)?.replace(/Z$/, "+00:00");
  instance.write("recovery.signal", "");
  await instance.start({
    ...parameters,
    ...(parameters.archive_mode === "on" ? { archive_command: "false" } : {}),
    restore_command: restored.command,
    recovery_target_action: "promote",
    ...(targetTime === undefined ? {} : { recovery_target_time: targetTime, recovery_target_inclusive: "on" }),
  });
  await instance.until("ends its recovery", RECOVERY_SECONDS, async () =>
    (await instance.sql("select pg_is_in_recovery()")) === "f" ? true : undefined,
  );
  await instance.stop();
}

/** A PostgreSQL server in a place of its own. */
export class Postgres {
  private constructor(private readonly instance: Instance) {}

  /**
   * The server of one shard, under the name that the operator gives it, with each owner's password set. Rejects with
   * the last words of PostgreSQL or of a command where it cannot be restored, and leaves nothing then but its log.
   */
  static async start(
    cluster: Cluster,
    namespace: string,
    password: (owner: DatabaseOwner) => string,
    options: PostgresOptions = {},
  ): Promise<Postgres> {
    const rendered = options.rendered ?? databaseCluster(cluster.plan, namespace);
    const spec = specOf(rendered);
    const owners = databaseOwners(cluster.plan, namespace, rendered);
    const { name } = rendered.object.metadata;
    const names = serviceNames(namespace, `${name}-rw`);
    const instance = await Instance.create(cluster, namespace, `${name}-1`, options.programs);
    try {
      instance.certify(SERVER, await cluster.authority.issue(`${namespace}-${name}-1`, names));
      const parameters = { ...servingParameters(spec), ...archiving(spec, options.archive) };
      if (options.restored === undefined) {
        const made = await template(cluster, owners[0], spec.bootstrap.postInitApplicationSQL);
        // cp keeps owners and rights, which PostgreSQL insists on.
        await run(["cp", "-a", "--reflink=auto", `${join(made, "data")}/.`, instance.path("data")]);
      } else await options.restored.restore((command, input) => instance.run(command, input));
      instance.write("pg_hba.conf", accessRules(spec));
      if (options.restored !== undefined) await recover(instance, spec, options.restored, parameters);
      await instance.start(parameters);
      for (const owner of owners) await own(instance, owner, password(owner));
    } catch (error) {
      await instance.remove();
      throw error;
    }
    cluster.atEnd(() => instance.kill());
    await cluster.name(names.slice(-1), instance.address);
    return new Postgres(instance);
  }

  /** Runs statements as the operator would; resolves to what they return, without a header. */
  sql(statements: string, database = "postgres"): Promise<string> {
    return this.instance.sql(statements, database);
  }

  /** Runs a command beside the server, as its user, with its files and sockets and the options' programs. */
  run(command: readonly string[], input = ""): Promise<string> {
    return this.instance.run(command, input);
  }

  /** Ends all its processes at once; its files and its name stay. */
  kill(): Promise<void> {
    return this.instance.kill();
  }

  /** Ends it and loses its files, as the deletion of its Cluster and claims does: another may then take its place. */
  remove(): Promise<void> {
    return this.instance.remove();
  }

  /** File of all that the server, and the commands that it calls, print. */
  get log(): string {
    return this.instance.log;
  }
}

/** Makes a role and its database where they are missing, and gives the role its password. */
export async function own(instance: Instance, { database, owner }: DatabaseOwner, password: string): Promise<void> {
  if ((await instance.sql(`select 1 from pg_roles where rolname = '${owner}'`)) === "")
    await instance.sql(`create role "${owner}" login`);
  await instance.sql(`alter role "${owner}" password '${password}'`);
  if ((await instance.sql(`select 1 from pg_database where datname = '${database}'`)) === "")
    await instance.sql(`create database "${database}" owner "${owner}" template template0`);
}
