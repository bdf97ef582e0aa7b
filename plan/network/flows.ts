import { once } from "../once";
import type { Plan } from "../plan";
import { at, type PodIdentity, pods, texts } from "../vocabulary";
import { ALL_PORTS, joined, type NamedPorts, type PortRange, rangesOf, shared } from "./ports";
import { governedBy, type Opening, takenBy } from "./reach";

/** One kind of pod that policies let speak to another, and on which ports. */
export interface PodFlow {
  readonly from: PodIdentity;
  readonly to: PodIdentity;
  readonly ports: readonly PortRange[];
}

/** A place that is no pod of the plan: a namespace of others, or a range of addresses. */
export type Outside =
  | { readonly kind: "namespace"; readonly name: string }
  | { readonly kind: "addresses"; readonly cidr: string; readonly except: readonly string[] }
  | { readonly kind: "anywhere" };

/** A kind of pod that policies let speak to what is outside the plan, or be spoken to from there. */
export interface OutsideFlow {
  readonly pod: PodIdentity;
  readonly outside: Outside;
  readonly ports: readonly PortRange[];
}

function namedAt({ named }: PodIdentity): NamedPorts {
  return (name, protocol) => {
    const port = named?.get(name);
    if (named === undefined) return "any";
    return port?.protocol === protocol && typeof port.number === "number" ? port.number : undefined;
  };
}

/** Ports of a pod that the other side's openings, or its own, let through. */
function portsAt(to: PodIdentity, openings: readonly Opening[]): readonly PortRange[] {
  const [only, ...others] = openings;
  if (only !== undefined && others.length === 0) return rangesOf(only.ports, namedAt(to));
  return openings.flatMap(({ ports }) => rangesOf(ports, namedAt(to)));
}

/** Who may be spoken to by a pod, by its own egress alone; a pod that nothing closes may speak to all. */
function sentTo(plan: Plan, from: PodIdentity): ReadonlyMap<PodIdentity, readonly Opening[] | undefined> {
  const { isClosed, openings } = governedBy(plan, "Egress", from);
  if (!isClosed) return new Map(pods(plan).map((to) => [to, undefined]));
  const found = new Map<PodIdentity, Opening[]>();
  for (const opening of openings)
    for (const to of takenBy(plan, opening)) {
      const known = found.get(to);
      if (known) known.push(opening);
      else found.set(to, [opening]);
    }
  return found;
}

function accepted(plan: Plan, from: PodIdentity, to: PodIdentity): readonly PortRange[] {
  const { isClosed, openings } = governedBy(plan, "Ingress", to);
  if (!isClosed) return ALL_PORTS;
  const taking = openings.filter((each) => takenBy(plan, each).has(from));
  return portsAt(to, taking);
}

/**
 * Every pair of kinds of pods of which one may open a connection to the other, both sides' policies considered; all
 * other pairs are closed. Pods of one kind among themselves are a pair too.
 */
export function podFlows(plan: Plan): PodFlow[] {
  return pods(plan).flatMap((from) =>
    [...sentTo(plan, from)].flatMap(([to, openings]) => {
      const sent = openings === undefined ? ALL_PORTS : portsAt(to, openings);
      const ports = joined(shared(sent, accepted(plan, from, to)));
      return ports.length === 0 ? [] : [{ from, to, ports }];
    }),
  );
}

/** What of a peer lies outside the plan; a selector that names no namespace takes pods of the plan alone. */
function outsideOf(plan: Plan, peer: unknown): Outside[] {
  const [block, selector] = [at(peer, "ipBlock"), at(peer, "namespaceSelector")];
  if (block !== undefined)
    return [{ kind: "addresses", cidr: String(at(block, "cidr")), except: texts(at(block, "except")) }];
  const name = at(selector, "matchLabels", "kubernetes.io/metadata.name");
  const isOurs = plan.facts.tenants.some(({ namespace }) => namespace === name);
  return typeof name === "string" && !isOurs ? [{ kind: "namespace", name }] : [];
}

const ANYWHERE: Outside = { kind: "anywhere" };

/** What of an opening lies outside the plan: the same for every pod that has it. */
const outsideThrough = once((plan: Plan) =>
  once(({ peers }: Opening): readonly Outside[] =>
    peers.length === 0 ? [ANYWHERE] : peers.flatMap((peer) => outsideOf(plan, peer)),
  ),
);

/** What each kind of pod may speak to outside the plan, or who outside may speak to it. */
export function outsideFlows(plan: Plan, direction: "Ingress" | "Egress"): OutsideFlow[] {
  return pods(plan).flatMap((pod): OutsideFlow[] => {
    const { isClosed, openings } = governedBy(plan, direction, pod);
    if (!isClosed) return [{ pod, outside: ANYWHERE, ports: ALL_PORTS }];
    return openings.flatMap((opening) => {
      const found = outsideThrough(plan)(opening);
      if (found.length === 0) return [];
      const open = joined(rangesOf(opening.ports, direction === "Ingress" ? namedAt(pod) : () => "any"));
      return found.map((outside) => ({ pod, outside, ports: open }));
    });
  });
}
