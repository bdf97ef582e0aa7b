import { BORDER_NAMESPACE } from "../../fleet/fleet";
import { namespaceSelector, selectorLabels } from "../labels";

/** Name of the inbound gateway: of its Deployment, Service, ConfigMap and account, beside the egress proxy's. */
export const BORDER_INBOUND = "border-inbound";

/** Where federation is spoken: the edge to the inbound gateway, and that to each shard's router. */
export const FEDERATION_PORT = 8009;

/** Where the inbound gateway shows its figures. */
export const INBOUND_METRICS_PORT = 8406;

/** The inbound gateway's pods, as a neighbour sees them. */
export function borderInboundPeer() {
  return {
    namespaceSelector: namespaceSelector(BORDER_NAMESPACE),
    podSelector: { matchLabels: selectorLabels(BORDER_INBOUND) },
  };
}

/** By which it tells a router whose request it is, where Synapse finds the signature to be that server's. */
export const ORIGIN_HEADER = "X-Federation-Origin";
