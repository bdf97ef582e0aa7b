import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { KubernetesObject } from "../../plan/plan";
import { IMAGES } from "./install/images";
import type { Kubernetes } from "./kubernetes";

/** Namespace and Deployment of CloudNativePG's own manifests. */
const OPERATOR = { namespace: "cnpg-system", deployment: "cnpg-controller-manager" } as const;

const SELECTOR = "app.kubernetes.io/name=cloudnative-pg";

/** Seconds for its images to start and its webhooks to answer. Assumption: a busy machine takes forty. */
const SECONDS = 180;

const environment = z.array(z.looseObject({ name: z.string(), value: z.string().optional() }));
const deployment = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({ containers: z.tuple([z.looseObject({ image: z.string(), env: environment })]) }),
    }),
  }),
});

/** As the platform has it: two of them, in two zones, so that one is left to act when the other's zone is lost. */
function twice(object: object): object {
  const { spec, ...rest } = deployment.parse(object);
  const [container] = spec.template.spec.containers;
  const { image } = container;
  const pod = {
    ...spec.template.spec,
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchLabels: { "app.kubernetes.io/name": "cloudnative-pg" } },
      },
    ],
    containers: [
      {
        ...container,
        image: IMAGES.operator.name,
        imagePullPolicy: "Never",
        // It gives its own image to instances: the manager that runs PostgreSQL comes from there.
        env: container.env.map((each) => (each.value === image ? { ...each, value: IMAGES.operator.name } : each)),
        // Its manifest's tenth of a core is for a cluster of one; its chart sets none.
        resources: { requests: { cpu: "100m", memory: "100Mi" }, limits: { cpu: "2", memory: "256Mi" } },
      },
    ],
  };
  return { ...rest, spec: { ...spec, replicas: 2, template: { ...spec.template, spec: pod } } };
}

/** Installs the operator's own manifests, webhooks included, and waits until both are ready. */
export async function installOperator(kubernetes: Kubernetes, config: string): Promise<void> {
  const manifests = await kubernetes.kubectl(["kustomize", join(config, "default")]);
  const objects = parseAllDocuments(manifests).map((document): KubernetesObject => document.toJS());
  const early = new Set(["CustomResourceDefinition", "Namespace"]);
  const made = objects.map((each) => (each.kind === "Deployment" ? twice(each) : each));
  await kubernetes.apply(objects.filter(({ kind }) => early.has(kind)));
  await kubernetes.apply(made.filter((_, index) => !early.has(objects[index]?.kind ?? "")));
  await kubernetes.available(OPERATOR.namespace, OPERATOR.deployment, SECONDS);
}

/** Zones that have an operator; each node here is named after its zone. */
export async function operatorZones(kubernetes: Kubernetes): Promise<string[]> {
  const pods = await kubernetes.pods(OPERATOR.namespace, SELECTOR);
  return pods.flatMap(({ spec }) => spec.nodeName ?? []);
}

/** What the operator in a zone has said since a moment. */
export async function operatorLog(kubernetes: Kubernetes, zone: string, since: Date): Promise<string> {
  const pods = await kubernetes.pods(OPERATOR.namespace, SELECTOR);
  const pod = pods.find(({ spec }) => spec.nodeName === zone);
  if (pod === undefined) throw new Error(`no operator in ${zone}`);
  const from = ["--since-time", since.toISOString(), "--tail=-1"];
  return kubernetes.kubectl(["logs", "-n", OPERATOR.namespace, pod.metadata.name, ...from]);
}
