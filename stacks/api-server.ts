import type { Fleet } from "../fleet/fleet";
import type { Flow } from "./values";

/** The way to the Kubernetes API, for what follows objects of its own: API servers run on the nodes. */
export function apiServer({ network }: Fleet): Flow {
  return { peers: [{ ipBlock: { cidr: network.nodes } }], ports: [network.apiServerPort] };
}
