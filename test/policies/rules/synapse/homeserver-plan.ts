import { stringify } from "yaml";
import type { KubernetesObject, Plan } from "../../../../plan/plan";
import { configMap, networkPolicy } from "../../objects";
import { LOCKED_IMAGE, smallPlan, withFirst } from "../../small-plan";

type SignIn = Plan["facts"]["perimeters"][number]["features"]["signIn"];

/** A plan of shard alpha's configuration and other objects; its agents sign in by ProConnect unless said otherwise. */
export function homeserverPlan(
  settings: object,
  signIn: SignIn = "oidc",
  objects: readonly KubernetesObject[] = [],
): Plan {
  return smallPlan({
    facts: withFirst({ features: { groupCalls: true, accountExpiryMonths: 13, signIn } }),
    objects: [configMap({ "homeserver.yaml": stringify(settings) }), ...objects],
  });
}

const NAMESPACE = "tchap-alpha";

const labels = (role: string) => ({ "app.kubernetes.io/name": "homeserver", "app.kubernetes.io/component": role });

interface Processes {
  readonly name: string;
  readonly application?: string;
  readonly replicas?: number;
  /** Files of its own, as the command line writes them. */
  readonly own?: readonly string[];
  /** Settings that hold a secret, each with its file. */
  readonly leaves?: readonly string[];
}

/** A StatefulSet that runs Synapse as ours do: the judged file, what holds secrets, and what is the process' own. */
export function synapseSet({ name, application, replicas = 1, own = [], leaves = [] }: Processes): KubernetesObject {
  const files = ["/etc/synapse/homeserver.yaml", "/run/settings/secrets.yaml", ...own];
  const settings = { name: "settings", mountPath: "/run/settings" };
  const config = { name: "config", mountPath: "/etc/synapse" };
  const secret = { name: "secret", mountPath: "/run/secrets/all", readOnly: true };
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name, namespace: NAMESPACE, labels: labels(name) },
    spec: {
      serviceName: name,
      replicas,
      template: {
        metadata: { labels: labels(name) },
        spec: {
          initContainers: [
            {
              name: "settings",
              image: LOCKED_IMAGE,
              command: ["python", "-m", "tchap_synapse.secret_settings"],
              args: [...files.slice(0, 2), ...leaves],
              volumeMounts: [config, settings, secret],
            },
          ],
          containers: [
            {
              name: "synapse",
              image: LOCKED_IMAGE,
              command: ["python", "-m", application ?? "synapse.app.generic_worker"],
              args: [...files.flatMap((file) => ["-c", file]), "--no-secrets-in-config"],
              env: [{ name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }],
              volumeMounts: [config, { ...settings, readOnly: true }, { name: "own", mountPath: "/etc/own" }],
            },
          ],
          volumes: [
            { name: "config", configMap: { name: "homeserver" } },
            { name: "own", configMap: { name: `homeserver-${name}` } },
            { name: "settings", emptyDir: { medium: "Memory" } },
            { name: "secret", secret: { secretName: "all" } },
          ],
        },
      },
    },
  };
}

export const MAIN_SET = { name: "homeserver", application: "synapse.app.homeserver" };

/** The path of each pod's own file. */
export const OWN_FILE = "/etc/own/$(POD_NAME).yaml";

/** The ConfigMap of a set's own files, by pod. */
export function ownFiles(set: string, files: Readonly<Record<string, object>>): KubernetesObject {
  const data = Object.entries(files).map(([pod, config]) => [`${pod}.yaml`, stringify(config)]);
  return { ...configMap(Object.fromEntries(data)), metadata: { name: `homeserver-${set}`, namespace: NAMESPACE } };
}

/** A worker's own file. */
export function workerFile(name: string, more: object = {}) {
  return { worker_app: "synapse.app.generic_worker", worker_name: name, ...more };
}

export function replicationListener(port = 9093) {
  return { port, type: "http", resources: [{ names: ["replication"] }] };
}

/** The Service that gives a set's pods their names. */
export function headless(name: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: NAMESPACE },
    spec: { clusterIP: "None", selector: labels(name) },
  };
}

/** Lets processes of the homeserver speak with each other on a port, and nobody else. */
export function replicationPolicy(port = 9093): KubernetesObject {
  const peers = [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "homeserver" } } }];
  const ports = [{ port, protocol: "TCP" }];
  return networkPolicy("homeserver", {
    podSelector: peers[0]?.podSelector,
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ from: peers, ports }],
    egress: [{ to: peers, ports }],
  });
}

/** An autoscaler of a set. */
export function scaler(name: string, maxReplicas: number, namespace = NAMESPACE): KubernetesObject {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name, namespace },
    spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "StatefulSet", name }, minReplicas: 1, maxReplicas },
  };
}
