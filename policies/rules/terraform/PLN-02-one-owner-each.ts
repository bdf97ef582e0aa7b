import type { Plan, PlannedObject } from "../../../plan/plan";
import { objectId } from "../../../plan/plan";
import { ownerOf } from "../../../plan/vocabulary";
import { groupKind, scopeOf } from "../../kinds";
import { planRule, type Remark, remark } from "../../rule";

/** The namespace that an object is in, or is. */
function namespaceOf({ object }: PlannedObject): string | undefined {
  return object.metadata.namespace ?? (object.kind === "Namespace" ? object.metadata.name : undefined);
}

/** What is wrong with where an object is, going by who owns its namespace. */
function misplaced(plan: Plan, planned: PlannedObject): Remark[] {
  const { object, stack } = planned;
  const { namespace: written } = object.metadata;
  const namespace = namespaceOf(planned);
  if (namespace === undefined) {
    if (scopeOf(object) !== "cluster")
      return [remark(planned, "metadata.namespace", "names no namespace: nobody can tell whose it is.")];
    const inPerimeter = plan.facts.perimeters.some((each) => each.stack === stack);
    return inPerimeter ? [remark(planned, "", `is of the whole cluster, and stands in the stack of a perimeter.`)] : [];
  }
  if (written !== undefined && scopeOf(object) === "cluster")
    return [remark(planned, "metadata.namespace", "is of the whole cluster and can be in no namespace.")];
  const owner = ownerOf(plan, namespace);
  if (owner === undefined)
    return [remark(planned, "metadata.namespace", `is in ${namespace}, which no shard or service owns.`)];
  return owner.stack === stack
    ? []
    : [remark(planned, "metadata.namespace", `is in ${namespace}, a namespace of ${owner.stack}.`)];
}

/** Objects of one id in several releases; the one in its owner's stack is not at fault. */
function doubled(plan: Plan): Remark[] {
  const holders = new Map<string, PlannedObject[]>();
  for (const planned of plan.objects) {
    // Another version of its API is the same object.
    const id = `${groupKind(planned.object)} ${objectId(planned.object)}`;
    const same = holders.get(id);
    if (same === undefined) holders.set(id, [planned]);
    else same.push(planned);
  }
  return [...holders.values()].flatMap((all) => {
    const [first, ...others] = all;
    if (first === undefined || others.length === 0) return [];
    const owner = ownerOf(plan, namespaceOf(first));
    const rightful = all.find(({ stack }) => stack === owner?.stack) ?? first;
    return all
      .filter((each) => each !== rightful)
      .map((each) =>
        remark(each, "", `is in ${rightful.stack}/${rightful.release} and in ${each.stack}/${each.release}.`),
      );
  });
}

export default planRule({
  id: "PLN-02",
  title: {
    fr: "Chaque objet appartient à une seule release",
    en: "Each object belongs to exactly one release, and each namespace to one stack",
  },
  why: "Deux releases qui écrivent le même objet s'écrasent tour à tour ; un espace partagé par deux périmètres n'isole plus rien. Règle propre au procédé.",
  remedy: "Renommez l'objet, donnez-lui son espace, ou donnez à chaque serveur son espace de noms.",
  severity: "high",
  controls: ["CIS:5.6.1", "PSSIE:EXP-CENTRAL", "SNC:14.2.a", "own"],
  waivable: false,
  looksAt: "every object of every stack, against the owners of namespaces",
  check: (plan) => ({
    looked: plan.objects,
    findings: [...plan.objects.flatMap((planned) => misplaced(plan, planned)), ...doubled(plan)],
  }),
});
