import type { Fleet } from "../../fleet/fleet";
import { namespaceSelector } from "../labels";
import type { Flow } from "../values";

/** HTTPS as everybody knows it. */
const HTTPS = 443;

/** The edge's own pods: some networks send a public address of the edge straight to them, at the port of the container. */
export function toEdgePods({ edge }: Pick<Fleet, "edge">): Flow {
  return { peers: [{ namespaceSelector: namespaceSelector(edge.namespace) }], ports: [edge.podPort] };
}

/** A public host of ours, by its public address, for what knows no proxy. */
export function toEdge(fleet: Pick<Fleet, "edge">): Flow[] {
  const peers = fleet.edge.addresses.map((address) => ({ ipBlock: { cidr: `${address}/32` } }));
  return [{ peers, ports: [HTTPS] }, toEdgePods(fleet)];
}
