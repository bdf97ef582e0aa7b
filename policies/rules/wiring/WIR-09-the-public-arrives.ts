import { governs, openings, opensPort, policies } from "../../../plan/network/reach";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, ofKind, selects, texts } from "../../../plan/vocabulary";
import { attachments, type PublicBackend, publicBackends, publicHosts, serviceOf } from "../../public-routes";
import { against, plannedOf, planRule, type Remark, remark } from "../../rule";
import { backends, portsOf, servedBy, targetOf } from "./services";

const nameOf = (namespace: string) => ({ "kubernetes.io/metadata.name": namespace });

/** A route must lead to a port of a Service whose pods let the edge in there. */
function backendFaults(plan: Plan, backend: PublicBackend): Remark[] {
  const { planned, field, service: name, port, namespace } = backend;
  const service = serviceOf(plan, backend);
  const say = (message: string) => [remark(planned, field, message)];
  if (namespace !== planned.object.metadata.namespace)
    return say(`leads to ${name} of another namespace, which only a grant of its owner would let it.`);
  if (service === undefined) return say(`leads to ${name}, which is no Service of ${String(namespace)}.`);
  const found = portsOf(service).find((each) => at(each, "port") === port || at(each, "name") === port);
  if (found === undefined) return say(`leads to port ${String(port)}, which ${name} has not.`);
  const edge = nameOf(plan.facts.edge.namespace);
  const closed = servedBy(plan, service).filter((workload) => {
    const target = targetOf(workload, found);
    const pod = backends(plan, service).find(({ planned: of }) => of === workload.planned);
    return !policies(plan)
      .filter((policy) => pod !== undefined && governs(policy, "Ingress", pod) === true)
      .flatMap(openings)
      .some(
        (opening) =>
          opening.direction === "Ingress" &&
          opensPort(opening, target) &&
          opening.peers.some(
            (peer) =>
              at(peer, "namespaceSelector") !== undefined && selects(at(peer, "namespaceSelector"), edge) === true,
          ),
      );
  });
  return closed.flatMap(({ planned: of }) =>
    say(`leads to ${name}, where ${of.object.metadata.name} does not let the edge in.`),
  );
}

/** Whether a listener takes routes of a namespace: its own unless it says which. */
function takesRoutes(listener: unknown, own: string | undefined, namespace: string | undefined): boolean {
  const namespaces = at(listener, "allowedRoutes", "namespaces");
  const from = at(namespaces, "from") ?? "Same";
  if (from === "All") return true;
  if (from === "Selector") return selects(at(namespaces, "selector"), nameOf(namespace ?? "")) === true;
  return own === namespace;
}

/** A route must be attached to a listener of its own host, which takes it. */
function parentFaults(plan: Plan, route: PlannedObject): Remark[] {
  const { namespace } = route.object.metadata;
  const hosts = texts(at(route.object, "spec", "hostnames"));
  const attached = attachments(plan, route);
  const lost = attached
    .filter(({ listener }) => listener === undefined)
    .map(() => "names a listener that is not there.");
  const refused = attached
    .filter(
      ({ listener, gateway }) =>
        listener !== undefined && !takesRoutes(listener, gateway?.object.metadata.namespace, namespace),
    )
    .map(({ listener }) => `is not taken by the listener ${String(at(listener, "name"))}.`);
  const strange = hosts
    .filter((host) => !attached.some(({ listener }) => at(listener, "hostname") === host))
    .map((host) => `is for ${host}, for which none of its listeners listens.`);
  const wide = hosts.length === 0 ? ["is for every host of its listeners."] : [];
  return [...lost, ...refused, ...strange, ...wide].map((message) => remark(route, "spec.parentRefs", message));
}

/** A check must ask what the public asks. */
function probeFaults(plan: Plan, probe: PlannedObject): Remark[] {
  const known = new Set([
    ...publicHosts(plan).map(({ host }) => host),
    ...plan.facts.turn.relays.map(({ host }) => host),
  ]);
  return texts(at(probe.object, "spec", "targets", "staticConfig", "static"))
    .map((target) => ({ target, host: URL.parse(target)?.hostname || target.split(":")[0] || "" }))
    .filter(({ host }) => !known.has(host))
    .map(({ target }) => remark(probe, "spec.targets", `asks ${target}, which is no public host.`));
}

export default planRule({
  id: "WIR-09",
  title: {
    fr: "Ce que demande le public arrive : routes, écouteurs, ports, sondes",
    en: "What the public asks arrives: routes, listeners, ports and checks fit each other",
  },
  why: "Une route vers un port que le pod ferme, ou un écouteur qui ne la prend pas, coupe un périmètre entier, et seul le client le voit. Règle propre, entre objets.",
  remedy:
    "Faites mener la route à un port du Service, ouvert à l'espace du bord ; attachez-la à l'écouteur de son hôte.",
  severity: "high",
  controls: ["own"],
  looksAt: "every backend and listener of every public route, and every target of every Probe",
  check: (plan) => {
    const [all, routes, probes] = [publicBackends(plan), ofKind(plan, "HTTPRoute"), ofKind(plan, "Probe")];
    return {
      looked: against([...plannedOf(all), ...probes], ...routes),
      findings: [
        ...all.flatMap((each) => backendFaults(plan, each)),
        ...routes.flatMap((route) => parentFaults(plan, route)),
        ...probes.flatMap((probe) => probeFaults(plan, probe)),
      ],
    };
  },
});
