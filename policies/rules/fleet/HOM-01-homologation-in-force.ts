import { planRule, remark, subjectAtEnvironment } from "../../rule";

export default planRule({
  id: "HOM-01",
  title: { fr: "Homologation en vigueur", en: "The environment's homologation is in force" },
  why: "Un système de l'État n'entre pas en service, et n'y reste pas, sans décision d'homologation.",
  remedy: "Faites renouveler la décision et reportez ses dates dans environment.yaml.",
  severity: "high",
  controls: ["PSSIE:INT-HOMOLOG-SSI", "PA075:R4", "II901:Article 8"],
  looksAt: "the homologation of environment.yaml, on the day of the judgement",
  check: (plan, today) => {
    const { decidedOn, endsOn } = plan.facts.homologation;
    const wrong =
      decidedOn > today
        ? `is decided in the future (${decidedOn}).`
        : endsOn < today
          ? `ended on ${endsOn}.`
          : undefined;
    const homologation = subjectAtEnvironment(plan, "homologation");
    return { looked: [homologation], findings: wrong ? [remark(homologation, "homologation", wrong)] : [] };
  },
});
