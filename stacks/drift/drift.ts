import { DRIFT_NAMESPACE, type Fleet } from "../../fleet/fleet";
import { apiServer } from "../api-server";
import { namespaceSelector, selectorLabels, systemLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { type Release, TIMEOUT_SECONDS } from "../release";
import { perimeterFileNamespace } from "./access";
import { driftFigures } from "./figures";
import { DRIFT, DRIFT_METRICS, FIGURES, METRICS_PORT, PATHS, RESULT, SETTINGS_FILE } from "./places";
import type { DriftValues } from "./values";

/** Every hour, a quarter past it: an intruder's or a night's change is told the same day. Assumption. */
const SCHEDULE = "15 * * * *";

/** Half an hour, in seconds: prod is planned in 15 s on two busy cores, and what the API server takes is its own. Assumption. */
const DEADLINE = 30 * 60;

/** Two days, in seconds: long enough to read what a comparison said. Assumption. */
const KEPT = 2 * 24 * 3600;

/** A core and 1 GiB: planning prod took a quarter of that at its peak; renders and what is live come beside it. Assumption. */
const JOB_NEEDS: Needs = { milliCpu: 1000, memoryMiB: 1024, pods: 1, surge: 1, volumesGiB: [] };

/** It hands out one small file. Assumption. */
const METRICS_NEEDS: Needs = { milliCpu: 50, memoryMiB: 128, pods: 1, surge: 1, volumesGiB: [] };

/**
 * The environment's files but those of perimeters that run, which their own stacks keep. Of waivers no prose: only what
 * other systems are told of them. The names that hold data are not among them: they follow from the rest.
 */
function environmentFiles(fleet: Fleet, own: ReadonlySet<string>): Record<string, string> {
  const waivers = fleet.waivers.map(({ at: _, ...waiver }) => ({ ...waiver, reason: "as in the project" }));
  const built = ["waivers.yaml", "stateful.lock.yaml"];
  const rest = Object.entries(fleet.files).filter(([name]) => !own.has(name) && !built.includes(name));
  return { ...Object.fromEntries(rest), "waivers.yaml": JSON.stringify({ waivers, breakGlass: [] }) };
}

function files(fleet: Fleet): Record<string, string> {
  const perimeters = fleet.perimeters
    .filter(({ state }) => state !== "closed")
    .flatMap((perimeter) => {
      const namespace = perimeterFileNamespace(perimeter);
      return namespace === undefined ? [] : [{ file: `perimeters/${perimeter.name}.yaml`, namespace }];
    });
  const own = new Set(perimeters.map(({ file }) => file));
  const settings = { perimeters, files: environmentFiles(fleet, own) };
  return { [SETTINGS_FILE]: JSON.stringify(settings, undefined, 2) };
}

/** What compares the cluster with the plan every hour, from inside and reading only, and shows what it found. */
export function drift(fleet: Fleet): Release {
  const pod = (system: string, needs: Needs) => ({
    labels: systemLabels(fleet, system, "backend"),
    selector: selectorLabels(system),
    image: fleet.images.footprint.reference,
    serviceAccount: system,
    resources: guaranteed(needs),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
  });
  const values: DriftValues = {
    drift: {
      ...pod(DRIFT, JOB_NEEDS),
      environment: fleet.environment,
      schedule: SCHEDULE,
      deadlineSeconds: DEADLINE,
      keptSeconds: KEPT,
      configPath: PATHS.config,
      files: files(fleet),
      result: { name: RESULT, file: FIGURES, content: driftFigures(undefined) },
      networkPolicy: { ingress: [], egress: [apiServer(fleet)] },
    },
    metrics: {
      ...pod(DRIFT_METRICS, METRICS_NEEDS),
      port: METRICS_PORT,
      resultPath: PATHS.result,
      figures: FIGURES,
      networkPolicy: {
        ingress: [
          {
            peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }],
            ports: [METRICS_PORT],
          },
        ],
        egress: [],
      },
    },
  };
  return {
    name: DRIFT,
    namespace: DRIFT_NAMESPACE,
    chart: "drift",
    values,
    wait: true,
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [JOB_NEEDS, METRICS_NEEDS],
    accounts: [DRIFT, DRIFT_METRICS],
  };
}
