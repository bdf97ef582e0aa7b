import { type Fleet, LOG_COLLECTOR_NAMESPACE, liveShards } from "../../fleet/fleet";
import { LOG_COLLECTOR_SECRETS } from "../../fleet/secrets/services";
import { filesChecksum, mounted } from "../files";
import { selectorLabels, systemLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES } from "../platform";
import { type Release, TIMEOUT_SECONDS } from "../release";
import { collectorFiles, STATISTICS_SECONDS } from "./config";
import { CONFIG_FILE, LOG_COLLECTOR, PATHS, POOL_LABEL } from "./places";
import { liveness, readiness } from "./probes";
import type { LogCollectorValues } from "./values";

/** Folder of each node that keeps positions and the queue. */
const STATE_FOLDER = "/var/lib/tchap-log-collector";

/** A quarter of a core carries some 1 500 lines a second (6 000 a core seen, 33 MiB resident). Assumption. */
const COMPUTE = { milliCpu: 250, memoryMiB: 256 } as const;

/** One on each node of every pool. */
function needs({ cluster }: Fleet): Needs {
  const nodes = cluster.nodePools.reduce((sum, pool) => sum + pool.nodesPerZone * cluster.zones.length, 0);
  // A node of each pool and zone more, while nodes are replaced.
  return { ...COMPUTE, pods: nodes, surge: cluster.nodePools.length * cluster.zones.length, volumesGiB: [] };
}

/** Namespaces of ours, those of closed perimeters aside. */
function shardOfNamespace(fleet: Fleet): Record<string, string> {
  return Object.fromEntries(
    liveShards(fleet).flatMap(({ name, namespace, restoreNamespace }) => [
      [namespace, name],
      [restoreNamespace, name],
    ]),
  );
}

/**
 * Log collector (rsyslog): reads on each node what our pods print and sends it to the central store. It is not waited
 * for: a store that is away must not keep a deploy from going on.
 */
export function logCollector(fleet: Fleet): Release {
  const { logs, environment, tenants } = fleet;
  const files = collectorFiles({
    environment,
    namespaces: tenants.map(({ namespace }) => namespace).sort(),
    shards: shardOfNamespace(fleet),
    store: { host: logs.host, port: logs.port },
  });
  const values: LogCollectorValues = {
    collector: {
      labels: systemLabels(fleet, LOG_COLLECTOR, "backend"),
      selector: selectorLabels(LOG_COLLECTOR),
      image: fleet.images.rsyslog.reference,
      serviceAccount: LOG_COLLECTOR,
      resources: guaranteed(COMPUTE),
      poolLabel: POOL_LABEL,
      priorityClass: PRIORITY_CLASSES.serving,
      files,
      filesChecksum: filesChecksum(files),
      configPath: PATHS.config,
      configFile: CONFIG_FILE,
      podsPath: PATHS.pods,
      statePath: PATHS.state,
      stateFolder: STATE_FOLDER,
      runPath: PATHS.run,
      secret: mounted(LOG_COLLECTOR_SECRETS.store, PATHS.store),
      liveness: liveness(),
      // Two figures at least between two questions.
      livenessSeconds: 2 * STATISTICS_SECONDS + STATISTICS_SECONDS / 2,
      readiness: readiness(logs.port),
      networkPolicy: {
        ingress: [],
        egress: [{ peers: logs.addresses.map((cidr) => ({ ipBlock: { cidr } })), ports: [logs.port] }],
      },
    },
  };
  return {
    name: LOG_COLLECTOR,
    namespace: LOG_COLLECTOR_NAMESPACE,
    chart: "log-collector",
    values,
    wait: false,
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [needs(fleet)],
    accounts: [LOG_COLLECTOR],
  };
}
