import { isDeepStrictEqual } from "node:util";
import { objectId, type Plan } from "../../../plan/plan";
import { at, ofKind } from "../../../plan/vocabulary";
import { RESTORES } from "../../admission/drills";
import { BINDING, documents, POLICY, type Settings, tenantLabels } from "../../admission/policy";
import { policies } from "../../admission/shipped";
import { planRule, type Remark, remark, remarkAtStack } from "../../rule";

function settings({ facts }: Plan): Settings {
  const { environment, registry, network } = facts;
  const { operatorNamespace, certificatesNamespace } = network;
  return { environment, registry, operatorNamespace, certificatesNamespace };
}

/** Fields of a specification in which two differ. */
function differences(one: unknown, other: unknown): string[] {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return ["spec"];
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return fields.filter((field) => !isDeepStrictEqual(at(one, field), at(other, field))).map((field) => `spec.${field}`);
}

/** Namespaces that no binding would select, going by the labels that they will have. */
function unselected(plan: Plan): Remark[] {
  const { operatorNamespace, certificatesNamespace, environment } = settings(plan);
  const restores = new Set(
    plan.facts.perimeters.flatMap(({ shards }) => shards.map(({ restoreNamespace }) => restoreNamespace)),
  );
  return ofKind(plan, "Namespace")
    .filter(({ object }) => ![operatorNamespace, certificatesNamespace].includes(object.metadata.name))
    .flatMap((planned) => {
      const { name, labels = {} } = planned.object.metadata;
      const due = { ...tenantLabels({ environment }), ...(restores.has(name) ? { [RESTORES]: "true" } : {}) };
      return Object.entries(due)
        .filter(([label, value]) => labels[label] !== value)
        .map(([label, value]) =>
          remark(planned, "metadata.labels", `${label} is not ${value}: an admission policy does not hold there.`),
        );
    });
}

export default planRule({
  id: "ADM-01",
  title: {
    fr: "Le cluster refuse lui-même ce que les règles refusent",
    en: "The cluster itself refuses what the rules refuse",
  },
  why: "Le plan ne voit que ce qui passe par lui : un objet écrit à la main, ou par un programme détourné, n'est arrêté que par le serveur d'API. Règle propre : les référentiels demandent un contrôle à l'admission sans dire lequel.",
  remedy:
    "Relancez npm run generate après tout changement d'une règle ; ne modifiez pas charts/admission à la main ; gardez les étiquettes d'espaces de stacks/tenant.ts.",
  severity: "critical",
  controls: [
    "CIS:5.2.1",
    "CIS:5.4.1",
    "CIS:5.5.1",
    "PSSIE:EXP-CONFIG",
    "II901:Article 11",
    "SNC:12.10.a",
    "SNC:18.2.1.b",
    "own",
  ],
  waivable: false,
  looksAt: "every admission policy and binding, against the expressions of the rules; the labels of every namespace",
  check: (plan) => {
    const due = policies(settings(plan)).flatMap((policy) => documents(policy, settings(plan)));
    const found = [...ofKind(plan, POLICY), ...ofKind(plan, BINDING)];
    const stack = `${plan.facts.environment}-platform`;
    const of = (object: (typeof due)[number]) => found.filter((each) => objectId(each.object) === objectId(object));
    const known = new Set(due.map(objectId));
    return {
      looked: [...found, ...ofKind(plan, "Namespace")],
      findings: [
        ...due
          .filter((object) => of(object).length === 0)
          .map((object) => remarkAtStack(plan, stack, "", "is missing.", objectId(object))),
        ...due.flatMap((object) =>
          of(object).flatMap((planned) =>
            differences(planned.object.spec, object.spec).map((field) =>
              remark(planned, field, `is not what the rules say; npm run generate writes it.`),
            ),
          ),
        ),
        ...found
          .filter(({ object }) => !known.has(objectId(object)))
          .map((planned) => remark(planned, "", "is of no rule, and may refuse anything to anyone.")),
        ...unselected(plan),
      ],
    };
  },
});
