import { at, ofKind } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";

export default planRule({
  id: "K8S-21",
  title: {
    fr: "Le compte « default » de chaque espace de noms ne porte aucun jeton",
    en: "The account `default` of every namespace mounts no token",
  },
  why: "Kubernetes met ce compte dans chaque espace, et un pod qui n'en nomme aucun, celui d'un opérateur par exemple, en reçoit le jeton.",
  remedy: "Laissez stacks/tenant.ts faire l'espace de noms : il règle ce compte à automountServiceAccountToken: false.",
  severity: "medium",
  controls: ["CIS:5.1.5", "CKV:CKV_K8S_41"],
  looksAt: "every Namespace, against the ServiceAccount default in it",
  check: (plan) => {
    const namespaces = ofKind(plan, "Namespace");
    const closed = new Set(
      ofKind(plan, "ServiceAccount")
        .filter(
          ({ object }) => object.metadata.name === "default" && at(object, "automountServiceAccountToken") === false,
        )
        .map(({ object }) => object.metadata.namespace),
    );
    return {
      looked: namespaces,
      findings: namespaces
        .filter(({ object }) => !closed.has(object.metadata.name))
        .map((planned) => remark(planned, "", "leaves a token to its account default.")),
    };
  },
});
