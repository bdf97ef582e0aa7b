import { once } from "../once";
import type { Plan, PlannedObject } from "../plan";
import { at, grouped, list, ofKind, type PodIdentity, pods, selects, texts } from "../vocabulary";
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
  /** Namespace of the policy: that of peers that name none. */
  readonly namespace: string;
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

const policyOf = once(
  (planned: PlannedObject): Policy => ({
    planned,
    namespace: planned.object.metadata.namespace ?? "",
    spec: at(planned.object, "spec"),
  }),
);

const network = once((plan: Plan): Network => {
  const all = ofKind(plan, "NetworkPolicy").map(policyOf);
  const byNamespace = grouped(all, ({ namespace }) => namespace);
  const namespaces = ofKind(plan, "Namespace").map(
    ({ object: { metadata } }) =>
      [metadata.name, { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name }] as const,
  );
  return { policies: all, byNamespace, namespaces: new Map(namespaces) };
});

export function policies(plan: Plan): readonly Policy[] {
  return network(plan).policies;
}

/** The policies of one namespace: no other can be about its pods. */
export function policiesIn(plan: Plan, namespace: string): readonly Policy[] {
  return network(plan).byNamespace.get(namespace) ?? [];
}

/** Without policyTypes, Kubernetes reads a policy as one for ingress, and for egress if it has such rules. */
function directions(spec: unknown): Direction[] {
  const written = at(spec, "policyTypes");
  const all: Direction[] = ["Ingress", "Egress"];
  if (written !== undefined) return all.filter((each) => texts(written).includes(each));
  return list(at(spec, "egress")).length > 0 ? all : ["Ingress"];
}

