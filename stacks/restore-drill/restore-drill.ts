import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { RESTORE_SECRETS } from "../../fleet/secrets";
import { apiServer } from "../api-server";
import { mounted } from "../files";
import { selectorLabels, shardLabels } from "../labels";
import { PORTS as MEDIA_STORE_PORTS, mediaStorePeer } from "../media-store/places";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { drillCluster } from "../postgres/cluster";
import { PORTS, postgresSelector } from "../postgres/places";
import { FILES, PATHS, RESTORE_DRILL } from "./places";
import { drillDeadline, drillGrace, drillSettings } from "./settings";
import type { RestoreDrillValues } from "./values";

/** Half a core and 512 MiB: it waits, and checks what PostgreSQL works out. Assumption. */
const COMPUTE = { milliCpu: 500, memoryMiB: 512 } as const;

/** Four weeks, in seconds: longer than until every shard of a small environment had its turn. Assumption. */
const KEPT = 28 * 24 * 3600;

/** One pod, and another that checks a restore which somebody made by hand. */
export function restoreDrillNeeds(): Needs {
  return { ...COMPUTE, pods: 1, surge: 1, volumesGiB: [] };
}

/**
 * What restores a shard's database from its backups, alone in its namespace, checks it, measures how long that took and
 * what was missing, and removes it. It starts nothing by itself: `restore-drills` makes a Job of it.
 */
export function restoreDrill(fleet: Fleet, perimeter: Perimeter, shard: Shard): RestoreDrillValues {
  const settings = drillSettings(fleet, shard);
  const { database, mediaStoreKey } = RESTORE_SECRETS;
  return {
    labels: shardLabels(fleet, shard, RESTORE_DRILL, "backend"),
    selector: selectorLabels(RESTORE_DRILL),
    image: fleet.images.synapse.reference,
    serviceAccount: RESTORE_DRILL,
    resources: guaranteed(COMPUTE),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    cluster: drillCluster(fleet, perimeter, shard),
    clusterFile: FILES.cluster,
    settings: JSON.stringify(settings, undefined, 2),
    settingsFile: FILES.settings,
    configPath: PATHS.config,
    secretMounts: [mounted(database, PATHS.database, ["password"]), mounted(mediaStoreKey, PATHS.mediaStoreKey)],
    deadlineSeconds: drillDeadline(settings),
    graceSeconds: drillGrace(settings),
    keptSeconds: KEPT,
    networkPolicy: {
      ingress: [],
      egress: [
        apiServer(fleet),
        { peers: [{ podSelector: postgresSelector(shard.stateful.database) }], ports: [PORTS.database] },
        { peers: [mediaStorePeer()], ports: [MEDIA_STORE_PORTS.s3] },
      ],
    },
  };
}
