import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, ofKind } from "../../../plan/vocabulary";
import { ACKNOWLEDGED, HOLDS_DATA } from "../../admission/removal";
import { against, planRule, type Remark, remark } from "../../rule";

/** Kinds that policies/admission/removal.ts protects. */
const PROTECTED = ["Cluster", "Database", "ObjectStore", "PersistentVolumeClaim"];

const isKept = ({ object }: PlannedObject) => object.metadata.annotations?.["helm.sh/resource-policy"] === "keep";

/** Namespaces in which databases come and go. */
function restores(plan: Plan): ReadonlySet<string> {
  return new Set(plan.facts.perimeters.flatMap(({ shards }) => shards.map(({ restoreNamespace }) => restoreNamespace)));
}

function faults(space: PlannedObject, held: readonly PlannedObject[], passes: boolean): Remark[] {
  const isHeld = space.object.metadata.labels?.[HOLDS_DATA] === "true";
  const [first] = held;
  if (passes)
    return isHeld ? [remark(space, "metadata.labels", `has ${HOLDS_DATA}: no drill could clean up after itself.`)] : [];
  return first !== undefined && !isHeld
    ? [
        remark(
          space,
          "metadata.labels",
          `lacks ${HOLDS_DATA}: "true", and holds ${held.length} objects with data, ${first.object.kind} ${first.object.metadata.name} first.`,
        ),
      ]
    : [];
}

export default planRule({
  id: "ADM-02",
  title: {
    fr: "Ce qui porte des données ne s'efface pas sans être nommé",
    en: "What holds data is removed by nobody who has not named it first",
  },
  why: "keep et prevent_destroy n'arrêtent que Helm et Terraform : une commande kubectl delete, une interface ou un programme effacent la base.",
  remedy: `Rétablissez l'étiquette ${HOLDS_DATA}: "true" sur l'espace (stacks/footprint.ts) ; ne mettez jamais ${ACKNOWLEDGED} dans le plan : l'exploitant l'écrit à la main avant d'effacer.`,
  severity: "critical",
  controls: ["PSSIE:EXP-PROT-INF"],
  waivable: false,
  looksAt:
    "every database, archive, claim and kept object, against the label of its namespace and what policies protect",
  check: (plan) => {
    const passing = restores(plan);
    const inNamespace = (name: string) =>
      PROTECTED.flatMap((kind) => ofKind(plan, kind)).filter(({ object }) => object.metadata.namespace === name);
    const spaces = ofKind(plan, "Namespace");
    const kept = plan.objects.filter(isKept);
    return {
      looked: against(
        PROTECTED.flatMap((kind) => ofKind(plan, kind)),
        ...spaces,
        ...kept,
      ),
      findings: [
        ...spaces.flatMap((space) => {
          const { name } = space.object.metadata;
          return faults(space, inNamespace(name), passing.has(name));
        }),
        ...kept
          .filter(({ object }) => !PROTECTED.includes(object.kind))
          .map((planned) =>
            remark(planned, "kind", "is kept when its release goes, and is of a kind that no policy protects."),
          ),
        ...plan.objects
          .filter(({ object }) => at(object, "metadata", "annotations", ACKNOWLEDGED) !== undefined)
          .map((planned) => remark(planned, "metadata.annotations", `${ACKNOWLEDGED} lifts what protects it.`)),
      ],
    };
  },
});
