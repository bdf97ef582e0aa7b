import type { Fleet } from "../../../fleet/fleet";
import type { KubernetesObject, Plan } from "../../../plan/plan";
import { at, workloads } from "../../../plan/vocabulary";
import { eventually } from "../../real/container/network";
import type { ApiServer } from "./api-server";

/** Frames of namespaces that admission itself reads: these are there before what is asked about. */
const FRAME = ["Namespace", "PriorityClass", "ServiceAccount", "LimitRange", "Role", "RoleBinding"];

const POLICIES = ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];

/** Seconds until the server holds to a policy that it was given. Assumption: it takes two. */
const HELD_SECONDS = 60;

/** The fleet once the operator built our images and filled in their digests: before, the cluster refuses them. */
export function built(fleet: Fleet): Fleet {
  const images = Object.fromEntries(
    Object.entries(fleet.images).map(([name, image]) => [
      name,
      image.digestKnown
        ? image
        : { ...image, digestKnown: true, reference: `${image.reference}@sha256:${"0".repeat(64)}` },
    ]),
  );
  return { ...fleet, images: { ...fleet.images, ...images } };
}

const objectsOf = (plan: Plan, kinds: readonly string[]) =>
  kinds.flatMap((kind) => plan.objects.map(({ object }) => object).filter((object) => object.kind === kind));

/** The pod that a workload would lead to, by itself. */
export function podsOf(plan: Plan): KubernetesObject[] {
  return workloads(plan).map(({ planned: { object }, labels, pod }) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `${object.metadata.name}-0`, namespace: object.metadata.namespace ?? "", labels },
    spec: {
      restartPolicy: "Always",
      ...Object(pod),
      ...(object.kind.endsWith("Job") ? { restartPolicy: "Never" } : {}),
    },
  }));
}

/** All that is only asked about. */
export function others(plan: Plan): KubernetesObject[] {
  return plan.objects.map(({ object }) => object).filter(({ kind }) => ![...FRAME, ...POLICIES].includes(kind));
}

/** Kinds, frames, policies and bindings; resolves once the last policy holds. */
export async function installEnvironment(server: ApiServer, plan: Plan, crds: string): Promise<void> {
  await server.installKinds(crds);
  await server.install(objectsOf(plan, FRAME));
  await server.install(objectsOf(plan, POLICIES));
  const [pod] = podsOf(plan).filter(({ metadata }) => metadata.namespace === "tchap-border");
  if (pod === undefined) throw new Error("the border has no pod");
  const [container] = Object(at(pod, "spec", "containers"));
  const foreign = {
    ...pod,
    spec: { ...Object(pod.spec), containers: [{ ...container, image: `docker.io/x@sha256:${"0".repeat(64)}` }] },
  };
  await eventually("the policies", HELD_SECONDS, async () => {
    const { message } = await server.api.create(foreign, { dryRun: true });
    return message.includes("SUP-02") ? true : undefined;
  });
}
