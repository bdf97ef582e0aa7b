import { within } from "./network/cidr";
import { type Outside, type OutsideFlow, outsideFlows, podFlows } from "./network/flows";
import { joined, type PortRange, portsText } from "./network/ports";
import { openings, policies } from "./network/reach";
import { once } from "./once";
import type { Plan } from "./plan";
import { at, list, type PodIdentity, pods, texts } from "./vocabulary";

/*
 * Who may speak to whom, over all shards: pods of one kind in every shard are one row, so that a person can read it.
 */

/** A kind of pod: a system of every shard, of every namespace of restores, or of one namespace that all share. */
export interface PodKind {
  /** `shard`, `restore`, or the namespace. */
  readonly place: string;
  /** The system, and which of its processes where a policy tells that one from the others. */
  readonly name: string;
  /** Whether policies say nothing of it, since it is on the network of its node. */
  readonly onHost: boolean;
}

/** Whether two pods are of one shard, of two, or at least one of them is shared by all. */
type Relation = "same shard" | "another shard" | "";

/** What pods of one kind may reach of another. */
export interface Reach {
  readonly from: string;
  readonly to: string;
  readonly relation: Relation;
  /** `closed`, or ports as `portsText` writes them. */
  readonly ports: string;
  /** Of how many pairs of namespaces this is so. */
  readonly holds: number;
  readonly pairs: number;
}

/** What pods of one kind may reach outside the plan, or who there may reach them. */
export interface OutsideReach {
  readonly kind: string;
  readonly outside: string;
  readonly ports: string;
  /** In how many namespaces. */
  readonly holds: number;
}

/** All that the NetworkPolicies of a plan let through. */
export interface Reachability {
  readonly kinds: readonly PodKind[];
  /** Every pair of kinds and relation, closed ones included. */
  readonly between: readonly Reach[];
  readonly outwards: readonly OutsideReach[];
  readonly inwards: readonly OutsideReach[];
}

interface Place {
  readonly place: string;
  /** The shard that it belongs to; undefined for what all share. */
  readonly shard: string | undefined;
}

const places = once((plan: Plan): ReadonlyMap<string, Place> => {
  const shards = plan.facts.perimeters.flatMap((perimeter) => perimeter.shards);
  return new Map(
    shards.flatMap(({ name, namespace, restoreNamespace }) => [
      [namespace, { place: "shard", shard: name }],
      [restoreNamespace, { place: "restore", shard: name }],
    ]),
  );
});

function placeOf(plan: Plan, { namespace }: PodIdentity): Place {
  return places(plan).get(namespace) ?? { place: namespace, shard: undefined };
}

/** The shard that a pod belongs to, its namespace of restores included; undefined for what all share. */
export function shardOf(plan: Plan, pod: PodIdentity): string | undefined {
  return placeOf(plan, pod).shard;
}

/** A kind as rows name it: `shard: homeserver/main`. */
export function kindName({ place, name }: Pick<PodKind, "place" | "name">): string {
  return `${place}: ${name}`;
}

const COMPONENT = "app.kubernetes.io/component";

/** Components by which a selector of a policy tells pods of one system apart. */
const toldApart = once((plan: Plan): ReadonlySet<string> => {
  const selectors = policies(plan).flatMap(({ spec, planned }) => [
    at(spec, "podSelector"),
    ...openings({ spec, namespace: planned.object.metadata.namespace ?? "" }).flatMap(({ peers }) =>
      peers.map((peer) => at(peer, "podSelector")),
    ),
  ]);
  const equal = selectors.flatMap((selector) => texts([at(selector, "matchLabels", COMPONENT)]));
  const listed = selectors.flatMap((selector) =>
    list(at(selector, "matchExpressions"))
      .filter((each) => at(each, "key") === COMPONENT)
      .flatMap((each) => texts(at(each, "values"))),
  );
  return new Set([...equal, ...listed]);
});

const kindsOf = once((plan: Plan) =>
  once((pod: PodIdentity) => {
    const kind = kindIn(plan, pod);
    return { kind, name: kindName(kind) };
  }),
);

function kindIn(plan: Plan, pod: PodIdentity): PodKind {
  const { labels, planned, onHost } = pod;
  const system = labels["app.kubernetes.io/name"] ?? planned.object.metadata.name;
  const process = labels[COMPONENT];
  const name = process === undefined || !toldApart(plan).has(process) ? system : `${system}/${process}`;
  return { place: placeOf(plan, pod).place, name, onHost };
}

