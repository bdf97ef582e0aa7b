import { objectId, type PlannedObject } from "../../../plan/plan";
import { planRule, remark } from "../../rule";

export default planRule({
  id: "PLN-02",
  title: {
    fr: "Chaque objet appartient à une seule release",
    en: "Each object belongs to exactly one release, and each namespace to one stack",
  },
  why: "Deux releases qui écrivent le même objet s'écrasent tour à tour ; un espace partagé par deux périmètres n'isole plus rien. Règle propre au procédé.",
  remedy: "Renommez l'objet, ou donnez à chaque serveur son espace de noms.",
  severity: "high",
  controls: ["own"],
  waivable: false,
  looksAt: "every object of every stack",
  check: (plan) => {
    const owners = new Map<string, PlannedObject>();
    const stacks = new Map<string, string>();
    const findings = plan.objects.flatMap((planned) => {
      const id = `${planned.object.apiVersion} ${objectId(planned.object)}`;
      const namespace = planned.object.metadata.namespace;
      const earlier = owners.get(id);
      const stack = namespace === undefined ? undefined : stacks.get(namespace);
      owners.set(id, planned);
      if (namespace !== undefined) stacks.set(namespace, planned.stack);
      return [
        ...(earlier
          ? [
              remark(
                planned,
                "",
                `is in ${earlier.stack}/${earlier.release} and in ${planned.stack}/${planned.release}.`,
              ),
            ]
          : []),
        ...(stack !== undefined && stack !== planned.stack
          ? [remark(planned, "metadata.namespace", `is in ${namespace}, a namespace of ${stack}.`)]
          : []),
      ];
    });
    return { looked: plan.objects.length, findings };
  },
});
