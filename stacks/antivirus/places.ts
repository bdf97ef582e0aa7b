import { ANTIVIRUS_NAMESPACE } from "../../fleet/fleet";
import { namespaceSelector, selectorLabels } from "../labels";

/** Name of the system: of its release, Deployment, Service, ConfigMap and account. */
export const ANTIVIRUS = "antivirus";

/** Where clamd answers, by ClamAV's own custom. */
export const PORT = 3310;

/** Where it is found inside the cluster. */
export const ANTIVIRUS_HOST = `${ANTIVIRUS}.${ANTIVIRUS_NAMESPACE}.svc.cluster.local`;

/**
 * Age of the signatures, in days, from which they vouch for no file any more. They come out daily; a week is time to mend
 * what keeps them from being fetched. Assumption.
 */
export const SIGNATURE_DAYS = 7;

/** Where the chart mounts things; the configuration names the same paths. */
export const PATHS = { config: "/etc/antivirus", signatures: "/signatures", temporary: "/tmp" } as const;

/** Its pods, as a neighbour sees them. */
export function antivirusPeer() {
  return {
    namespaceSelector: namespaceSelector(ANTIVIRUS_NAMESPACE),
    podSelector: { matchLabels: selectorLabels(ANTIVIRUS) },
  };
}
