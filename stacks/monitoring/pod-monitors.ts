import type { Fleet } from "../../fleet/fleet";
import { selectorLabels, TENANT_LABELS } from "../labels";
import { ALIKE } from "./scraped";
import type { PodMonitor } from "./values";

/** Every half minute: two of four figures may be missed within the shortest wait of an alert, two minutes. Assumption. */
const INTERVAL = "30s";
/** Half of it: a homeserver under load answers late, and is then most worth reading. Assumption. */
const PATIENCE = "15s";

type Endpoint = PodMonitor["spec"]["podMetricsEndpoints"][number];

const pod = (label: string) => `__meta_kubernetes_pod_label_${label}`;

/** Whose a figure is, from the labels that the footprint puts on its pods. */
function relabelings(system: string): Endpoint["relabelings"] {
  return [
    // A shard that is restored apart has the same names, and is nobody's.
    { action: "drop", sourceLabels: ["__meta_kubernetes_namespace"], regex: ".+-restore" },
    { sourceLabels: [pod("tchap_shard")], targetLabel: "shard" },
    { sourceLabels: [pod("tchap_perimeter")], targetLabel: "perimeter" },
    { sourceLabels: [pod("env")], targetLabel: "environment" },
    // The role of a Synapse process.
    { sourceLabels: [pod("app_kubernetes_io_component")], targetLabel: "component" },
    { targetLabel: "system", replacement: system },
  ];
}

function endpoint(system: string, port: string, path: string): Endpoint {
  return { port, path, interval: INTERVAL, scrapeTimeout: PATIENCE, relabelings: relabelings(system) };
}

/** Pods of ours of one system, in whichever namespace, so that a new perimeter changes nothing here. */
const everywhere = (system: string) => ({
  namespaceSelector: { any: true } as const,
  selector: { matchLabels: { ...selectorLabels(system), ...TENANT_LABELS } },
});

/** The pods of CloudNativePG, by its own label: the operator names pods by another word than ours. */
function postgresMonitor(): PodMonitor {
  return {
    name: "postgres",
    spec: {
      namespaceSelector: { any: true },
      selector: {
        matchLabels: { ...TENANT_LABELS },
        matchExpressions: [{ key: "cnpg.io/cluster", operator: "Exists" }],
      },
      podMetricsEndpoints: [endpoint("postgres", "metrics", "/metrics")],
    },
  };
}

/** cert-manager where we installed it; its figures are about certificates of other namespaces. */
function certificatesMonitor({ network }: Fleet): PodMonitor {
  return {
    name: "certificates",
    spec: {
      namespaceSelector: { matchNames: [network.certificatesNamespace] },
      selector: { matchLabels: selectorLabels("cert-manager") },
      podMetricsEndpoints: [
        {
          port: "http-metrics",
          path: "/metrics",
          interval: INTERVAL,
          scrapeTimeout: PATIENCE,
          honorLabels: true,
          relabelings: [{ targetLabel: "system", replacement: "certificates" }],
        },
      ],
    },
  };
}

/** One for each system that shows figures: pods, not Services, so that one that is not ready is read too. */
export function podMonitors(fleet: Fleet): PodMonitor[] {
  const alike = ALIKE.map(({ system, ports }) => ({
    name: system,
    spec: {
      ...everywhere(system),
      podMetricsEndpoints: ports.map(({ port, path }) => endpoint(system, port, path)),
    },
  }));
  return [...alike, postgresMonitor(), ...(fleet.cluster.operators === "ours" ? [certificatesMonitor(fleet)] : [])];
}

/** The media store's: in its own namespace, since the token that it asks for is a Secret there, and a PodMonitor reads no other. */
export function mediaStoreMonitor(secret: { readonly name: string; readonly key: string }): PodMonitor {
  return {
    name: "media-store",
    spec: {
      namespaceSelector: {},
      selector: { matchLabels: { ...selectorLabels("media-store"), ...TENANT_LABELS } },
      podMetricsEndpoints: [
        {
          ...endpoint("media-store", "admin", "/metrics"),
          authorization: { type: "Bearer", credentials: { ...secret } },
        },
      ],
    },
  };
}
