import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { SHARD_SECRETS } from "../../fleet/secrets";
import { AUTHENTICATION, PORTS } from "../authentication/places";
import { mounted, yamlFile } from "../files";
import { selectorLabels, shardLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { ACCOUNT_EXPIRY, PATHS } from "./places";
import { expires, expirySettings, schedule } from "./settings";
import type { AccountExpiryValues } from "./values";

/** Six hours, in seconds: over before agents come to work. */
const DEADLINE = 6 * 3600;

/** Two days, in seconds: long enough to look at a failed run. Assumption. */
const KEPT = 2 * 24 * 3600;

/** A fifth of a core and 256 MiB: it waits for answers and holds one page. Assumption. */
const COMPUTE = { milliCpu: 200, memoryMiB: 256 } as const;

/** One pod, and another while the one that it replaces still ends. */
export function accountExpiryNeeds(): Needs {
  return { ...COMPUTE, pods: 1, surge: 1, volumesGiB: [] };
}

/** What expires accounts where MAS owns them, every night; undefined where nothing is due. */
export function accountExpiry(fleet: Fleet, perimeter: Perimeter, shard: Shard): AccountExpiryValues | undefined {
  if (!expires(perimeter)) return undefined;
  const settings = expirySettings(perimeter, shard);
  return {
    labels: shardLabels(fleet, shard, ACCOUNT_EXPIRY, "auth"),
    selector: selectorLabels(ACCOUNT_EXPIRY),
    image: fleet.images.synapse.reference,
    serviceAccount: ACCOUNT_EXPIRY,
    resources: guaranteed(COMPUTE),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    schedule: schedule(shard.name),
    deadlineSeconds: DEADLINE,
    keptSeconds: KEPT,
    files: {
      "settings.yaml": yamlFile(settings),
    },
    configPath: PATHS.config,
    secretMount: mounted(SHARD_SECRETS.authenticationAdmin, PATHS.adminClient),
    networkPolicy: {
      ingress: [],
      egress: [{ peers: [{ podSelector: { matchLabels: selectorLabels(AUTHENTICATION) } }], ports: [PORTS.admin] }],
    },
  };
}
