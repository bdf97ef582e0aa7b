import { once } from "../plan/once";
import type { Plan, PlannedObject } from "../plan/plan";
import { at, list, ofKind, type PodIdentity, selects, texts } from "../plan/vocabulary";
import { mayHold } from "./cidr";

/*
 * Who may speak to whom, worked out from the NetworkPolicies alone, as Kubernetes defines them: a pod that a policy
 * selects for a direction may only do what some selecting policy allows; an unselected pod may do everything. What
 * cannot be known is read so that reach is never judged smaller than it may be.
 */

export type Direction = "Ingress" | "Egress";

export interface Policy {
  readonly planned: PlannedObject;
  readonly namespace: string;
  readonly spec: unknown;
}

/** One rule of a policy: the peers that it names (none is everyone) and the ports (none is all). */
export interface Opening {
  readonly direction: Direction;
  readonly peers: readonly unknown[];
  readonly ports: readonly unknown[];
}

/** What reach is worked out from. */
interface Network {
  readonly policies: readonly Policy[];
  readonly byNamespace: ReadonlyMap<string, readonly Policy[]>;
  /** Labels of each namespace of the plan, the one that Kubernetes sets included. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

const network = once((plan: Plan): Network => {
  const all = ofKind(plan, "NetworkPolicy").map((planned) => ({
    planned,
    namespace: planned.object.metadata.namespace ?? "",
    spec: at(planned.object, "spec"),
  }));
  const byNamespace = new Map<string, Policy[]>();
  for (const policy of all) byNamespace.set(policy.namespace, [...(byNamespace.get(policy.namespace) ?? []), policy]);
  const namespaces = ofKind(plan, "Namespace").map(
    ({ object: { metadata } }) =>
      [metadata.name, { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name }] as const,
  );
  return { policies: all, byNamespace, namespaces: new Map(namespaces) };
});

export function policies(plan: Plan): readonly Policy[] {
  return network(plan).policies;
}

/** Without policyTypes, Kubernetes reads a policy as one for ingress, and for egress if it has such rules. */
function directions(spec: unknown): Direction[] {
  const written = at(spec, "policyTypes");
  const all: Direction[] = ["Ingress", "Egress"];
  if (written !== undefined) return all.filter((each) => texts(written).includes(each));
  return list(at(spec, "egress")).length > 0 ? all : ["Ingress"];
}

/** Everything that a policy opens; rules for a direction that it is not about open nothing. */
export const openings = once(({ spec }: Pick<Policy, "spec">): readonly Opening[] =>
  directions(spec).flatMap((direction) => {
    const [rules, peers] = direction === "Ingress" ? ["ingress", "from"] : ["egress", "to"];
    return list(at(spec, rules)).map((rule) => ({
      direction,
      peers: list(at(rule, peers)),
      ports: list(at(rule, "ports")),
    }));
  }),
);

const directionsOf = once(({ spec }: Policy) => directions(spec));

/** Whether a policy is about a pod for a direction; undefined when that depends on labels an operator adds. */
export function governs(policy: Policy, direction: Direction, pod: PodIdentity): boolean | undefined {
  if (policy.namespace !== pod.namespace || !directionsOf(policy).includes(direction)) return false;
  return selects(at(policy.spec, "podSelector"), pod.labels, pod.moreLabels);
}

function peerTakes(plan: Plan, peer: unknown, policyNamespace: string, pod: PodIdentity): boolean {
  const block = at(peer, "ipBlock");
  if (block !== undefined) return mayHold(at(block, "cidr"), texts(at(block, "except")), plan.facts.network.pods);
  const namespaceSelector = at(peer, "namespaceSelector");
  if (namespaceSelector === undefined && pod.namespace !== policyNamespace) return false;
  if (selects(at(peer, "podSelector"), pod.labels, pod.moreLabels) === false) return false;
  const known = network(plan).namespaces.get(pod.namespace);
  const labels = known ?? { "kubernetes.io/metadata.name": pod.namespace };
  return selects(namespaceSelector, labels, known === undefined) !== false;
}

/** True when an opening lets a TCP port through; a named port may be any. Without a port, asks for one at all. */
export function opensPort({ ports }: Pick<Opening, "ports">, port: number | undefined): boolean {
  if (ports.length === 0 || port === undefined) return true;
  return ports.some((each) => {
    const [first, last] = [at(each, "port"), at(each, "endPort")];
    if (at(each, "protocol") !== undefined && at(each, "protocol") !== "TCP") return false;
    return typeof first !== "number" || (first <= port && port <= (typeof last === "number" ? last : first));
  });
}

interface Governing {
  readonly policy: Policy;
  /** False where that depends on labels that an operator adds. */
  readonly isSure: boolean;
}

/** Policies that are about each pod, or may be, by direction. */
const governing = once((_: Plan) => once((_: PodIdentity) => new Map<Direction, readonly Governing[]>()));

function governedBy(plan: Plan, direction: Direction, pod: PodIdentity): readonly Governing[] {
  const known = governing(plan)(pod);
  const found =
    known.get(direction) ??
    (network(plan).byNamespace.get(pod.namespace) ?? []).flatMap((policy) => {
      const about = governs(policy, direction, pod);
      return about === false ? [] : [{ policy, isSure: about === true }];
    });
  known.set(direction, found);
  return found;
}

function allowed(plan: Plan, direction: Direction, self: PodIdentity, other: PodIdentity, port?: number): boolean {
  const own = governedBy(plan, direction, self);
  if (!own.some(({ isSure }) => isSure)) return true;
  return own.some(({ policy }) =>
    openings(policy).some(
      (opening) =>
        opening.direction === direction &&
        opensPort(opening, port) &&
        (opening.peers.length === 0 || opening.peers.some((peer) => peerTakes(plan, peer, policy.namespace, other))),
    ),
  );
}

/** True when policies let one pod open a connection to another's port: both its egress and the other's ingress. */
export function mayConnect(plan: Plan, from: PodIdentity, to: PodIdentity, port: number): boolean {
  return allowed(plan, "Egress", from, to, port) && allowed(plan, "Ingress", to, from, port);
}

/** True when the receiving side alone would take the connection, on a port or on any, whatever the sender's policies say. */
export function acceptsFrom(plan: Plan, from: PodIdentity, to: PodIdentity, port?: number): boolean {
  return allowed(plan, "Ingress", to, from, port);
}
