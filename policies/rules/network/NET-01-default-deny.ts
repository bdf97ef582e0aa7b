import type { PlannedObject } from "../../../plan/plan";
import { at, list, ofKind, texts } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";

function deniesAll({ object }: PlannedObject): boolean {
  const spec = at(object, "spec");
  const selector = at(spec, "podSelector");
  const everyPod = typeof selector === "object" && selector !== null && Object.keys(selector).length === 0;
  const types = texts(at(spec, "policyTypes"));
  const closed = list(at(spec, "ingress")).length === 0 && list(at(spec, "egress")).length === 0;
  return everyPod && closed && types.includes("Ingress") && types.includes("Egress");
}

export default planRule({
  id: "NET-01",
  title: {
    fr: "Tout flux interdit par défaut, dans les deux sens",
    en: "Every namespace denies all traffic both ways by default",
  },
  why: "Ce qui n'est pas déclaré ne doit pas passer : un pod ajouté demain naît sans réseau.",
  remedy: "Rétablissez la politique default-deny de stacks/tenant.ts pour cet espace de noms.",
  severity: "critical",
  controls: ["CIS:5.3.2", "PSSIE:RES-CLOIS", "SNC:13.2.a"],
  waivable: false,
  looksAt: "each Namespace, against the NetworkPolicies in it",
  check: (plan) => {
    const namespaces = ofKind(plan, "Namespace");
    const closed = new Set(
      ofKind(plan, "NetworkPolicy")
        .filter(deniesAll)
        .map(({ object }) => object.metadata.namespace),
    );
    return {
      looked: namespaces.length,
      findings: namespaces
        .filter(({ object }) => !closed.has(object.metadata.name))
        .map((planned) =>
          remark(planned, "", `${planned.object.metadata.name} has no policy that denies all ingress and egress.`),
        ),
    };
  },
});
