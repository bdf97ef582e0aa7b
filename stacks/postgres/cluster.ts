import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { RESTORE_SECRETS, SHARD_SECRETS } from "../../fleet/secrets";
import { bytesQuantity } from "../kubernetes/quantity";
import { shardLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { accessRules, initialStatements } from "./access";
import { BACKUP_STORE, backupSchedule } from "./backups";
import { postgresParameters } from "./parameters";
import { AUTHENTICATION_DATABASE, DATABASE } from "./places";
import { ISOLATION_CHECK, PRIMARY_LEASE, SHUTDOWN } from "./timings";
import type { ClusterValues, DatabaseValues } from "./values";

/** Three: one in each zone, so that after the loss of a zone a primary and a synchronous standby remain. */
const INSTANCES = 3;

/** On every object of a drill's database: what a drill may remove that it finds left over from another. */
const DRILL_LABELS = { "tchap/restore-drill": "true" } as const;

/** Whether a shard is one to be restored in isolation: alone, archiving nothing, with keys that only read. */
export function isolated(shard: Shard): boolean {
  return shard.namespace === shard.restoreNamespace;
}

/** PostgreSQL of a shard where it runs: each instance, and one more for the operator's job that makes another. */
export function postgresNeeds(shard: Shard): Needs {
  const instances = isolated(shard) ? 1 : INSTANCES;
  const { volumeGiB, walGiB, milliCpu, memoryMiB } = shard.capacity.postgres;
  const sidecar = shard.capacity.backupSidecar;
  return {
    milliCpu: milliCpu + sidecar.milliCpu,
    memoryMiB: memoryMiB + sidecar.memoryMiB,
    pods: instances,
    surge: 1,
    volumesGiB: Array.from({ length: instances }, () => [volumeGiB, walGiB]).flat(),
  };
}

/** What is the same wherever a shard's database runs. */
function cluster(
  fleet: Fleet,
  perimeter: Perimeter,
  shard: Shard,
  kept: boolean,
): Omit<ClusterValues, "instances" | "origin" | "labels"> {
  const { volumeGiB, walGiB, ...compute } = shard.capacity.postgres;
  const storageClass = fleet.storageClasses[kept ? "database" : "restore"].name;
  const databases = [DATABASE, ...(perimeter.features.signIn === "mas" ? [AUTHENTICATION_DATABASE] : [])];
  return {
    name: shard.stateful.database,
    image: fleet.images.postgres.reference,
    database: DATABASE,
    owner: DATABASE,
    backupStore: BACKUP_STORE,
    parameters: postgresParameters({
      ...compute,
      walGiB,
      connections: shard.capacity.databaseConnections,
      rpoMinutes: fleet.restore.rpoMinutes,
    }),
    access: accessRules(databases),
    lease: PRIMARY_LEASE,
    isolation: ISOLATION_CHECK,
    shutdown: SHUTDOWN,
    resources: guaranteed(compute),
    storage: { size: bytesQuantity(volumeGiB * 1024), class: storageClass },
    walStorage: { size: bytesQuantity(walGiB * 1024), class: storageClass },
    nodeSelector: poolSelector(fleet, "data"),
    priorityClass: PRIORITY_CLASSES.data,
  };
}

function origin({ recovery }: Shard): ClusterValues["origin"] {
  return recovery === undefined
    ? { new: { statements: initialStatements(DATABASE) } }
    : { archive: { name: recovery.from, at: recovery.at } };
}

/**
 * The database of a shard. Live: three instances, required one a zone, a commit acknowledged by a standby, archiving.
 * In the namespace of restores: one instance that archives nothing.
 */
export function database(fleet: Fleet, perimeter: Perimeter, shard: Shard): DatabaseValues {
  const delegated = perimeter.features.signIn === "mas";
  const role = { role: AUTHENTICATION_DATABASE, secretName: SHARD_SECRETS.authenticationDatabase.name };
  const common = {
    ...cluster(fleet, perimeter, shard, !isolated(shard)),
    labels: shardLabels(fleet, shard, "postgres", "db"),
    origin: origin(shard),
    ...(delegated ? { authentication: role } : {}),
  };
  const second = delegated ? { authentication: { database: AUTHENTICATION_DATABASE } } : {};
  if (isolated(shard)) return { cluster: { ...common, instances: 1 }, ...second };
  return {
    cluster: { ...common, instances: INSTANCES, synchronousStandbys: 1, archive: shard.archive },
    ...second,
    schedule: backupSchedule(shard.name),
  };
}

/** The database of a drill: all that the shard's archive holds, in one instance that nobody but the drill opens. */
export function drillCluster(fleet: Fleet, perimeter: Perimeter, shard: Shard): ClusterValues {
  return {
    ...cluster(fleet, perimeter, shard, false),
    labels: { ...shardLabels(fleet, shard, "postgres", "db"), ...DRILL_LABELS },
    instances: 1,
    origin: { archive: { name: shard.archive, ownerSecret: RESTORE_SECRETS.database.name } },
  };
}
