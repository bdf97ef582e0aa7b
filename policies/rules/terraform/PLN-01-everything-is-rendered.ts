import { planRule, type Remark } from "../../rule";

export default planRule({
  id: "PLN-01",
  title: {
    fr: "Tout ce qui serait déployé a été rendu et jugé",
    en: "Everything that would be deployed was rendered and judged",
  },
  why: "Ce qui n'est pas rendu échappe à toutes les autres règles. Règle propre au procédé.",
  remedy: "Corrigez le chart ou ses valeurs ; le message vient de Helm.",
  severity: "critical",
  controls: ["own"],
  waivable: false,
  looksAt: "every Helm release of every stack",
  check: (plan) => {
    const releases = new Set(
      plan.objects
        .filter(({ release }) => release !== "terraform")
        .map(({ stack, release, object }) => `${stack}/${release}/${object.metadata.namespace}`),
    );
    const findings = plan.unrendered.map(({ stack, release, reason }): Remark => {
      const perimeter = plan.facts.perimeters.find((each) => each.stack === stack);
      return {
        stack,
        perimeter: perimeter?.name,
        object: `release ${release}`,
        field: "",
        at: perimeter?.at ?? plan.facts.at,
        message: reason,
      };
    });
    return { looked: releases.size + plan.unrendered.length, findings };
  },
});
