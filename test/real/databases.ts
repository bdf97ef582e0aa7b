import { z } from "zod";
import { objectId, type Plan, type PlannedObject } from "../../plan/plan";

/** A database, the role that owns it, and the Secret that holds the role's password. */
export interface DatabaseOwner {
  readonly database: string;
  readonly owner: string;
  readonly secret: string;
}

/** Objects of a kind in a namespace of the plan. */
export function objectsIn(plan: Plan, namespace: string, kind: string): PlannedObject[] {
  return plan.objects.filter(({ object }) => object.kind === kind && object.metadata.namespace === namespace);
}

const first = z.object({
  database: z.string(),
  owner: z.string(),
  secret: z.object({ name: z.string() }).optional(),
  /** Statements that the operator runs in a new database as superuser. */
  postInitApplicationSQL: z.array(z.string()).default([]),
  recoveryTarget: z.object({ targetTime: z.string().optional() }).optional(),
});

const clusterSpec = z.object({
  instances: z.number(),
  bootstrap: z
    .union([z.object({ initdb: first }), z.object({ recovery: first })])
    .transform((bootstrap) => ("initdb" in bootstrap ? bootstrap.initdb : bootstrap.recovery)),
  managed: z
    .object({ roles: z.array(z.object({ name: z.string(), passwordSecret: z.object({ name: z.string() }) })) })
    .optional(),
  postgresql: z.object({
    parameters: z.record(z.string(), z.string()),
    pg_hba: z.array(z.string()).default([]),
    synchronous: z
      .object({
        method: z.enum(["any", "first"]),
        number: z.number(),
        dataDurability: z.string(),
        failoverQuorum: z.boolean(),
      })
      .optional(),
  }),
});

const databaseSpec = z.object({ name: z.string(), owner: z.string() });

/** The one Cluster of a namespace. */
export function databaseCluster(plan: Plan, namespace: string): PlannedObject {
  const [found, ...others] = objectsIn(plan, namespace, "Cluster");
  if (found === undefined || others.length > 0) throw new Error(`${namespace} has not exactly one database cluster.`);
  return found;
}

/** What a rendered Cluster asks of the operator. */
export type ClusterSpec = z.output<typeof clusterSpec>;

export function specOf({ object }: PlannedObject): ClusterSpec {
  return clusterSpec.parse(object.spec);
}

/** The lines of pg_hba.conf: the operator's own, those of the Cluster, and the operator's last. */
export function accessRules({ postgresql }: ClusterSpec): string {
  const lines = [
    // The operator itself comes by the socket, whose peer it is; here every process of the container may.
    "local all all trust",
    "hostssl postgres streaming_replica all cert",
    "hostssl replication streaming_replica all cert",
    ...postgresql.pg_hba,
    "host all all all scram-sha-256",
  ];
  return `${lines.join("\n")}\n`;
}

/**
 * PostgreSQL's parameters as the operator completes them: its own where the Cluster says nothing (CloudNativePG 1.30.0,
 * pkg/postgres/configuration.go, CnpgConfigurationSettings), without those that name its own folders and log files.
 */
export function completeParameters({ postgresql }: ClusterSpec): Record<string, string> {
  return {
    dynamic_shared_memory_type: "posix",
    full_page_writes: "on",
    max_parallel_workers: "32",
    max_worker_processes: "32",
    max_replication_slots: "32",
    shared_memory_type: "mmap",
    ssl_max_protocol_version: "TLSv1.3",
    ssl_min_protocol_version: "TLSv1.3",
    wal_keep_size: "512MB",
    wal_level: "logical",
    wal_log_hints: "on",
    wal_sender_timeout: "5s",
    wal_receiver_timeout: "5s",
    ...postgresql.parameters,
    hot_standby: "on",
    restart_after_crash: "off",
  };
}

/** Databases of a namespace with their owners and the Secrets of these; the first is the operator's, Synapse's own. */
export function databaseOwners(
  plan: Plan,
  namespace: string,
  rendered = databaseCluster(plan, namespace),
): [DatabaseOwner, ...DatabaseOwner[]] {
  const { bootstrap, managed } = specOf(rendered);
  const others = objectsIn(plan, namespace, "Database").map(({ object }) => {
    const { name, owner } = databaseSpec.parse(object.spec);
    const secret = managed?.roles.find((role) => role.name === owner)?.passwordSecret.name;
    if (secret === undefined) throw new Error(`${objectId(object)}: ${owner} is no role with a password.`);
    return { database: name, owner, secret };
  });
  const { database, owner } = bootstrap;
  return [{ database, owner, secret: bootstrap.secret?.name ?? `${rendered.object.metadata.name}-app` }, ...others];
}
