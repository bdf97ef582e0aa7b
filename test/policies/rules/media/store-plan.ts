import type { KubernetesObject, Plan } from "../../../../plan/plan";
import { networkPolicy } from "../../objects";
import { ALONE, GARAGE_IMAGE, LOCKED_IMAGE, smallPlan } from "../../small-plan";

/*
 * A media store of three nodes, small: what rules about it accept.
 */

const NAMESPACE = "tchap-media-store";
const NAME = "app.kubernetes.io/name";
const ZONES = ["a", "b", "c"];
const BYTES = 1024 ** 3;

const secret = (name: string) => ({ name, secret: { secretName: name, items: [{ key: name, path: name }] } });
const at = (name: string) => ({ name, mountPath: `/run/secrets/${name}`, readOnly: true });

const made = (apiVersion: string, kind: string, name: string, more: object): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: NAMESPACE, labels: { [NAME]: "media-store" } },
  ...more,
});

const GARAGE = `
replication_factor = 3
consistency_mode = "consistent"
metadata_fsync = true
data_fsync = true
metadata_auto_snapshot_interval = "6h"
rpc_secret_file = "/run/secrets/rpc/rpc"
rpc_bind_addr = "0.0.0.0:3901"
data_dir = [{ path = "/data", capacity = "1GiB" }]
[admin]
api_bind_addr = "0.0.0.0:3903"
admin_token_file = "/run/secrets/admin/admin"
metrics_token_file = "/run/secrets/metrics/metrics"
metrics_require_token = true
`;

function node(zone: string): KubernetesObject {
  const labels = { [NAME]: "media-store", "app.kubernetes.io/instance": `store-${zone}` };
  const inZone = { key: "topology.kubernetes.io/zone", operator: "In", values: [zone] };
  const pod = {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [inZone] }] },
      },
    },
    containers: [
      {
        image: GARAGE_IMAGE,
        command: ["/garage", "-c", "/etc/store/garage.toml", "server"],
        volumeMounts: [
          { name: "config", mountPath: "/etc/store" },
          { name: "data", mountPath: "/data" },
          ...["rpc", "admin", "metrics"].map(at),
        ],
      },
    ],
    volumes: [
      { name: "config", configMap: { name: "store" } },
      { name: "data", persistentVolumeClaim: { claimName: `data-${zone}` } },
      ...["rpc", "admin", "metrics"].map(secret),
    ],
  };
  const spec = { replicas: 1, serviceName: "nodes", template: { metadata: { labels }, spec: pod } };
  return made("apps/v1", "StatefulSet", `store-${zone}`, { spec });
}

const claim = (zone: string) =>
  made("v1", "PersistentVolumeClaim", `data-${zone}`, { spec: { resources: { requests: { storage: "1Gi" } } } });

/** What the store is told, for one shard. */
export const SETTINGS = {
  zoneRedundancy: 3,
  nodes: ZONES.map((zone) => ({
    host: `store-${zone}-0.nodes.${NAMESPACE}.svc.cluster.local`,
    zone,
    capacityBytes: BYTES,
  })),
  buckets: [
    {
      bucket: "media-alpha",
      quotaBytes: BYTES,
      keys: [
        { name: "alpha", credentialsFile: "/run/secrets/alpha/key", read: true, write: true },
        { name: "alpha-restore", credentialsFile: "/run/secrets/alpha-read/key", read: true, write: false },
      ],
    },
  ],
  readers: [{ name: "copy", credentialsFile: "/run/secrets/copy/key" }],
};

function program(kind: "setup" | "connect"): KubernetesObject {
  const pod = {
    containers: [
      {
        image: LOCKED_IMAGE,
        command: ["python", "-m", "tchap_operations.media_store"],
        args: [kind, "--config", "/etc/store/setup.json"],
        volumeMounts: [{ name: "config", mountPath: "/etc/store" }, at("admin")],
      },
    ],
    volumes: [{ name: "config", configMap: { name: "setup" } }, secret("admin")],
  };
  const labels = { [NAME]: "media-store-setup" };
  return made("batch/v1", "Job", kind, { spec: { template: { metadata: { labels }, spec: pod } } });
}

const peers = (name: string) => [{ podSelector: { matchLabels: { [NAME]: name } } }];

/** The plan of the store, with other settings or another configuration of Garage. */
export function storePlan(settings: object = SETTINGS, garage: string = GARAGE): Plan {
  const ingress = [
    { from: peers("media-store"), ports: [{ port: 3901 }] },
    { from: peers("media-store-setup"), ports: [{ port: 3903 }] },
  ];
  const policy = networkPolicy(
    "store",
    { podSelector: { matchLabels: { [NAME]: "media-store" } }, policyTypes: ["Ingress"], ingress },
    NAMESPACE,
  );
  return smallPlan({
    facts: ALONE,
    objects: [
      ...ZONES.flatMap((zone) => [node(zone), claim(zone)]),
      made("v1", "ConfigMap", "store", { data: { "garage.toml": garage } }),
      made("v1", "ConfigMap", "setup", { data: { "setup.json": JSON.stringify(settings) } }),
      program("setup"),
      program("connect"),
      policy,
    ],
  });
}

/** Garage's configuration with one line otherwise. */
export function garageWith(line: string, instead: string): string {
  if (!GARAGE.includes(line)) throw new Error(`there is no ${line}`);
  return GARAGE.replace(line, instead);
}
