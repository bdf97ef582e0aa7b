import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { SHARD_SECRETS } from "../../fleet/secrets";
import { bytesQuantity } from "../kubernetes/quantity";
import { namespaceSelector, selectorLabels, shardLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import type { Flow } from "../values";
import { postgresParameters } from "./parameters";
import type { PostgresValues } from "./values";

/** Three: one in each zone, so that after the loss of a zone a primary and a synchronous standby remain. */
const INSTANCES = 3;

const DATABASE_PORT = 5432;
/** Status and control of CloudNativePG's instance manager. */
const STATUS_PORT = 8000;
const METRICS_PORT = 9187;

/** Name of the database and of its owner. */
export const DATABASE = "homeserver";

/** Name of the authentication service's database and of its owner, in the same cluster: one point in time for both. */
export const AUTHENTICATION_DATABASE = "authentication";

/** Pods of a CloudNativePG cluster, by the label that the operator sets. */
export function postgresSelector(cluster: string) {
  return { matchLabels: { "cnpg.io/cluster": cluster } };
}

export function postgresNeeds(shard: Shard): Needs {
  const { volumeGiB, walGiB, ...compute } = shard.capacity.postgres;
  const volumesGiB = Array.from({ length: INSTANCES }, () => [volumeGiB, walGiB]).flat();
  // One more pod: the operator's job that initialises or joins an instance.
  return { ...compute, pods: INSTANCES, surge: 1, volumesGiB };
}

/** PostgreSQL of one shard: three instances, required one a zone, a commit acknowledged by a standby. */
export function postgresCluster(fleet: Fleet, perimeter: Perimeter, shard: Shard): PostgresValues {
  const delegated = perimeter.features.signIn === "mas";
  const clients = ["homeserver", ...(delegated ? ["authentication"] : [])];
  const name = shard.stateful.database;
  const { volumeGiB, walGiB, ...compute } = shard.capacity.postgres;
  const storageClass = fleet.storageClasses.database.name;
  const own = { podSelector: postgresSelector(name) };
  const operator = { namespaceSelector: namespaceSelector(fleet.network.operatorNamespace) };
  const ingress: Flow[] = [
    {
      peers: [own, ...clients.map((name) => ({ podSelector: { matchLabels: selectorLabels(name) } }))],
      ports: [DATABASE_PORT],
    },
    { peers: [own, operator], ports: [STATUS_PORT] },
    { peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }], ports: [METRICS_PORT] },
  ];
  const egress: Flow[] = [
    { peers: [own], ports: [DATABASE_PORT, STATUS_PORT] },
    // The instance manager follows its Cluster object.
    { peers: [{ ipBlock: { cidr: fleet.network.nodes } }], ports: [fleet.network.apiServerPort] },
  ];
  return {
    name,
    labels: shardLabels(fleet, shard, "postgres", "db"),
    image: fleet.images.postgres.reference,
    instances: INSTANCES,
    synchronousStandbys: 1,
    database: DATABASE,
    owner: DATABASE,
    ...(delegated
      ? { authentication: { database: AUTHENTICATION_DATABASE, secretName: SHARD_SECRETS.authenticationDatabase.name } }
      : {}),
    parameters: postgresParameters(compute, shard.capacity.databaseConnections),
    resources: guaranteed(compute),
    storage: { size: bytesQuantity(volumeGiB * 1024), class: storageClass },
    walStorage: { size: bytesQuantity(walGiB * 1024), class: storageClass },
    nodeSelector: poolSelector(fleet, "data"),
    priorityClass: PRIORITY_CLASSES.data,
    networkPolicy: { ingress, egress },
  };
}
