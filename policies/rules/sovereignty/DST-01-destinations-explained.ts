import { databases, type Workload, workloads } from "../../../plan/vocabulary";
import { operation } from "../../operations";
import { planRule, type Remark, remarkAtEnvironment, subjectAtEnvironment } from "../../rule";

/** A sentence, not a word to fill a field with. */
const isSaid = (text: string) =>
  text.trim().length >= 8 && !/^(todo|tbd|none|n\/a|à compléter)\b.{0,3}$/i.test(text.trim());

function systemsOf({ planned, labels, containers }: Workload): string[] {
  const programs = containers.flatMap((each) => operation(each)?.replaceAll("_", "-") ?? []);
  return [planned.object.metadata.name, labels["app.kubernetes.io/name"] ?? "", ...programs];
}

export default planRule({
  id: "DST-01",
  title: {
    fr: "Chaque destination extérieure dit pourquoi, quelles données, quel pays, et qui la lit",
    en: "Every destination outside says why, which data, which country, and who reads it",
  },
  why: "Une matrice de flux sans motif ne se relit pas : au bout d'un an, personne n'ose fermer un flux que personne ne comprend. Règle propre.",
  remedy: "Complétez la destination dans fleet/destinations.ts, ou retirez-la si plus aucun système ne la lit.",
  severity: "medium",
  controls: [
    "PSSIE:RES-ENTSOR",
    "PSSIE:GDB-CARTO",
    "PSSIE:RES-CARTO",
    "II901:Article 9",
    "SNC:13.1.a",
    "SNC:15.1.a",
    "SNC:19.5.a",
    "own",
  ],
  looksAt: "every destination of the fleet, against the systems of the plan",
  check: (plan) => {
    const { destinations } = plan.facts;
    const systems = new Set([...workloads(plan).flatMap(systemsOf), ...databases(plan).map(() => "postgres")]);
    const ids = destinations.map(({ id }) => id);
    const findings = destinations.flatMap(({ id, reason, data, country, readers }): Remark[] => {
      const faults = [
        ...(isSaid(reason) ? [] : ["does not say why it is needed"]),
        ...(isSaid(data) ? [] : ["does not say which data leave"]),
        ...(/^[A-Z]{2}$/.test(country) ? [] : ["does not say in which country it is"]),
        ...(readers.length > 0 ? [] : ["is read by nobody"]),
        ...readers.filter((each) => !systems.has(each)).map((each) => `is read by ${each}, which is no system here`),
        ...(ids.indexOf(id) === ids.lastIndexOf(id) ? [] : ["is declared twice"]),
      ];
      return faults.map((message) => remarkAtEnvironment(plan, `destination ${id}`, "", `${message}.`));
    });
    return { looked: destinations.map(({ id }) => subjectAtEnvironment(plan, `destination ${id}`)), findings };
  },
});
