import { mayConnect } from "../../../plan/network/reach";
import { once } from "../../../plan/once";
import { objectId, type Plan, type PlannedObject } from "../../../plan/plan";
import { at, type PodIdentity } from "../../../plan/vocabulary";
import { plannedOf, planRule, type Remark, remark } from "../../rule";
import { destinationOf } from "./destinations";
import { type NamedHost, namedHosts } from "./hosts";
import { objectReferences, referredId } from "./references";
import { backends, portsOf, servedBy, targetOf } from "./services";
import { ownSpace } from "./space";

/** Pods that a host name leads to, and the port of theirs that is called. */
interface Called {
  readonly pod: PodIdentity;
  readonly port: number;
}

function calledBy(plan: Plan, named: NamedHost): readonly Called[] {
  const destination = destinationOf(plan, named);
  const { port } = named;
  if (destination.kind === "database") {
    const pod = ownSpace(plan, destination.database).pods.find(({ planned }) => planned === destination.database);
    return pod === undefined || port === undefined ? [] : [{ pod, port }];
  }
  if (destination.kind !== "service") return [];
  return podsCalled(plan)(destination.service)(port);
}

/** Pods behind a Service, and which port of theirs one of its own leads to; asked once for all who call it. */
const podsCalled = once((plan: Plan) =>
  once((service: PlannedObject) => {
    const byPort = new Map<number | undefined, readonly Called[]>();
    return (port: number | undefined): readonly Called[] => {
      const found = byPort.get(port) ?? podsBehind(plan, service, port);
      byPort.set(port, found);
      return found;
    };
  }),
);

function podsBehind(plan: Plan, service: PlannedObject, port: number | undefined): readonly Called[] {
  const servicePort = portsOf(service).find((each) => at(each, "port") === port);
  const targets = new Map(
    servedBy(plan, service).map((workload) => [workload.planned, targetOf(workload, servicePort)]),
  );
  return backends(plan, service).flatMap((pod) => {
    const target = targets.get(pod.planned);
    return target === undefined ? [] : [{ pod, port: target }];
  });
}

/** Workloads that read what names a host, by the id of the ConfigMap or of the workload itself. */
function readersById(plan: Plan): ReadonlyMap<string, ReadonlySet<PlannedObject>> {
  const readers = new Map<string, Set<PlannedObject>>();
  for (const reference of objectReferences(plan)) {
    const id = referredId(reference);
    readers.set(id, (readers.get(id) ?? new Set()).add(reference.planned));
  }
  return readers;
}

const podId = once(({ planned: { stack, object } }: PodIdentity) => `${stack} ${objectId(object)}`);

/** Who calls whom, each pair and port once. */
function calls(plan: Plan): { from: PodIdentity; to: Called; named: NamedHost }[] {
  const readers = readersById(plan);
  const readersOf = once((planned: PlannedObject) => {
    const reading = readers.get(objectId(planned.object));
    return ownSpace(plan, planned).pods.filter((pod) => pod.planned === planned || reading?.has(pod.planned));
  });
  const all = namedHosts(plan).flatMap((named) =>
    calledBy(plan, named).flatMap((to) => readersOf(named.planned).map((from) => ({ from, to, named }))),
  );
  return [...new Map(all.map((each) => [`${podId(each.from)} ${podId(each.to.pod)} ${each.to.port}`, each])).values()];
}

function closed({ from, to, named }: ReturnType<typeof calls>[number]): Remark {
  return remark(
    from.planned,
    named.field,
    `calls ${named.host} on ${to.port}, which network policies close to it: ${objectId(to.pod.planned.object)}.`,
  );
}

export default planRule({
  id: "WIR-08",
  title: {
    fr: "Ce qu'une configuration nomme est joignable par qui la lit",
    en: "What a configuration names may be reached by whoever reads it",
  },
  why: "Une politique réseau qui oublie un flux se voit comme une attente sans fin, souvent longtemps après le déploiement. Règle propre, entre objets.",
  remedy: "Ouvrez le flux dans les deux politiques, chez qui appelle et chez qui répond, ou ne nommez pas cet hôte.",
  severity: "high",
  controls: ["PSSIE:RES-CARTO", "SNC:13.1.a", "own"],
  looksAt:
    "each workload and the hosts of the plan that its ConfigMaps, command and environment name, against the NetworkPolicies of both sides",
  check: (plan) => {
    const all = calls(plan);
    return {
      looked: plannedOf(all.flatMap(({ from, to }) => [from, to.pod])),
      findings: all.filter(({ from, to }) => !mayConnect(plan, from, to.pod, to.port)).map(closed),
    };
  },
});
