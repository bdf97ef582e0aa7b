import { planRule, type Remark, remarkAtEnvironment, subjectAtEnvironment } from "../../rule";

export default planRule({
  id: "SOV-02",
  title: {
    fr: "État, sauvegardes, copie des médias et destinations déclarés sur le territoire national",
    en: "State, backups, the copy of media and every destination are declared in France",
  },
  why: "La PSSIE exige le territoire national pour les données sensibles, là où SecNumCloud se contente de l'Union européenne.",
  remedy: "Choisissez une destination en France, ou obtenez l'accord prévu par la PSSIE et une dérogation datée.",
  severity: "critical",
  controls: ["PSSIE:INT-REX-HB", "SNC:12.5.d", "SNC:19.2.a", "II901:Article 16", "SNC:19.2.d"],
  looksAt:
    "the declared country of the state backend, of the stores of backups and of the copy of media, and of every declared destination",
  check: (plan) => {
    const { stateBackend, backup, mediaCopy, destinations } = plan.facts;
    const places = [
      { what: "stateBackend", country: stateBackend.country },
      { what: "backup", country: backup.country },
      { what: "mediaCopy", country: mediaCopy.country },
      // What leaves the Union is declared with its ground, and is SOV-04's.
      ...destinations
        .filter(({ transfer }) => transfer === undefined)
        .map(({ id, country }) => ({ what: `destination ${id}`, country })),
    ];
    const abroad = places.filter(({ country }) => country !== "FR");
    return {
      looked: places.map(({ what }) => subjectAtEnvironment(plan, what)),
      findings: abroad.map(
        ({ what, country }): Remark => remarkAtEnvironment(plan, what, "country", `is in ${country}.`),
      ),
    };
  },
});
