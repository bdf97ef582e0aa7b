import type { Plan } from "../../../plan/plan";
import { isAssumed } from "../../assumed";
import { planRule, type Remark, remark, subjectAtEnvironment } from "../../rule";

type Hosting = NonNullable<Plan["facts"]["hosting"]>;
type Host = Hosting[Exclude<keyof Hosting, "source">];

/** What holds data, or decides what runs: each is somebody's machines. */
const PLACES = ["cluster", "registry", "stateBackend", "backup", "mediaCopy", "logs"] as const;

function faults(host: Host, today: string): string[] {
  const { by, qualification } = host;
  const abroad = "country" in host && host.country !== "FR" ? [`is in ${host.country}`] : [];
  switch (by) {
    case "state":
      return abroad;
    case "other":
      return [...abroad, "is hosted neither by the State nor by a provider that ANSSI qualified"];
    case "secnumcloud":
      return [
        ...abroad,
        ...(qualification === undefined ? ["does not name the qualification of its provider"] : []),
        ...(qualification !== undefined && qualification.endsOn < today
          ? [`is hosted under a qualification that ended on ${qualification.endsOn}`]
          : []),
      ];
  }
}

export default planRule({
  id: "SOV-06",
  title: {
    fr: "Cluster, registre, état, sauvegardes, copie et journaux hébergés par l'État ou un prestataire qualifié, en France",
    en: "Cluster, registry, state, backups, copy and logs are hosted by the State or a qualified provider, in France",
  },
  why: "La circulaire 6404/SG réserve ces données aux clouds internes de l'État ou qualifiés SecNumCloud ; un pays déclaré ne dit pas à quel droit répond l'hébergeur.",
  remedy:
    "Dans environment.yaml, déclarez hosting, avec la qualification et sa fin pour un prestataire ; une hypothèse reste indéterminée tant que l'hébergeur ne l'a pas confirmée.",
  severity: "critical",
  controls: [
    "SNC:Annexe 2.b",
    "SNC:Annexe 2.c",
    "SNC:19.2.a",
    "SNC:19.2.b",
    "SNC:19.6.a",
    "PSSIE:INT-REX-HB",
    "II901:Article 16",
  ],
  looksAt:
    "the declared hosts of cluster, registry, state, backups, copy of media and logs, on the day of the judgement",
  check: (plan, today) => {
    const { hosting } = plan.facts;
    const looked = PLACES.map((what) => ({ what, subject: subjectAtEnvironment(plan, what) }));
    if (hosting === undefined)
      return {
        looked: looked.map(({ subject }) => subject),
        findings: looked.map(({ what, subject }) => remark(subject, `hosting.${what}`, "does not say who hosts it.")),
      };
    const findings = looked.flatMap(({ what, subject }): Remark[] =>
      faults(hosting[what], today).map((fault) => remark(subject, `hosting.${what}`, `${fault}.`)),
    );
    const assumed = looked.map(({ what, subject }) =>
      remark(subject, `hosting.${what}`, `is hosted as declared, not yet confirmed: ${hosting.source}.`),
    );
    return {
      looked: looked.map(({ subject }) => subject),
      findings,
      undetermined: isAssumed(hosting.source) ? assumed : [],
    };
  },
});
