import type { PlannedObject } from "../../../plan/plan";
import { at, ofKind } from "../../../plan/vocabulary";
import { quantity } from "../../engine/quantity";
import { planRule, remark } from "../../rule";
import { demand, type Share, sharesByNamespace } from "./demand";

/** Without these a namespace may take the whole cluster. */
const DUE = ["requests.cpu", "requests.memory"];

function faults(shares: readonly Share[], planned: PlannedObject): { field: string; message: string }[] {
  const hard = at(planned.object, "spec", "hard");
  const limits = Object.entries(typeof hard === "object" && hard !== null ? hard : {});
  const missing = DUE.filter((field) => at(hard, field) === undefined).map((field) => ({
    field,
    message: "is not set.",
  }));
  const small = limits.flatMap(([field, limit]) => {
    try {
      const need = demand(shares, field);
      const enough = need === undefined || quantity(String(limit)) >= need;
      return enough ? [] : [{ field, message: `is ${String(limit)}, less than its pods take.` }];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [{ field, message: `cannot be compared with what its pods take: ${reason}.` }];
    }
  });
  return [...missing, ...small];
}

export default planRule({
  id: "QUO-01",
  title: { fr: "Chaque quota contient les pods de son espace", en: "Each namespace has a quota that holds its pods" },
  why: "Un quota trop petit refuse un pod le jour où il doit redémarrer : la panne arrive pendant l'incident. Sans quota, un espace affame les autres. Règle propre, entre objets.",
  remedy: "Le quota est calculé dans stacks/needs.ts : déclarez les besoins du système ajouté.",
  severity: "high",
  controls: ["SNC:17.4.a"],
  looksAt:
    "each Namespace and its ResourceQuota, against all workloads, PostgreSQL instances and volume claims in it, roll-outs included",
  check: (plan) => {
    const quotas = ofKind(plan, "ResourceQuota");
    const bounded = new Set(quotas.map(({ object }) => object.metadata.namespace));
    const unbounded = ofKind(plan, "Namespace")
      .filter(({ object }) => !bounded.has(object.metadata.name))
      .map((planned) => remark(planned, "ResourceQuota", "has no quota."));
    const shares = sharesByNamespace(plan);
    const small = quotas.flatMap((planned) =>
      faults(shares.get(planned.object.metadata.namespace) ?? [], planned).map(({ field, message }) =>
        remark(planned, field, message),
      ),
    );
    return { looked: [...ofKind(plan, "Namespace"), ...quotas], findings: [...small, ...unbounded] };
  },
});
