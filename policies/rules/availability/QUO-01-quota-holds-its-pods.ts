import type { Plan } from "../../../plan/plan";
import { at, databases, ofKind, workloads } from "../../../plan/vocabulary";
import { quantity } from "../../engine/quantity";
import { planRule, remark } from "../../rule";

/** CPU and memory that one namespace's pods request together, in thousandths of a core and of a byte. */
function requested(plan: Plan, namespace: string | undefined): { cpu: number; memory: number } {
  const all = [
    ...workloads(plan)
      .filter(({ planned }) => planned.object.metadata.namespace === namespace)
      .flatMap(({ pod, replicas }) => {
        const containers = at(pod, "containers");
        return (Array.isArray(containers) ? containers : []).map((each) => ({
          times: replicas,
          resources: at(each, "resources", "requests"),
        }));
      }),
    ...databases(plan)
      .filter(({ object }) => object.metadata.namespace === namespace)
      .map(({ object }) => ({
        times: Number(at(object, "spec", "instances")),
        resources: at(object, "spec", "resources", "requests"),
      })),
  ];
  const sum = (key: string) =>
    all.reduce((total, { times, resources }) => total + times * quantity(String(at(resources, key))), 0);
  return { cpu: sum("cpu"), memory: sum("memory") };
}

export default planRule({
  id: "QUO-01",
  title: { fr: "Chaque quota contient les pods de son espace", en: "Each quota holds the pods of its namespace" },
  why: "Un quota trop petit refuse un pod le jour où il doit redémarrer : la panne arrive pendant l'incident. Règle propre, entre objets.",
  remedy: "Le quota est calculé dans stacks/needs.ts : déclarez les besoins du système ajouté.",
  severity: "high",
  controls: ["SNC:17.4.a"],
  looksAt: "each ResourceQuota, against the requests of all workloads and PostgreSQL instances of its namespace",
  check: (plan) => {
    const quotas = ofKind(plan, "ResourceQuota");
    const findings = quotas.flatMap((planned) => {
      const { cpu, memory } = requested(plan, planned.object.metadata.namespace);
      const hard = at(planned.object, "spec", "hard");
      return [
        { field: "requests.cpu", need: cpu },
        { field: "requests.memory", need: memory },
      ].flatMap(({ field, need }) => {
        const limit = quantity(String(at(hard, field)));
        return limit >= need
          ? []
          : [remark(planned, field, `is ${String(at(hard, field))}, less than its pods request.`)];
      });
    });
    return { looked: quotas.length, findings };
  },
});
