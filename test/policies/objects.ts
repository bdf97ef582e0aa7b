import type { KubernetesObject } from "../../plan/plan";

const ALPHA = "tchap-alpha";

/** A Deployment of three pods with this specification, labelled as the system of a name. */
export function deployment(pod: object, name = "homeserver", namespace = ALPHA): KubernetesObject {
  const labels = { "app.kubernetes.io/name": name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace, labels },
    spec: { replicas: 3, template: { metadata: { labels }, spec: pod } },
  };
}

/** Takes the pods of `deployment` as it names them by default. */
export const OF_HOMESERVER = { matchLabels: { "app.kubernetes.io/name": "homeserver" } };

/** Three pods, one a zone. */
export const SPREAD = deployment({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
      nodeTaintsPolicy: "Honor",
      labelSelector: OF_HOMESERVER,
    },
  ],
});

/** A Deployment of one container and what else its pod has. */
export function withContainer(container: object, pod: object = {}): KubernetesObject {
  return deployment({ ...pod, containers: [container] });
}

export function namespace(name = ALPHA, labels: Record<string, string> = {}): KubernetesObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

export function networkPolicy(name: string, spec: object, within = ALPHA): KubernetesObject {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace: within }, spec };
}

/** Denies all, both ways, to every pod of a namespace. */
export function denial(within = ALPHA): KubernetesObject {
  return networkPolicy("default-deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }, within);
}

export function cluster(spec: object, within = ALPHA): KubernetesObject {
  return {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Cluster",
    metadata: { name: "postgres", namespace: within, labels: { "app.kubernetes.io/name": "postgres" } },
    spec,
  };
}

export function configMap(data: Record<string, string>, within = ALPHA): KubernetesObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "homeserver", namespace: within }, data };
}

/** Resources that ask for as much as they are limited to. */
export const RESOURCES = { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } };
