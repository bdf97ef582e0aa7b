import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { AUTHENTICATION, PORTS } from "../authentication/places";
import { wayOut } from "../border/border";
import { toEdge } from "../edge/flows";
import { namespaceSelector, selectorLabels } from "../labels";
import { PORTS as MEDIA_STORE_PORTS, mediaStorePeer } from "../media-store/places";
import { postgresSelector } from "../postgres/places";
import { REDIS } from "../redis/redis";
import { ROUTER } from "../router/router";
import type { Flow } from "../values";
import { sendsMail } from "./config";
import { CLIENT_PORT, HOMESERVER, METRICS_PORT, REPLICATION_PORT, UPKEEP_METRICS_PORT } from "./places";
import { REDIS_PORT } from "./processes";
import type { HomeserverValues } from "./values";

/** Who speaks to a homeserver's processes, and whom they speak to. */
export function networkPolicy(fleet: Fleet, perimeter: Perimeter, shard: Shard): HomeserverValues["networkPolicy"] {
  const several = shard.capacity.topology.kind === "workers";
  const delegated = perimeter.features.signIn === "mas";
  const system = (name: string) => ({ podSelector: { matchLabels: selectorLabels(name) } });
  const relay = fleet.mail.addresses.map((cidr) => ({ ipBlock: { cidr } }));
  const ingress: Flow[] = [
    { peers: [system(ROUTER), ...(delegated ? [system(AUTHENTICATION)] : [])], ports: [CLIENT_PORT] },
    ...(several ? [{ peers: [system(HOMESERVER)], ports: [REPLICATION_PORT] }] : []),
    {
      peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }],
      ports: [METRICS_PORT, UPKEEP_METRICS_PORT],
    },
  ];
  const egress: Flow[] = [
    { peers: [{ podSelector: postgresSelector(shard.stateful.database) }], ports: [5432] },
    { peers: [mediaStorePeer()], ports: [MEDIA_STORE_PORTS.s3] },
    ...wayOut(shard),
    ...(several
      ? [
          { peers: [system(HOMESERVER)], ports: [REPLICATION_PORT] },
          { peers: [system(REDIS)], ports: [REDIS_PORT] },
        ]
      : []),
    ...(delegated ? [{ peers: [system(AUTHENTICATION)], ports: [PORTS.web] }] : []),
    // The identity server, by the homeserver's own public name: Synapse knows no proxy for it.
    ...(shard.namespace === shard.restoreNamespace ? [] : toEdge(fleet)),
    ...(sendsMail(perimeter) && relay.length > 0 ? [{ peers: relay, ports: [fleet.mail.port] }] : []),
  ];
  return { ingress, egress };
}