/** Everything that a policy opens; rules for a direction that it is not about open nothing. */
export const openings = once(({ spec, namespace }: Pick<Policy, "spec" | "namespace">): readonly Opening[] =>
  directions(spec).flatMap((direction) => {
    const [rules, peers] = direction === "Ingress" ? ["ingress", "from"] : ["egress", "to"];
    return list(at(spec, rules)).map((rule) => ({
      direction,
      namespace,
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

/** A peer of a rule, taken apart once: each is asked about thousands of pods. */
interface Peer {
  readonly block: unknown;
  readonly except: readonly string[];
  readonly namespaceSelector: unknown;
  readonly podSelector: unknown;
  /** The one namespace that it names, where it names one: every namespace has its name for a label. */
  readonly namespace: string | undefined;
}

function apart(peer: unknown): Peer {
  const [block, namespaceSelector] = [at(peer, "ipBlock"), at(peer, "namespaceSelector")];
  const name = at(namespaceSelector, "matchLabels", "kubernetes.io/metadata.name");
  return {
    block,
    except: texts(at(block, "except")),
    namespaceSelector,
    podSelector: at(peer, "podSelector"),
    namespace: typeof name === "string" ? name : undefined,
  };
}

const known = once(apart);
const peerOf = (peer: unknown): Peer => (typeof peer === "object" && peer !== null ? known(peer) : apart(peer));

/** Whether a peer takes a pod; one on its node's network as a node, and by its labels too, since some networks see them. */
function peerTakes(plan: Plan, peer: unknown, policyNamespace: string, pod: PodIdentity): boolean {
  const { block, except, namespaceSelector, podSelector, namespace } = peerOf(peer);
  const { nodes, pods: ofPods } = plan.facts.network;
  if (block !== undefined) return mayHold(at(block, "cidr"), except, pod.onHost ? nodes : ofPods);
  if (namespaceSelector === undefined && pod.namespace !== policyNamespace) return false;
  if (namespace !== undefined && namespace !== pod.namespace) return false;
  if (selects(podSelector, pod.labels, pod.moreLabels) === false) return false;
  const known = network(plan).namespaces.get(pod.namespace);
  const labels = known ?? { "kubernetes.io/metadata.name": pod.namespace };
  return selects(namespaceSelector, labels, known === undefined) !== false;
}

/** First and last TCP port of each entry; a named port may be any. */
const tcpPorts = once((ports: readonly unknown[]): readonly (readonly [number, number])[] =>
  ports.flatMap((each): [number, number][] => {
    const [first, last] = [at(each, "port"), at(each, "endPort")];
    if (at(each, "protocol") !== undefined && at(each, "protocol") !== "TCP") return [];
    if (typeof first !== "number") return [[0, Number.POSITIVE_INFINITY]];
    return [[first, typeof last === "number" ? last : first]];
  }),
);

/** True when an opening lets a TCP port through; a named port may be any. Without a port, asks for one at all. */
export function opensPort({ ports }: Pick<Opening, "ports">, port: number | undefined): boolean {
  if (ports.length === 0 || port === undefined) return true;
  return tcpPorts(ports).some(([first, last]) => first <= port && port <= last);
}

/** What policies say of a pod in one direction. */
interface Governing {
  /** False where no policy is surely about it: everything may then pass. */
  readonly isClosed: boolean;
  readonly openings: readonly Opening[];
}

/** By pod, and by direction. */
const governing = once((_: Plan) => once((_: PodIdentity) => new Map<Direction, Governing>()));

/** What policies allow a pod in one direction; those on their nodes' network are beyond policies. */
export function governedBy(plan: Plan, direction: Direction, pod: PodIdentity): Governing {
  const known = governing(plan)(pod);
  const found = known.get(direction) ?? governingOf(plan, direction, pod);
  known.set(direction, found);
  return found;
}

function governingOf(plan: Plan, direction: Direction, pod: PodIdentity): Governing {
  if (pod.onHost) return { isClosed: false, openings: [] };
  const about = (network(plan).byNamespace.get(pod.namespace) ?? []).flatMap((policy) => {
    const selected = governs(policy, direction, pod);
    return selected === false ? [] : [{ policy, selected }];
  });
  return {
    isClosed: about.some(({ selected }) => selected === true),
    openings: about.flatMap(({ policy }) => openings(policy).filter((each) => each.direction === direction)),
  };
}

const podsByNamespace = once((plan: Plan) => grouped(pods(plan), ({ namespace }) => namespace));

/** The pods that an opening can be open to at all: of the namespaces that its peers name, where each names one. */
function near(plan: Plan, { peers, namespace }: Opening): readonly PodIdentity[] {
  const names = peers.map((peer) => {
    const { block, namespaceSelector, namespace: named } = peerOf(peer);
    if (block !== undefined) return undefined;
    return namespaceSelector === undefined ? namespace : named;
  });
  if (names.length === 0 || names.includes(undefined)) return pods(plan);
  return [...new Set(names)].flatMap((name) => podsByNamespace(plan).get(name ?? "") ?? []);
}

/** Pods of the plan that each opening takes. */
const taken = once((_: Plan) => new Map<Opening, ReadonlySet<PodIdentity>>());

/** Every pod of the plan that an opening is open to. */
export function takenBy(plan: Plan, opening: Opening): ReadonlySet<PodIdentity> {
  const known = taken(plan).get(opening) ?? new Set(near(plan, opening).filter((pod) => takes(plan, opening, pod)));
  taken(plan).set(opening, known);
  return known;
}

function takes(plan: Plan, { peers, namespace }: Opening, pod: PodIdentity): boolean {
  return peers.length === 0 || peers.some((peer) => peerTakes(plan, peer, namespace, pod));
}

function allowed(plan: Plan, direction: Direction, self: PodIdentity, other: PodIdentity, port?: number): boolean {
  const { isClosed, openings: open } = governedBy(plan, direction, self);
  return !isClosed || open.some((each) => opensPort(each, port) && takes(plan, each, other));
}

/** True when policies let one pod open a connection to another's port: both its egress and the other's ingress. */
export function mayConnect(plan: Plan, from: PodIdentity, to: PodIdentity, port: number): boolean {
  return allowed(plan, "Egress", from, to, port) && allowed(plan, "Ingress", to, from, port);
}

/** Every pod whose connections the receiving side alone would take, on some port; undefined for everyone. */
export function acceptedBy(plan: Plan, to: PodIdentity): ReadonlySet<PodIdentity> | undefined {
  const { isClosed, openings: open } = governedBy(plan, "Ingress", to);
  return isClosed ? new Set(open.flatMap((each) => [...takenBy(plan, each)])) : undefined;
}

/** True when the receiving side alone would take the connection, on a port or on any, whatever the sender's policies say. */
export function acceptsFrom(plan: Plan, from: PodIdentity, to: PodIdentity, port?: number): boolean {
  return allowed(plan, "Ingress", to, from, port);
}
