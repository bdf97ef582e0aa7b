import type { Fleet } from "../../fleet/fleet";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { type RemoteRelease, TIMEOUT_SECONDS } from "../release";
import { imageParts } from "./images";

/** Names of the releases, and of their pods by the label app.kubernetes.io/name. */
export const OPERATOR = "cloudnative-pg";
export const BACKUP_PLUGIN = "plugin-barman-cloud";
const CERT_MANAGER = "cert-manager";

/** Two, in two zones: with one, a failover waits until it is made anew elsewhere when its zone is the one that is lost. */
const REPLICAS = 2;

/** Seconds after which a pod leaves a lost node, 300 by default: databases fail over only while these run. Assumption. */
const LEAVES_AFTER = 20;

/** The operator follows some fifty clusters; the others do little. Assumption. */
const COMPUTE = {
  operator: { milliCpu: 1000, memoryMiB: 1024 },
  plugin: { milliCpu: 250, memoryMiB: 256 },
  certificates: { milliCpu: 100, memoryMiB: 256 },
} as const;

/** cert-manager's controller, webhook and cainjector, and the job that waits for its webhook. */
const CERT_MANAGER_PODS = 3 * REPLICAS + 1;

function tolerations() {
  return ["not-ready", "unreachable"].map((condition) => ({
    key: `node.kubernetes.io/${condition}`,
    operator: "Exists",
    effect: "NoExecute",
    tolerationSeconds: LEAVES_AFTER,
  }));
}

function spread(labels: Record<string, string>) {
  return [
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
      nodeTaintsPolicy: "Honor",
      labelSelector: { matchLabels: labels },
      matchLabelKeys: ["pod-template-hash"],
    },
  ];
}

const named = (name: string) => ({ "app.kubernetes.io/name": name });

function certManager(fleet: Fleet): RemoteRelease {
  const placed = (component: string) => ({
    replicaCount: REPLICAS,
    resources: guaranteed(COMPUTE.certificates),
    nodeSelector: poolSelector(fleet, "serving"),
    tolerations: tolerations(),
    topologySpreadConstraints: spread({ "app.kubernetes.io/component": component }),
  });
  return {
    name: CERT_MANAGER,
    namespace: fleet.network.certificatesNamespace,
    chart: fleet.charts.certManager,
    values: {
      // The chart's own images, by its own tags, from our mirror.
      imageRegistry: `${fleet.registry}/quay.io`,
      imageNamespace: "jetstack",
      crds: { enabled: true, keep: true },
      global: {
        priorityClassName: PRIORITY_CLASSES.serving,
        // In its own namespace, so that it gets no rights in kube-system.
        leaderElection: { namespace: fleet.network.certificatesNamespace },
      },
      ...placed("controller"),
      webhook: placed("webhook"),
      cainjector: placed("cainjector"),
      startupapicheck: {
        resources: guaranteed(COMPUTE.certificates),
        nodeSelector: poolSelector(fleet, "serving"),
      },
    },
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [{ ...COMPUTE.certificates, pods: CERT_MANAGER_PODS, surge: 3, volumesGiB: [] }],
  };
}

function operator(fleet: Fleet): RemoteRelease {
  const { registry, repository, tag } = imageParts(fleet, fleet.images.operator);
  return {
    name: OPERATOR,
    namespace: fleet.network.operatorNamespace,
    chart: fleet.charts.operator,
    values: {
      replicaCount: REPLICAS,
      image: { repository: `${registry}/${repository}`, tag },
      priorityClassName: PRIORITY_CLASSES.data,
      resources: guaranteed(COMPUTE.operator),
      nodeSelector: poolSelector(fleet, "serving"),
      tolerations: tolerations(),
      topologySpreadConstraints: spread(named(OPERATOR)),
      // Without its webhooks a wrong Cluster is not refused: both close the door while no replica answers.
      webhook: { mutating: { failurePolicy: "Fail" }, validating: { failurePolicy: "Fail" } },
    },
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [{ ...COMPUTE.operator, pods: REPLICAS, surge: 1, volumesGiB: [] }],
  };
}

/**
 * The backup plugin. The operator asks it before it does anything with a cluster that archives, a failover too. It
 * answers only where it leads, so that a second replica would be asked in vain; without election both answer, and both
 * write the same roles (plugin 0.15, operator/start.go; not tried).
 */
function backupPlugin(fleet: Fleet): RemoteRelease {
  return {
    name: BACKUP_PLUGIN,
    namespace: fleet.network.operatorNamespace,
    chart: fleet.charts.barmanPlugin,
    values: {
      replicaCount: REPLICAS,
      // Its chart asks for debug logs.
      additionalArgs: ["--leader-elect=false", "--log-level=info"],
      image: imageParts(fleet, fleet.images.barmanPlugin),
      sidecarImage: imageParts(fleet, fleet.images.barmanSidecar),
      priorityClassName: PRIORITY_CLASSES.data,
      resources: guaranteed(COMPUTE.plugin),
      nodeSelector: poolSelector(fleet, "serving"),
      tolerations: tolerations(),
      topologySpreadConstraints: spread(named(BACKUP_PLUGIN)),
    },
    timeoutSeconds: TIMEOUT_SECONDS,
    // Replaced all at once, as its chart has it.
    needs: [{ ...COMPUTE.plugin, pods: REPLICAS, surge: 0, volumesGiB: [] }],
  };
}

/** The operators that a footprint's databases need, in the order in which they are installed; none where not ours. */
export function operators(fleet: Fleet): RemoteRelease[] {
  return fleet.cluster.operators === "ours" ? [certManager(fleet), operator(fleet), backupPlugin(fleet)] : [];
}

/** What of it all one namespace holds. */
export function needsIn(namespace: string, releases: readonly RemoteRelease[]): Needs[] {
  return releases.filter((release) => release.namespace === namespace).flatMap(({ needs }) => needs);
}
