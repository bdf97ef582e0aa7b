import { objectId, type Plan, type PlannedObject } from "../../../plan/plan";
import { at, filesOf, list, workloads } from "../../../plan/vocabulary";
import { against, plannedOf, planRule, type Remark, remark } from "../../rule";
import { type ObjectReference, objectReferences, otherReferences, referredId } from "./references";

/** Priority classes that every cluster has. */
const OF_KUBERNETES = ["system-cluster-critical", "system-node-critical"];

function missing(objects: ReadonlyMap<string, PlannedObject>, reference: ObjectReference): Remark[] {
  const { planned, field, kind, name, keys } = reference;
  if (kind === "PriorityClass" && OF_KUBERNETES.includes(name)) return [];
  const found = objects.get(referredId(reference));
  if (found === undefined) return [remark(planned, field, `names the ${kind} ${name}, which is not in the plan.`)];
  const files = new Set(filesOf(found).map(([key]) => key));
  return keys
    .filter((key) => !files.has(key))
    .map((key) => remark(planned, field, `names the key ${key} of the ConfigMap ${name}, which it has not.`));
}

/** Volumes that are mounted and not declared, or declared and mounted nowhere. */
function looseVolumes(plan: Plan): Remark[] {
  return workloads(plan).flatMap(({ planned, pod, containers }) => {
    const made = list(at(planned.object, "spec", "volumeClaimTemplates")).map((each) => at(each, "metadata", "name"));
    const declared = list(at(pod, "volumes")).map((each) => at(each, "name"));
    const mounted = containers.flatMap((container) =>
      list(at(container, "volumeMounts")).map((each) => at(each, "name")),
    );
    return [
      ...[...new Set(mounted)]
        .filter((name) => !declared.includes(name) && !made.includes(name))
        .map((name) => remark(planned, "volumeMounts", `mounts the volume ${String(name)}, which the pod has not.`)),
      ...[...declared, ...made]
        .filter((name) => !mounted.includes(name))
        .map((name) => remark(planned, "volumes", `has the volume ${String(name)}, which no container mounts.`)),
    ];
  });
}

export default planRule({
  id: "WIR-01",
  title: {
    fr: "Ce qu'un objet nomme existe, dans son espace de noms",
    en: "What an object names exists, in its own namespace",
  },
  why: "Un pod qui attend un objet absent ne démarre jamais, et le déploiement attend avec lui. Règle propre, entre objets.",
  remedy: "Ajoutez l'objet ou la clé au plan, ou corrigez le nom. Pour un Secret, voyez SEC-04.",
  severity: "high",
  controls: ["own"],
  looksAt:
    "every ConfigMap and key, volume claim, service account and priority class that a pod names, and every volume that it has or mounts; the archive of each database, the database of each backup, the role and account of each binding",
  check: (plan) => {
    const all = [...objectReferences(plan), ...otherReferences(plan)];
    const objects = new Map(plan.objects.map((planned) => [objectId(planned.object), planned]));
    return {
      looked: against(plannedOf(all), ...plannedOf(workloads(plan))),
      findings: [...all.flatMap((reference) => missing(objects, reference)), ...looseVolumes(plan)],
    };
  },
});
