import { filesOf, ofKind } from "../../../plan/vocabulary";
import { plannedOf, planRule, type Remark, remark, remarkAtEnvironment } from "../../rule";
import { readSquid } from "./squid";

export default planRule({
  id: "NET-10",
  title: {
    fr: "La liste de la bordure est la déclaration",
    en: "The border's list is exactly the declared destinations",
  },
  why: "Une destination hors déclaration est un flux que personne n'a jugé ; une destination oubliée coupe un périmètre.",
  remedy: "Déclarez la destination dans fleet/destinations.ts ou dans environment.yaml ; la liste en est dérivée.",
  severity: "critical",
  controls: [
    "PSSIE:RES-ENTSOR",
    "SNC:13.2.a",
    "PA075:R11",
    "PA075:R14",
    "PA075:R18",
    "PSSIE:RES-INTERCO",
    "PSSIE:RES-CARTO",
    "PSSIE:EXP-CI-FILT",
    "SNC:12.14.a",
    "SNC:15.1.a",
  ],
  waivable: false,
  looksAt:
    "squid.conf of the border, and anything that looks like one, against every destination and federation peer of the fleet",
  check: (plan) => {
    const { destinations, network } = plan.facts;
    const borders = ofKind(plan, "ConfigMap").flatMap((planned) =>
      filesOf(planned)
        .filter(([file, text]) => file === "squid.conf" || /^\s*http_access\s/m.test(text))
        .map(([file, config]) => ({ planned, file, config })),
    );
    const declared = new Set(
      destinations.filter((each) => each.through === "border").map(({ host, port }) => `${host}:${port}`),
    );
    const none: Remark[] =
      borders.length > 0
        ? []
        : [
            remarkAtEnvironment(
              plan,
              "border",
              "squid.conf",
              `is nowhere in the plan, though ${declared.size} destinations are declared.`,
            ),
          ];
    const findings = borders.flatMap(({ planned, file, config }) => {
      const { allowed, faults } = readSquid(config, network.pods);
      const real = new Set(allowed);
      const extra = [...real]
        .filter((each) => !declared.has(each))
        .map((each) => `lets ${each} through, which is not declared`);
      const lost = [...declared].filter((each) => !real.has(each)).map((each) => `lacks ${each}, which is declared`);
      return [...faults, ...extra, ...lost].map((message) => remark(planned, file, `${message}.`));
    });
    return { looked: plannedOf(borders), findings: [...findings, ...none] };
  },
});
