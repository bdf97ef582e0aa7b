import { governs, openings, opensPort, policies } from "../../../plan/network/reach";
import { objectId, type Plan, type PlannedObject } from "../../../plan/plan";
import { at, list, ofKind, selects, texts } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";
import { destinationOf } from "./destinations";
import { namedHosts } from "./hosts";
import { objectReferences, otherReferences, referredId } from "./references";
import { portsOf, servedBy, targetOf } from "./services";
import { ownSpace } from "./space";

const REFERRED = ["ConfigMap", "ObjectStore", "PersistentVolumeClaim", "PriorityClass", "Role", "ServiceAccount"];

/** Whether a policy's peer is the edge, by name: a selector of all namespaces names nobody. */
function isEdge(plan: Plan, peer: unknown): boolean {
  const namespaces = at(peer, "namespaceSelector");
  const edge = { "kubernetes.io/metadata.name": plan.facts.edge.namespace };
  return namespaces !== undefined && selects(namespaces, edge) === true && selects(namespaces, {}) !== true;
}

/** Whether the edge, which is no part of the plan, is let in to the pods of a Service that has their workload's name. */
function servesEdge(plan: Plan, service: PlannedObject): boolean {
  const { name } = service.object.metadata;
  const own = servedBy(plan, service).find(({ planned }) => planned.object.metadata.name === name);
  const pod = ownSpace(plan, service).pods.find(({ planned }) => planned === own?.planned);
  if (own === undefined || pod === undefined) return false;
  const ports = portsOf(service).flatMap((port) => targetOf(own, port) ?? []);
  return policies(plan)
    .filter((policy) => governs(policy, "Ingress", pod) === true)
    .flatMap(openings)
    .filter(({ direction, peers }) => direction === "Ingress" && peers.some((peer) => isEdge(plan, peer)))
    .some((opening) => ports.some((port) => opensPort(opening, port)));
}

/** A dashboard, which the platform's Grafana finds by its label, in whichever namespace. */
function isDashboard({ object }: PlannedObject): boolean {
  return object.kind === "ConfigMap" && object.metadata.labels?.grafana_dashboard === "1";
}

/** The account that Kubernetes makes itself: in the plan so that it has no token (K8S-21), and for no pod of ours. */
function isDefaultAccount({ object }: PlannedObject): boolean {
  return object.kind === "ServiceAccount" && object.metadata.name === "default";
}

/** ConfigMaps that a Role names one by one: a program reads them through the API. */
function readThroughTheApi(plan: Plan): string[] {
  return ofKind(plan, "Role").flatMap(({ object }) =>
    list(at(object, "rules"))
      .filter((rule) => texts(at(rule, "resources")).includes("configmaps"))
      .flatMap((rule) => texts(at(rule, "resourceNames")))
      .map((name) => `ConfigMap/${object.metadata.namespace}/${name}`),
  );
}

function isCalled(plan: Plan, service: PlannedObject, called: ReadonlySet<PlannedObject>): boolean {
  const governsPods = ownSpace(plan, service).workloads.some(
    ({ planned }) => at(planned.object, "spec", "serviceName") === service.object.metadata.name,
  );
  return governsPods || called.has(service) || servesEdge(plan, service);
}

export default planRule({
  id: "WIR-07",
  title: {
    fr: "Rien d'inutilisé : chaque objet qui en sert un autre est nommé par lui",
    en: "Nothing is idle: every object that serves another is named by one",
  },
  why: "Un ConfigMap, un Service ou un volume que rien n'utilise cache une faute de nom, et survit à ce qu'il servait. Règle propre, entre objets.",
  remedy: "Retirez l'objet, ou nommez-le là où il devait servir.",
  severity: "medium",
  controls: ["PSSIE:EXP-DOM-OBSOLET", "own"],
  looksAt:
    "every ConfigMap, volume claim, service account, priority class and store of archives against what pods and databases name; every role against the bindings; every Service against StatefulSets, the hosts that configurations name, and the edge",
  check: (plan) => {
    // An account that a binding alone names is nobody's: pods have accounts.
    const bound = otherReferences(plan).filter(({ kind }) => kind === "Role");
    const named = new Set([...[...objectReferences(plan), ...bound].map(referredId), ...readThroughTheApi(plan)]);
    const called = new Set(
      namedHosts(plan).flatMap((host) => {
        const destination = destinationOf(plan, host);
        return destination.kind === "service" ? [destination.service] : [];
      }),
    );
    const referred = plan.objects.filter(
      (planned) => REFERRED.includes(planned.object.kind) && !isDefaultAccount(planned),
    );
    const services = ofKind(plan, "Service");
    const idle = [
      ...referred.filter((planned) => !named.has(objectId(planned.object)) && !isDashboard(planned)),
      ...services.filter((service) => !isCalled(plan, service, called)),
    ];
    return {
      looked: [...referred, ...services],
      findings: idle.map((planned) => remark(planned, "metadata.name", "is used by nothing of the plan.")),
    };
  },
});
