import { type Fleet, liveShards, RESTORE_DRILLS_NAMESPACE } from "../../fleet/fleet";
import { apiServer } from "../api-server";
import { filesChecksum } from "../files";
import { namespaceSelector, selectorLabels, systemLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { type Release, TIMEOUT_SECONDS } from "../release";
import { RESTORE_DRILL } from "../restore-drill/places";
import { CONFIG_PATH, METRICS_PORT, RESTORE_DRILLS } from "./places";
import type { RestoreDrillsValues } from "./values";

const SETTINGS_FILE = "schedule.json";

/** Five minutes, in seconds, between two looks at what is due and how the last drill went. Assumption. */
const CHECK_SECONDS = 300;

/** One: two would start two drills. While it is away no drill starts, and its metrics are missing, which is an alarm. */
const NEEDS: Needs = { milliCpu: 100, memoryMiB: 256, pods: 1, surge: 0, volumesGiB: [] };

/** What `tchap_operations.drill_schedule` reads, by its own names. */
function settings(fleet: Fleet) {
  return {
    everySeconds: fleet.restore.drillEveryDays * 24 * 3600,
    checkSeconds: CHECK_SECONDS,
    metricsPort: METRICS_PORT,
    cronJob: RESTORE_DRILL,
    shards: liveShards(fleet).map(({ name, restoreNamespace }) => ({ shard: name, namespace: restoreNamespace })),
  };
}

/** What starts the drill of the shard that was restored least recently, one at a time, and shows how drills went. */
export function restoreDrills(fleet: Fleet): Release {
  const files = { [SETTINGS_FILE]: JSON.stringify(settings(fleet), undefined, 2) };
  const values: RestoreDrillsValues = {
    drills: {
      labels: systemLabels(fleet, RESTORE_DRILLS, "backend"),
      selector: selectorLabels(RESTORE_DRILLS),
      image: fleet.images.synapse.reference,
      serviceAccount: RESTORE_DRILLS,
      resources: guaranteed(NEEDS),
      nodeSelector: poolSelector(fleet, "serving"),
      priorityClass: PRIORITY_CLASSES.serving,
      files,
      filesChecksum: filesChecksum(files),
      configPath: CONFIG_PATH,
      settingsFile: SETTINGS_FILE,
      metricsPort: METRICS_PORT,
      networkPolicy: {
        ingress: [
          {
            peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }],
            ports: [METRICS_PORT],
          },
        ],
        egress: [apiServer(fleet)],
      },
    },
  };
  return {
    name: RESTORE_DRILLS,
    namespace: RESTORE_DRILLS_NAMESPACE,
    chart: "restore-drills",
    values,
    wait: true,
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [NEEDS],
    accounts: [RESTORE_DRILLS],
  };
}
