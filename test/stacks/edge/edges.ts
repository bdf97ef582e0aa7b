import { type Fleet, liveShards, type Tenant } from "../../../fleet/fleet";
import { loadFleet } from "../../../fleet/load/fleet";
import { edge } from "../../../stacks/edge/edge";
import type { EdgeValues, IngressValues, RouteValues } from "../../../stacks/edge/values";
import { ENVIRONMENTS, ROOT } from "../../plan/plans";

export type Kind = Fleet["edge"]["kind"];

export const KINDS: readonly Kind[] = ["gateway", "ingress"];

export const FLEETS: readonly Fleet[] = ENVIRONMENTS.map((name) => loadFleet(ROOT, name).fleet);

export function ofKind(fleet: Fleet, kind: Kind): Fleet {
  return { ...fleet, edge: { ...fleet.edge, kind } };
}

/** What leads into each namespace. */
export function edges(fleet: Fleet): Map<Tenant["namespace"], EdgeValues> {
  return new Map(fleet.tenants.map(({ namespace }) => [namespace, edge(fleet, namespace, {})]));
}

/** Where a request arrives. */
export interface Arrival {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  readonly seconds: number;
}

interface Candidate extends Arrival {
  readonly exact: boolean;
  readonly length: number;
}

/** Both kinds match a prefix by whole parts: /a holds /a and /a/b, not /ab. */
function holds(exact: boolean, path: string, asked: string): boolean {
  if (exact) return asked === path;
  const parts = (text: string) => text.split("/").filter((part) => part !== "");
  return parts(path).every((part, index) => asked.split("/").slice(1)[index] === part);
}

/** Those that both kinds prefer: an exact path, else the longest prefix. */
function preferred(candidates: readonly Candidate[]): Arrival[] {
  const exact = candidates.some((each) => each.exact);
  const longest = Math.max(0, ...candidates.filter((each) => each.exact === exact).map(({ length }) => length));
  return candidates
    .filter((each) => each.exact === exact && each.length === longest)
    .map(({ namespace, service, port, seconds }) => ({ namespace, service, port, seconds }));
}

type Edges = ReadonlyMap<string, EdgeValues>;
type Parent = RouteValues["spec"]["parentRefs"][number];

/** The listener that a route of a namespace attaches to; undefined where none takes it. */
export function listener(all: Edges, parent: Parent, from: string) {
  const gateway = all.get(parent.namespace)?.gateways.find(({ name }) => name === parent.name);
  const found = gateway?.spec.listeners.find(({ name }) => name === parent.sectionName);
  if (found === undefined) return undefined;
  const { namespaces } = found.allowedRoutes;
  const takes =
    namespaces.from === "Same"
      ? from === parent.namespace
      : namespaces.selector.matchExpressions.every(
          ({ key, values }) => key === "kubernetes.io/metadata.name" && values.includes(from),
        );
  return takes ? found : undefined;
}

const wholeSeconds = (text: string | undefined) => Number(/^(\d+)s$/.exec(text ?? "")?.[1]);

function byGateways(all: Edges, host: string, asked: string): Candidate[] {
  return [...all].flatMap(([namespace, { routes }]) =>
    routes.flatMap(({ spec }) => {
      const isAttached = spec.parentRefs.some((parent) => {
        const found = listener(all, parent, namespace);
        return found?.protocol === "HTTPS" && found.hostname === host;
      });
      if (!isAttached || !spec.hostnames.includes(host)) return [];
      return spec.rules.flatMap((rule): Candidate[] =>
        "filters" in rule
          ? []
          : rule.matches.flatMap(({ path: { type, value } }) =>
              holds(type === "Exact", value, asked)
                ? rule.backendRefs.map(({ name: service, port }) => ({
                    namespace,
                    service,
                    port,
                    seconds: wholeSeconds(rule.timeouts.request),
                    exact: type === "Exact",
                    length: value.length,
                  }))
                : [],
            ),
      );
    }),
  );
}

function byIngresses(all: Edges, host: string, asked: string): Candidate[] {
  const rulesOf = ({ annotations, spec }: IngressValues) =>
    spec.rules
      .filter((rule) => rule.host === host)
      .flatMap((rule) => rule.http.paths.map((path) => ({ ...path, annotations })));
  return [...all].flatMap(([namespace, { ingresses }]) =>
    ingresses.flatMap(rulesOf).flatMap(({ path, pathType, backend: { service }, annotations }): Candidate[] =>
      holds(pathType === "Exact", path, asked)
        ? [
            {
              namespace,
              service: service.name,
              port: service.port.number,
              seconds: wholeSeconds(annotations["haproxy.org/timeout-server"]),
              exact: pathType === "Exact",
              length: path.length,
            },
          ]
        : [],
    ),
  );
}

/** Every backend that a request of a host may arrive at, as an edge of this kind reads its objects. */
export function arrivals(all: Edges, kind: Kind, host: string, path: string): Arrival[] {
  return preferred(kind === "gateway" ? byGateways(all, host, path) : byIngresses(all, host, path));
}

/** Namespaces of live shards. */
export const shardNamespaces = (fleet: Fleet) => liveShards(fleet).map(({ namespace }) => namespace);
