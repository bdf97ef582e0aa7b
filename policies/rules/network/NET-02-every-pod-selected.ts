import { type Direction, governs, policiesIn } from "../../../plan/network/reach";
import { pods } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";

const DIRECTIONS: readonly Direction[] = ["Ingress", "Egress"];

export default planRule({
  id: "NET-02",
  title: {
    fr: "Chaque pod est couvert par une politique réseau, dans les deux sens",
    en: "Every pod is selected by a network policy, both ways",
  },
  why: "Un pod qu'aucune politique ne sélectionne peut tout joindre et être joint par tous.",
  remedy: "Placez le pod dans un espace de stacks/tenant.ts, ou écrivez une politique qui le sélectionne.",
  severity: "high",
  controls: ["CIS:5.3.2", "CKV:CKV2_K8S_6", "PSSIE:RES-CLOIS", "PA075:R32", "PSSIE:EXP-CI-FILT"],
  looksAt: "every pod, those of PostgreSQL included, against the NetworkPolicies of its namespace",
  check: (plan) => {
    const found = pods(plan);
    const findings = found.flatMap((pod) =>
      DIRECTIONS.filter(
        (direction) => !policiesIn(plan, pod.namespace).some((policy) => governs(policy, direction, pod) === true),
      ).map((direction) => remark(pod.planned, "labels", `no policy selects its pods for ${direction.toLowerCase()}.`)),
    );
    return { looked: plannedOf(found), findings };
  },
});
