import { isAssumed } from "../../assumed";
import { planRule, type Remark, remark, subjectAtEnvironment } from "../../rule";

/** Member States of the European Union since 2020, ISO 3166-1 alpha-2. */
const UNION = new Set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "));

export default planRule({
  id: "TLS-08",
  title: {
    fr: "L'autorité des certificats publics est dans l'Union, et qualifiée en production",
    en: "The authority of public certificates is in the Union, and qualified in production",
  },
  why: "Qui signe les certificats peut se faire passer pour chaque serveur ; la PSSIE renvoie au RGS, et SecNumCloud veut une autorité d'un État membre.",
  remedy:
    "Déclarez certificates.issuedBy avec une autorité de l'Union, qualifiée RGS en production ; une hypothèse reste indéterminée tant que rien ne la montre.",
  severity: "medium",
  controls: ["PSSIE:EXP-CERTIFS", "SNC:10.6.a"],
  looksAt: "the declared country and qualification of the authority that signs public certificates",
  check: (plan) => {
    const { certificates, tier } = plan.facts;
    const { issuedBy } = certificates;
    const subject = subjectAtEnvironment(plan, "certificates");
    const say = (message: string): Remark => remark(subject, "certificates.issuedBy", message);
    if (issuedBy === undefined)
      return {
        looked: [subject],
        findings: [say("says neither where the authority is established nor how it is qualified.")],
      };
    const { country, rgs, source } = issuedBy;
    const isProduction = tier === "production";
    return {
      looked: [subject],
      findings: [
        ...(UNION.has(country) ? [] : [say(`is established in ${country}, outside the European Union.`)]),
        ...(isProduction && rgs === "none" ? [say("is not qualified (RGS).")] : []),
      ],
      undetermined: isProduction && isAssumed(source) ? [say(`is as declared, not yet shown: ${source}.`)] : [],
    };
  },
});
