import { once } from "../plan/once";
import type { Plan, PlannedObject } from "../plan/plan";
import { at, list, objectNamed, ofKind, texts } from "../plan/vocabulary";
import { backends, portsOf, targetOf } from "./rules/wiring/services";
import { ownSpace } from "./rules/wiring/space";

/*
 * What the public reaches, read from routes of both kinds of edge: HTTPRoutes on Gateways, and Ingresses.
 */

/** A Service that a public route leads to. */
export interface PublicBackend {
  readonly planned: PlannedObject;
  readonly field: string;
  readonly service: string;
  /** Number or name. */
  readonly port: unknown;
  readonly namespace: string | undefined;
}

/** A path that a route leads somewhere: itself alone, or with all below it by whole parts. */
interface PublicPath {
  readonly path: string;
  readonly extent: "exact" | "prefix";
}

/** A host that the public asks, where its route is, and which paths that leads to a Service. */
export interface PublicHost {
  readonly planned: PlannedObject;
  readonly host: string;
  readonly paths: readonly PublicPath[];
}

function ofHttpRoute(planned: PlannedObject): PublicBackend[] {
  const own = planned.object.metadata.namespace;
  return list(at(planned.object, "spec", "rules")).flatMap((rule, index) =>
    list(at(rule, "backendRefs")).map((each) => {
      const namespace = at(each, "namespace");
      return {
        planned,
        field: `spec.rules[${index}].backendRefs`,
        service: String(at(each, "name")),
        port: at(each, "port"),
        namespace: typeof namespace === "string" ? namespace : own,
      };
    }),
  );
}

function ofIngress(planned: PlannedObject): PublicBackend[] {
  const { spec } = planned.object;
  const named = list(at(spec, "rules")).flatMap((rule, index) =>
    list(at(rule, "http", "paths")).map((path) => ({
      field: `spec.rules[${index}]`,
      service: at(path, "backend", "service"),
    })),
  );
  const fallback = at(spec, "defaultBackend", "service");
  const all = fallback === undefined ? named : [...named, { field: "spec.defaultBackend", service: fallback }];
  return all.map(({ field, service }) => ({
    planned,
    field,
    service: String(at(service, "name")),
    port: at(service, "port", "number") ?? at(service, "port", "name"),
    namespace: planned.object.metadata.namespace,
  }));
}

/** Every Service that public routes lead to. */
export const publicBackends = once((plan: Plan): readonly PublicBackend[] => [
  ...ofKind(plan, "HTTPRoute").flatMap(ofHttpRoute),
  ...ofKind(plan, "Ingress").flatMap(ofIngress),
]);

/** As the two kinds of route write it; an expression, or what the edge reads as it likes, is none. */
function publicPath(type: unknown, path: unknown): PublicPath[] {
  if (typeof path !== "string") return [];
  if (type === "Exact") return [{ path, extent: "exact" }];
  return type === "Prefix" || type === "PathPrefix" ? [{ path, extent: "prefix" }] : [];
}

/** Without a match a rule takes every path (Gateway API, HTTPRouteRule); one that asks for more than a path takes not all. */
function httpRoutePaths(rule: unknown): PublicPath[] {
  if (list(at(rule, "backendRefs")).length === 0) return [];
  const matches = list(at(rule, "matches"));
  return matches.length === 0
    ? [{ path: "/", extent: "prefix" }]
    : matches
        .filter((match) => Object.keys(Object(match)).every((key) => key === "path"))
        .flatMap((match) => publicPath(at(match, "path", "type") ?? "PathPrefix", at(match, "path", "value") ?? "/"));
}

/** Whether a route of a host takes a path. */
export function leadsOn({ paths }: PublicHost, asked: string): boolean {
  return paths.some(
    ({ path, extent }) => asked === path || (extent === "prefix" && asked.startsWith(path.replace(/\/?$/, "/"))),
  );
}

/** What a route is attached to: a Gateway, and its listener. */
interface Attachment {
  readonly gateway: PlannedObject | undefined;
  /** Undefined where there is none of that name, or none is named, which takes all. */
  readonly listener: unknown;
}

/** Where a route is attached, one for each parent that it names. */
export function attachments(plan: Plan, { object: { metadata, spec } }: PlannedObject): Attachment[] {
  return list(at(spec, "parentRefs")).map((parent) => {
    const gateway = objectNamed(plan, "Gateway", at(parent, "namespace") ?? metadata.namespace, at(parent, "name"));
    const section = at(parent, "sectionName");
    const listeners = list(at(gateway?.object.spec, "listeners"));
    const listener = section === undefined ? undefined : listeners.find((each) => at(each, "name") === section);
    return { gateway, listener };
  });
}

/** Every host that a public route is for. */
export const publicHosts = once((plan: Plan): readonly PublicHost[] => [
  ...ofKind(plan, "HTTPRoute").flatMap((planned) =>
    texts(at(planned.object, "spec", "hostnames")).map((host) => ({
      planned,
      host,
      paths: list(at(planned.object, "spec", "rules")).flatMap(httpRoutePaths),
    })),
  ),
  ...ofKind(plan, "Ingress").flatMap((planned) =>
    list(at(planned.object, "spec", "rules")).flatMap((rule) =>
      texts([at(rule, "host")]).map((host) => ({
        planned,
        host,
        paths: list(at(rule, "http", "paths")).flatMap((each) => publicPath(at(each, "pathType"), at(each, "path"))),
      })),
    ),
  ),
]);

/** A Service that a route names; undefined where there is none. */
export function serviceOf(plan: Plan, { namespace, service }: PublicBackend): PlannedObject | undefined {
  return objectNamed(plan, "Service", namespace, service);
}

/** Name of the container port behind a route; undefined where it leads to none of the plan. */
export function portName(plan: Plan, backend: PublicBackend): string | undefined {
  const service = serviceOf(plan, backend);
  if (service === undefined) return undefined;
  const port = portsOf(service).find((each) => at(each, "port") === backend.port || at(each, "name") === backend.port);
  const behind = backends(plan, service).map(({ planned }) => planned);
  const workload = ownSpace(plan, service).workloads.find(({ planned }) => behind.includes(planned));
  if (port === undefined || workload === undefined) return undefined;
  const number = targetOf(workload, port);
  const containers = list(at(workload.pod, "containers")).flatMap((each) => list(at(each, "ports")));
  const name = at(
    containers.find((each) => at(each, "containerPort") === number),
    "name",
  );
  return typeof name === "string" ? name : undefined;
}
