import { planRule } from "../../rule";

export default planRule({
  id: "HOM-01",
  title: { fr: "Homologation en vigueur", en: "The environment's homologation is in force" },
  why: "Un système de l'État n'entre pas en service, et n'y reste pas, sans décision d'homologation.",
  remedy: "Faites renouveler la décision et reportez ses dates dans environment.yaml.",
  severity: "high",
  controls: ["PSSIE:INT-HOMOLOG-SSI"],
  looksAt: "the homologation of environment.yaml, on the day of the judgement",
  check: (plan, today) => {
    const { decidedOn, endsOn } = plan.facts.homologation;
    const wrong =
      decidedOn > today
        ? `is decided in the future (${decidedOn}).`
        : endsOn < today
          ? `ended on ${endsOn}.`
          : undefined;
    const { environment: stack, at } = plan.facts;
    const finding = (message: string) => ({
      stack,
      perimeter: undefined,
      object: "homologation",
      field: "homologation",
      at,
      message,
    });
    return { looked: 1, findings: wrong ? [finding(wrong)] : [] };
  },
});
