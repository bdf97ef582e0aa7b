import { once } from "../once";
import type { Plan, PlannedObject } from "../plan";
import { at, list, textsByName } from "./data";
import { allDatabases } from "./databases";
import { type Workload, workloads } from "./workloads";

/** Pods as network policies see them: their namespace and labels. */
export interface PodIdentity {
  readonly planned: PlannedObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** True where an operator makes the pod and adds labels of its own. */
  readonly moreLabels: boolean;
  /** True where it is on the network of its node: policies are then not about it, and its address is the node's. */
  readonly onHost: boolean;
  /** Ports that its containers declare, by name; undefined where an operator makes it. */
  readonly named: ReadonlyMap<string, { readonly number: unknown; readonly protocol: unknown }> | undefined;
}

function namedPorts(pod: unknown): NonNullable<PodIdentity["named"]> {
  const ports = [...list(at(pod, "containers")), ...list(at(pod, "initContainers"))].flatMap((each) =>
    list(at(each, "ports")),
  );
  return new Map(
    ports.map((port) => [
      String(at(port, "name")),
      { number: at(port, "containerPort"), protocol: at(port, "protocol") ?? "TCP" },
    ]),
  );
}

/** The pods of a workload. */
export const podOf = once(
  ({ planned, labels, pod }: Workload): PodIdentity => ({
    planned,
    namespace: planned.object.metadata.namespace ?? "",
    labels,
    moreLabels: false,
    onHost: at(pod, "hostNetwork") === true,
    named: namedPorts(pod),
  }),
);

/** The pods that an operator makes of a database. */
const podOfDatabase = once(
  (planned: PlannedObject): PodIdentity => ({
    planned,
    namespace: planned.object.metadata.namespace ?? "",
    labels: {
      ...textsByName(at(planned.object, "spec", "inheritedMetadata", "labels")),
      "cnpg.io/cluster": planned.object.metadata.name,
    },
    moreLabels: true,
    onHost: false,
    named: undefined,
  }),
);

/** Every kind of pod that the plan leads to, those that an operator makes for a Cluster included. */
export const pods = once((plan: Plan): readonly PodIdentity[] => [
  ...workloads(plan).map(podOf),
  ...allDatabases(plan).map(podOfDatabase),
]);
