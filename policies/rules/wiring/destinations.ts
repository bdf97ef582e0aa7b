import { once } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { podNames } from "../../../plan/pod-count";
import { at, ownerOf } from "../../../plan/vocabulary";
import type { NamedHost } from "./hosts";
import { isHeadless, portsOf, servedBy, targetOf } from "./services";
import { ownSpace, spaceOf } from "./space";

/** Where a named host leads: a Service of the plan, a database of CloudNativePG's, a place outside the plan, or nowhere. */
export type Destination =
  | { readonly kind: "service"; readonly service: PlannedObject }
  | { readonly kind: "database"; readonly database: PlannedObject }
  | { readonly kind: "outside" }
  | { readonly kind: "nowhere"; readonly why: string };

const POSTGRES_PORT = 5432;

/** Services that CloudNativePG makes for a cluster: its primary, its standbys, any of both. */
const DATABASE_SERVICES = ["rw", "ro", "r"];

const nowhere = (why: string): Destination => ({ kind: "nowhere", why });

function namespacesOutside({ facts: { network, edge } }: Plan): string[] {
  return [network.dnsNamespace, network.monitoringNamespace, network.operatorNamespace, edge.namespace];
}

function hasNamespace(plan: Plan, name: string | undefined): boolean {
  return ownerOf(plan, name) !== undefined;
}

interface Parts {
  readonly namespace: string;
  readonly service: string;
  /** Pod of a headless Service. */
  readonly pod: string | undefined;
}

/** What a host name names, as the resolver of a pod in this namespace completes it. */
function partsOf(plan: Plan, { planned, host }: NamedHost): Parts {
  const labels = host.replace(/\.svc(\.cluster\.local)?$/, "").split(".");
  const isFull = labels.length > 1 && (host.includes(".svc") || hasNamespace(plan, labels.at(-1)));
  const namespace = (isFull ? labels.pop() : planned.object.metadata.namespace) ?? "";
  const service = labels.pop() ?? "";
  return { namespace, service, pod: labels.length === 0 ? undefined : labels.join(".") };
}

/** Whether the cluster's DNS knows a pod behind a Service: StatefulSets name theirs, by the Service that governs them. */
function knowsPod(plan: Plan, service: PlannedObject, pod: string): boolean {
  const governed = ownSpace(plan, service).workloads.filter(
    ({ planned }) => at(planned.object, "spec", "serviceName") === service.object.metadata.name,
  );
  return isHeadless(service) && governed.some((workload) => podNames(plan, workload)?.includes(pod));
}

/** Whether a Service is called at a port: a headless one at its pods' own, since nothing translates it. */
function answers(plan: Plan, service: PlannedObject, number: number): boolean {
  const ports = portsOf(service).filter((each) => at(each, "port") === number);
  if (!isHeadless(service)) return ports.length > 0;
  return servedBy(plan, service).some((workload) => ports.some((each) => targetOf(workload, each) === number));
}

const known = once((plan: Plan) => once((named: NamedHost) => resolved(plan, named)));

export function destinationOf(plan: Plan, named: NamedHost): Destination {
  return known(plan)(named);
}

function resolved(plan: Plan, named: NamedHost): Destination {
  const { pod, service: name, namespace } = partsOf(plan, named);
  if (!hasNamespace(plan, namespace)) {
    const isKnown = namespacesOutside(plan).includes(namespace);
    return isKnown ? { kind: "outside" } : nowhere(`${namespace} is no namespace of the plan`);
  }
  const { services, databases } = spaceOf(plan, namespace);
  const service = services.find(({ object }) => object.metadata.name === name);
  if (service === undefined) {
    const database = databases.find(({ object }) =>
      DATABASE_SERVICES.some((role) => name === `${object.metadata.name}-${role}`),
    );
    if (database === undefined || pod !== undefined) return nowhere(`there is no Service ${name} in ${namespace}`);
    return [undefined, POSTGRES_PORT].includes(named.port)
      ? { kind: "database", database }
      : nowhere(`PostgreSQL answers on ${POSTGRES_PORT} only`);
  }
  if (pod !== undefined && !knowsPod(plan, service, pod)) return nowhere(`no StatefulSet of ${name} has a pod ${pod}`);
  if (named.port !== undefined && !answers(plan, service, named.port))
    return nowhere(`${name} has no port ${named.port}`);
  return { kind: "service", service };
}
