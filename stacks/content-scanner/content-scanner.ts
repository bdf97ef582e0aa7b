import type { Fleet, Shard } from "../../fleet/fleet";
import { SHARD_SECRETS } from "../../fleet/secrets";
import { antivirusPeer, PORT } from "../antivirus/places";
import { filesChecksum, mounted } from "../files";
import { bytesQuantity } from "../kubernetes/quantity";
import { namespaceSelector, selectorLabels, shardLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { PUBLIC_PORT } from "../router/config";
import { ROUTER } from "../router/router";
import type { Flow } from "../values";
import { filesMiB, scannerFiles } from "./config";
import { ANSWER_SECONDS, CONTENT_SCANNER, PATHS, PORTS } from "./places";
import type { ContentScannerValues } from "./values";

/** Two, in different zones, that share the secret of requests: either answers what the other's clients encrypted. */
const REPLICAS = 2;

export function contentScannerNeeds(shard: Shard): Needs {
  return { ...shard.capacity.contentScanner, pods: REPLICAS, surge: 1, volumesGiB: [] };
}

function flows(fleet: Fleet, { namespace, restoreNamespace }: Shard): ContentScannerValues["networkPolicy"] {
  const router = { podSelector: { matchLabels: selectorLabels(ROUTER) } };
  const antivirus: Flow = { peers: [antivirusPeer()], ports: [PORT] };
  return {
    ingress: [
      { peers: [router], ports: [PORTS.scan] },
      { peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }], ports: [PORTS.metrics] },
    ],
    egress: [
      { peers: [router], ports: [PUBLIC_PORT] },
      // A shard that is restored apart from all that runs gives out no file by it.
      ...(namespace === restoreNamespace ? [] : [antivirus]),
    ],
  };
}

/** What has files scanned that agents open: by the key that the client hands over, decrypted in memory alone. */
export function contentScanner(fleet: Fleet, shard: Shard): ContentScannerValues {
  const compute = shard.capacity.contentScanner;
  const files = scannerFiles(shard, compute);
  return {
    labels: shardLabels(fleet, shard, CONTENT_SCANNER, "backend"),
    selector: selectorLabels(CONTENT_SCANNER),
    image: fleet.images.contentScanner.reference,
    serviceAccount: CONTENT_SCANNER,
    replicas: REPLICAS,
    resources: guaranteed(compute),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    files,
    filesChecksum: filesChecksum(files),
    ports: PORTS,
    configPath: PATHS.config,
    scanned: { path: PATHS.files, size: bytesQuantity(filesMiB(compute)) },
    secretMounts: [mounted(SHARD_SECRETS.contentScanner, PATHS.secret)],
    stopSeconds: ANSWER_SECONDS,
    networkPolicy: flows(fleet, shard),
  };
}
