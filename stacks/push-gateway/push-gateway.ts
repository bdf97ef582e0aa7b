import { type Fleet, PUSH_GATEWAY_NAMESPACE } from "../../fleet/fleet";
import { PUSH_GATEWAY_SECRETS } from "../../fleet/secrets/services";
import { BORDER_PROXY, borderPeer } from "../border/border";
import { edge } from "../edge/edge";
import { EDGE } from "../edge/places";
import { filesChecksum, mounted, yamlFile } from "../files";
import { namespaceSelector, selectorLabels, systemLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { type Release, TIMEOUT_SECONDS } from "../release";
import { sygnalConfig } from "./config";
import { PATHS, PORTS, PUSH_GATEWAY } from "./places";
import type { PushGatewayValues } from "./values";

const CONFIG_FILE = "sygnal.yaml";

/** Apple's and Google's keys, where there is an app of theirs. */
function credentials({ push }: Fleet) {
  const has = (kind: "apns" | "gcm") => push.apps.some((app) => app.kind === kind);
  return [
    ...(has("apns") ? [mounted(PUSH_GATEWAY_SECRETS.apple, PATHS.apple)] : []),
    ...(has("gcm") ? [mounted(PUSH_GATEWAY_SECRETS.google, PATHS.google)] : []),
  ];
}

/**
 * Push gateway (Sygnal): tells Apple and Google the ids of events, so that telephones ring; keeps nothing. None without
 * an app: Sygnal refuses to start then.
 */
export function pushGateway(fleet: Fleet): Release[] {
  if (fleet.push.apps.length === 0) return [];
  const { replicas, ...compute } = fleet.pushGateway;
  const needs: Needs = { ...compute, pods: replicas, surge: 1, volumesGiB: [] };
  const files = { [CONFIG_FILE]: yamlFile(sygnalConfig(fleet, BORDER_PROXY.url)) };
  const values: PushGatewayValues = {
    pushGateway: {
      labels: systemLabels(fleet, PUSH_GATEWAY, "backend"),
      selector: selectorLabels(PUSH_GATEWAY),
      image: fleet.images.sygnal.reference,
      serviceAccount: PUSH_GATEWAY,
      replicas,
      resources: guaranteed(needs),
      nodeSelector: poolSelector(fleet, "serving"),
      priorityClass: PRIORITY_CLASSES.serving,
      files,
      filesChecksum: filesChecksum(files),
      configPath: PATHS.config,
      configFile: CONFIG_FILE,
      publicPort: PORTS.public,
      metricsPort: PORTS.metrics,
      secrets: credentials(fleet),
      networkPolicy: {
        ingress: [
          { peers: [{ namespaceSelector: namespaceSelector(fleet.edge.namespace) }], ports: [PORTS.public] },
          {
            peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }],
            ports: [PORTS.metrics],
          },
        ],
        egress: [{ peers: [borderPeer()], ports: [BORDER_PROXY.port] }],
      },
    },
    edge: edge(fleet, PUSH_GATEWAY_NAMESPACE, systemLabels(fleet, EDGE, "frontend")),
  };
  return [
    {
      name: PUSH_GATEWAY,
      namespace: PUSH_GATEWAY_NAMESPACE,
      chart: "push-gateway",
      values,
      wait: true,
      timeoutSeconds: TIMEOUT_SECONDS,
      needs: [needs],
      accounts: [PUSH_GATEWAY],
    },
  ];
}
