import type { Plan, PlannedObject } from "../plan/plan";
import { at, list, ofKind, type PodIdentity, selects, texts } from "../plan/vocabulary";

/*
 * Who may speak to whom, worked out from the NetworkPolicies alone, as Kubernetes defines them: a pod that a policy
 * selects for a direction may only do what some selecting policy allows; an unselected pod may do everything.
 */

interface Policy {
  readonly planned: PlannedObject;
  readonly namespace: string;
  readonly spec: unknown;
}

export function policies(plan: Plan): Policy[] {
  return ofKind(plan, "NetworkPolicy").map((planned) => ({
    planned,
    namespace: planned.object.metadata.namespace ?? "",
    spec: at(planned.object, "spec"),
  }));
}

/** Selectors with expressions are read as "everyone": reach is never judged smaller than it may be. */
function takes(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  return selects(selector, labels) ?? true;
}

function peerTakes(
  peer: unknown,
  policyNamespace: string,
  pod: PodIdentity,
  namespaceLabels: (name: string) => Record<string, string>,
): boolean {
  const namespaceSelector = at(peer, "namespaceSelector");
  const podSelector = at(peer, "podSelector");
  // An address range may hold any pod's address, unless it is about addresses outside; pods are named by labels here.
  if (namespaceSelector === undefined && podSelector === undefined) return false;
  const inNamespace =
    namespaceSelector === undefined
      ? pod.namespace === policyNamespace
      : takes(namespaceSelector, namespaceLabels(pod.namespace));
  return inNamespace && (podSelector === undefined || takes(podSelector, pod.labels));
}

function portTaken(rule: unknown, port: number): boolean {
  const ports = list(at(rule, "ports"));
  return ports.length === 0 || ports.some((each) => at(each, "port") === port || typeof at(each, "port") !== "number");
}

function allowed(
  plan: Plan,
  direction: "Ingress" | "Egress",
  self: PodIdentity,
  other: PodIdentity,
  port: number,
): boolean {
  const selecting = policies(plan).filter(
    ({ namespace, spec }) =>
      namespace === self.namespace &&
      texts(at(spec, "policyTypes")).includes(direction) &&
      takes(at(spec, "podSelector"), self.labels),
  );
  if (selecting.length === 0) return true;
  const [rulesKey, peersKey] = direction === "Ingress" ? ["ingress", "from"] : ["egress", "to"];
  const labels = (name: string): Record<string, string> => {
    const own =
      ofKind(plan, "Namespace").find(({ object }) => object.metadata.name === name)?.object.metadata.labels ?? {};
    return { ...own, "kubernetes.io/metadata.name": name };
  };
  return selecting.some(({ namespace, spec }) =>
    list(at(spec, rulesKey)).some((rule) => {
      const peers = at(rule, peersKey);
      const anyone = peers === undefined || list(peers).length === 0;
      return portTaken(rule, port) && (anyone || list(peers).some((peer) => peerTakes(peer, namespace, other, labels)));
    }),
  );
}

/** True when policies let one pod open a connection to another's port: both its egress and the other's ingress. */
export function mayConnect(plan: Plan, from: PodIdentity, to: PodIdentity, port: number): boolean {
  return allowed(plan, "Egress", from, to, port) && allowed(plan, "Ingress", to, from, port);
}

/** True when the receiving side alone would take the connection, whatever the sender's own policies say. */
export function acceptsFrom(plan: Plan, from: PodIdentity, to: PodIdentity, port: number): boolean {
  return allowed(plan, "Ingress", to, from, port);
}