function relationBetween(one: string | undefined, other: string | undefined): Relation {
  if (one === undefined || other === undefined) return "";
  return one === other ? "same shard" : "another shard";
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Namespaces of each kind of pod, with the shard that each belongs to. */
type Homes = ReadonlyMap<string, ReadonlyMap<string, string | undefined>>;

function homesOf(plan: Plan): Homes {
  const homes = new Map<string, Map<string, string | undefined>>();
  for (const pod of pods(plan)) {
    const { name } = kindsOf(plan)(pod);
    const known = homes.get(name) ?? new Map<string, string | undefined>();
    homes.set(name, known.set(pod.namespace, placeOf(plan, pod).shard));
  }
  return homes;
}

/** How many pairs of namespaces two kinds stand in, by relation. */
function pairsOf(from: ReadonlyMap<string, string | undefined>, to: ReadonlyMap<string, string | undefined>) {
  const pairs = new Map<Relation, number>();
  for (const one of from.values())
    for (const other of to.values()) {
      const relation = relationBetween(one, other);
      pairs.set(relation, (pairs.get(relation) ?? 0) + 1);
    }
  return pairs;
}

/** Ports that are open between two kinds in a relation, by pair of namespaces. */
function openPairs(plan: Plan): ReadonlyMap<string, ReadonlyMap<string, readonly PortRange[]>> {
  const open = new Map<string, Map<string, readonly PortRange[]>>();
  for (const { from, to, ports } of podFlows(plan)) {
    const relation = relationBetween(placeOf(plan, from).shard, placeOf(plan, to).shard);
    const key = [kindsOf(plan)(from).name, kindsOf(plan)(to).name, relation].join("\0");
    const byPair = open.get(key) ?? new Map<string, readonly PortRange[]>();
    const pair = `${from.namespace} ${to.namespace}`;
    const known = byPair.get(pair);
    open.set(key, byPair.set(pair, known === undefined ? ports : joined([...known, ...ports])));
  }
  return open;
}

function counted(texts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => compare(a, b));
}

function between(plan: Plan): Reach[] {
  const [homes, open] = [homesOf(plan), openPairs(plan)];
  const kinds = [...homes].sort(([a], [b]) => compare(a, b));
  return kinds.flatMap(([from, fromHomes]) =>
    kinds.flatMap(([to, toHomes]) =>
      [...pairsOf(fromHomes, toHomes)].flatMap(([relation, pairs]): Reach[] => {
        const byPair = open.get([from, to, relation].join("\0"));
        const rows = counted([...(byPair?.values() ?? [])].map(portsText));
        const closed = pairs - (byPair?.size ?? 0);
        const all: [string, number][] = closed > 0 ? [...rows, ["closed", closed]] : rows;
        return all.map(([ports, holds]) => ({ from, to, relation, ports, holds, pairs }));
      }),
    ),
  );
}

/** A range of addresses by what is declared to be there. */
const placeText = once((plan: Plan) => once((outside: Outside) => textOf(plan, outside)));

function textOf(plan: Plan, outside: Outside): string {
  if (outside.kind === "anywhere") return "anywhere";
  if (outside.kind === "namespace") return `namespace ${outside.name}`;
  const { cidr, except } = outside;
  const { destinations, network } = plan.facts;
  if (within(cidr, network.nodes)) return `nodes (${cidr})`;
  const declared = destinations
    .filter(({ through, addresses }) => through === "direct" && addresses.some((range) => within(cidr, range)))
    .map(({ id }) => id);
  const but = except.length === 0 ? "" : ` except ${except.join(", ")}`;
  return `${declared.length === 0 ? "undeclared" : declared.join(" or ")} (${cidr}${but})`;
}

function outside(plan: Plan, flows: readonly OutsideFlow[]): OutsideReach[] {
  const rows = new Map<string, { row: Omit<OutsideReach, "holds">; namespaces: Set<string> }>();
  for (const { pod, outside: place, ports } of flows) {
    const row = {
      kind: kindsOf(plan)(pod).name,
      outside: placeText(plan)(place),
      ports: portsText(ports),
    };
    const key = [row.kind, row.outside, row.ports].join("\0");
    const known = rows.get(key) ?? { row, namespaces: new Set<string>() };
    known.namespaces.add(pod.namespace);
    rows.set(key, known);
  }
  return [...rows]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { row, namespaces }]) => ({ ...row, holds: namespaces.size }));
}

/** Works out the reachability of a plan. */
export const reachability = once((plan: Plan): Reachability => {
  const kinds = new Map(
    pods(plan).map((pod) => {
      const { kind, name } = kindsOf(plan)(pod);
      return [name, kind];
    }),
  );
  return {
    kinds: [...kinds].sort(([a], [b]) => compare(a, b)).map(([, kind]) => kind),
    between: between(plan),
    outwards: outside(plan, outsideFlows(plan, "Egress")),
    inwards: outside(plan, outsideFlows(plan, "Ingress")),
  };
});
