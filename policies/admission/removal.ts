import { RESTORES } from "./drills";
import { ourNamespaces, type Policy, type Settings, tenantLabels } from "./policy";
import { GROUPS_HOLDING_DATA, HOLDING_DATA, KINDS, NAMESPACES } from "./resources";

/** Label of a namespace in which everything that holds data is permanent. */
export const HOLDS_DATA = "tchap/holds-data";

/** Annotation that lifts the protection of the object that it names, and of all in a namespace. */
export const ACKNOWLEDGED = "tchap/removal-acknowledged";

/** True of an object, by the expression that leads to it, whose removal was acknowledged by writing its name. */
const acknowledged = (object: string, name: string) =>
  `${object}.metadata.?annotations[?"${ACKNOWLEDGED}"].orValue("") == ${name}`;

const HOW = `Pour l'effacer exprès (périmètre fermé), écrivez d'abord son nom dans son annotation ${ACKNOWLEDGED}`;

/** Databases, their archives' settings and volumes, each where it is permanent. */
function keptObjects(settings: Settings): Policy {
  return {
    id: "kept-data",
    operations: ["DELETE"],
    resources: HOLDING_DATA,
    conditions: [
      // The operator replaces the volume of a lost instance; what follows its owner was decided with the owner.
      {
        name: "by-a-person",
        expression: `request.resource.resource != "persistentvolumeclaims" || !(request.userInfo.username == "system:serviceaccount:kube-system:generic-garbage-collector" || request.userInfo.username.startsWith("system:serviceaccount:${settings.operatorNamespace}:"))`,
      },
    ],
    validations: [
      {
        expression: `${acknowledged("oldObject", "oldObject.metadata.name")} || ${acknowledged("namespaceObject", "request.namespace")}`,
        message: `ADM-02, Cet objet porte des données et ne s'efface pas. ${HOW}, ou le nom de l'espace dans celle de l'espace.`,
      },
    ],
    selects: ourNamespaces(settings, { [HOLDS_DATA]: "true" }),
  };
}

/** Namespaces: selected by what they were labelled, since whoever takes a label away would leave a selector too. */
function keptNamespaces(settings: Settings): Policy {
  const labels = tenantLabels(settings);
  const label = (object: string, name: string) => `${object}.metadata.?labels[?${name}].orValue("")`;
  const watched = JSON.stringify([...Object.keys(labels), HOLDS_DATA, RESTORES]);
  return {
    id: "kept-namespaces",
    operations: ["UPDATE", "DELETE"],
    resources: NAMESPACES,
    conditions: Object.entries(labels).map(([name, value], index) => ({
      name: `ours-${index + 1}`,
      expression: `${label("oldObject", JSON.stringify(name))} == ${JSON.stringify(value)}`,
    })),
    validations: [
      {
        expression: `request.operation != "DELETE" || ${label("oldObject", JSON.stringify(HOLDS_DATA))} != "true" || ${acknowledged("oldObject", "oldObject.metadata.name")}`,
        message: `ADM-02, Cet espace de noms porte des données et ne s'efface pas. ${HOW}.`,
      },
      {
        expression: `request.operation != "UPDATE" || ${watched}.all(name, ${label("oldObject", "name")} in ["", ${label("object", "name")}]) || ${acknowledged("oldObject", "oldObject.metadata.name")}`,
        message: `ADM-02, Ces étiquettes tiennent l'espace de noms sous ses règles et ne changent pas. Rétablissez-les : ${Object.keys(labels).join(", ")}, ${HOLDS_DATA}, ${RESTORES}. ${HOW}.`,
      },
    ],
  };
}

/** The kinds themselves: with one goes everything that is of it, in every namespace, and no policy is asked again. */
function keptKinds(): Policy {
  return {
    id: "kept-kinds",
    operations: ["DELETE"],
    resources: KINDS,
    conditions: [{ name: "holds-data", expression: `oldObject.spec.group in ${JSON.stringify(GROUPS_HOLDING_DATA)}` }],
    validations: [
      {
        expression: acknowledged("oldObject", "oldObject.metadata.name"),
        message: `ADM-02, Effacer ce genre effacerait toutes les bases qui en sont. ${HOW}.`,
      },
    ],
  };
}

/** What keeps data from being removed by mistake. */
export function removalPolicies(settings: Settings): Policy[] {
  return [keptObjects(settings), keptNamespaces(settings), keptKinds()];
}
