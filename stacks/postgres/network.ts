import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { apiServer } from "../api-server";
import { BORDER_PROXY, borderPeer } from "../border/border";
import { namespaceSelector, selectorLabels, shardLabels } from "../labels";
import { RESTORE_DRILL } from "../restore-drill/places";
import type { Flow } from "../values";
import { backupStore } from "./backups";
import { isolated } from "./cluster";
import { PORTS, postgresSelector } from "./places";
import type { PostgresValues } from "./values";

/**
 * What surrounds PostgreSQL in a namespace: its backup store, and who may reach it or be reached. Its way out is the
 * border alone, for backups; the border's list says where to.
 */
export function postgres(fleet: Fleet, perimeter: Perimeter, shard: Shard): PostgresValues {
  const apart = isolated(shard);
  const name = shard.stateful.database;
  const clients = [
    "homeserver",
    ...(perimeter.features.signIn === "mas" ? ["authentication"] : []),
    ...(apart ? [RESTORE_DRILL] : []),
  ];
  const own = { podSelector: postgresSelector(name) };
  const operator = { namespaceSelector: namespaceSelector(fleet.network.operatorNamespace) };
  const monitoring = { namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) };
  const ingress: Flow[] = [
    {
      peers: [own, ...clients.map((client) => ({ podSelector: { matchLabels: selectorLabels(client) } }))],
      ports: [PORTS.database],
    },
    { peers: [own, operator], ports: [PORTS.status] },
    { peers: [monitoring], ports: [PORTS.metrics] },
  ];
  const egress: Flow[] = [
    { peers: [own], ports: [PORTS.database, PORTS.status] },
    // The instance manager follows its Cluster object, Barman's sidecar its store.
    apiServer(fleet),
    { peers: [borderPeer()], ports: [BORDER_PROXY.port] },
  ];
  return {
    name,
    labels: shardLabels(fleet, shard, "postgres", "db"),
    backupStore: backupStore(fleet, shard, apart ? "read" : "archive"),
    networkPolicy: { ingress, egress },
  };
}
