import type { Fleet } from "../../fleet/fleet";
import { toEdgePods } from "../edge/flows";
import { filesChecksum, yamlFile } from "../files";
import { namespaceSelector, selectorLabels, systemLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { checksConfig, probes, publicChecks } from "./checks";
import { CHECKS_PATH, CHECKS_PORT, SYNTHETIC_CHECKS } from "./places";
import type { MonitoringValues } from "./values";

/** Two, in two zones: with one, the loss of its zone would pass for that of every public host. */
const REPLICAS = 2;

/** A hundred requests a minute, and their answers thrown away. Assumption. */
export const CHECKS_NEEDS: Needs = { milliCpu: 100, memoryMiB: 128, pods: REPLICAS, surge: 1, volumesGiB: [] };

const HTTPS = 443;

/** What asks every public host from inside, by the way that leads back in through the edge: the blackbox exporter. */
export function syntheticChecks(fleet: Fleet): MonitoringValues["syntheticChecks"] {
  const checks = publicChecks(fleet);
  const files = { "config.yml": yamlFile(checksConfig(checks)) };
  const edge = fleet.destinations.filter(({ readers }) => readers.includes(SYNTHETIC_CHECKS));
  const addresses = [...new Set(edge.flatMap((each) => each.addresses))];
  return {
    labels: systemLabels(fleet, SYNTHETIC_CHECKS, "backend"),
    selector: selectorLabels(SYNTHETIC_CHECKS),
    image: fleet.images.blackboxExporter.reference,
    serviceAccount: SYNTHETIC_CHECKS,
    replicas: REPLICAS,
    resources: guaranteed(CHECKS_NEEDS),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    files,
    filesChecksum: filesChecksum(files),
    configPath: CHECKS_PATH,
    port: CHECKS_PORT,
    probes: probes(fleet, checks),
    networkPolicy: {
      ingress: [
        { peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }], ports: [CHECKS_PORT] },
      ],
      egress: [{ peers: addresses.map((cidr) => ({ ipBlock: { cidr } })), ports: [HTTPS] }, toEdgePods(fleet)],
    },
  };
}
