import { mayHold } from "../../../plan/network/cidr";
import { type Opening, openings, type Policy, policies } from "../../../plan/network/reach";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, list, ofKind, texts } from "../../../plan/vocabulary";
import { against, plannedOf, planRule, remark } from "../../rule";

const NAME = "kubernetes.io/metadata.name";

function deniesAll({ object }: PlannedObject): boolean {
  const spec = at(object, "spec");
  const selector = at(spec, "podSelector");
  const everyPod = typeof selector === "object" && selector !== null && Object.keys(selector).length === 0;
  const types = texts(at(spec, "policyTypes"));
  const closed = list(at(spec, "ingress")).length === 0 && list(at(spec, "egress")).length === 0;
  return everyPod && closed && types.includes("Ingress") && types.includes("Egress");
}

/**
 * Only Kubernetes sets a namespace's name label; any other label may be put on another namespace tomorrow. A service
 * shared by all may go by a label of ours, so that a new shard does not change it; a perimeter names whom it knows.
 */
function namesNamespaces(selector: unknown, isShared: boolean): boolean {
  const labels = at(selector, "matchLabels");
  if (isShared && typeof labels === "object" && labels !== null && Object.keys(labels).length > 0) return true;
  const listed = list(at(selector, "matchExpressions")).some(
    (each) => at(each, "key") === NAME && at(each, "operator") === "In" && texts(at(each, "values")).length > 0,
  );
  return listed || typeof at(labels, NAME) === "string";
}

/** Policies add up: one that opens to everyone undoes the denial beside it. */
function looseness(plan: Plan, { direction, peers, ports }: Opening, isShared: boolean): string[] {
  const everyPort = ports.length === 0 || ports.some((each) => at(each, "port") === undefined);
  const loose = peers.flatMap((peer) => {
    const [namespaces, pods, block] = [at(peer, "namespaceSelector"), at(peer, "podSelector"), at(peer, "ipBlock")];
    if (namespaces === undefined && pods === undefined && block === undefined) return ["names a peer that is everyone"];
    if (namespaces !== undefined && !namesNamespaces(namespaces, isShared))
      return ["takes namespaces without naming them"];
    const range = at(block, "cidr");
    const inside = mayHold(range, texts(at(block, "except")), plan.facts.network.pods);
    return block !== undefined && direction === "Ingress" && inside ? [`takes ${String(range)}, where pods are`] : [];
  });
  return [...(peers.length === 0 ? ["names no peer"] : []), ...(everyPort ? ["names no port"] : []), ...loose];
}

function loose(plan: Plan, policy: Policy) {
  return openings(policy).flatMap((opening) =>
    [...new Set(looseness(plan, opening, policy.planned.perimeter === undefined))].map((fault) =>
      remark(policy.planned, opening.direction.toLowerCase(), `${fault}: it opens what should be denied.`),
    ),
  );
}

export default planRule({
  id: "NET-01",
  title: {
    fr: "Tout flux interdit par défaut, dans les deux sens",
    en: "Every namespace denies all traffic both ways by default, and what opens names peers and ports",
  },
  why: "Ce qui n'est pas déclaré ne doit pas passer : un pod ajouté demain naît sans réseau. Les politiques s'additionnent : une seule, trop large, annule les autres.",
  remedy:
    "Rétablissez la politique default-deny de stacks/tenant.ts ; nommez les pairs (espaces par leur nom) et les ports des autres.",
  severity: "critical",
  controls: [
    "CIS:5.3.2",
    "PSSIE:RES-CLOIS",
    "SNC:13.2.a",
    "PA075:R6",
    "PA075:R32",
    "PA075:R34",
    "PSSIE:RES-ENTSOR",
    "PSSIE:ARCHI-HEBERG",
    "PSSIE:EXP-CI-FILT",
  ],
  waivable: false,
  looksAt: "each Namespace against the NetworkPolicies in it, and every rule of every NetworkPolicy",
  check: (plan) => {
    const namespaces = ofKind(plan, "Namespace");
    const all = policies(plan);
    const closed = new Set(
      all.filter(({ planned }) => deniesAll(planned)).map(({ planned }) => planned.object.metadata.namespace),
    );
    const undefended = namespaces
      .filter(({ object }) => !closed.has(object.metadata.name))
      .map((planned) =>
        remark(planned, "", `${planned.object.metadata.name} has no policy that denies all ingress and egress.`),
      );
    return {
      looked: against(namespaces, ...plannedOf(all)),
      findings: [...undefended, ...all.flatMap((policy) => loose(plan, policy))],
    };
  },
});
