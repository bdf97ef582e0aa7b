import { endOf } from "../../components/component";
import { type PlannedComponent, plannedComponents } from "../../components/planned";
import { planRule, remark, subjectAtEnvironment } from "../../rule";

/** The version is part of the name, so that a waiver for one never covers another. */
const nameOf = ({ kind, name, version }: PlannedComponent) =>
  kind === "platform" ? `${name} ${version}` : `${kind} ${name} ${version}`;

const fieldOf = ({ kind }: PlannedComponent) =>
  ({ platform: "cluster.kubernetesVersion", image: "tag", chart: "version" })[kind];

export default planRule({
  id: "SUP-05",
  title: {
    fr: "Composants encore maintenus par leur éditeur",
    en: "What runs is still mended by those who make it",
  },
  why: "Passé la fin de support, une faille publiée reste ouverte : l'éditeur ne la corrige plus dans cette version.",
  remedy:
    "Passez à une version maintenue, et inscrivez sa fin de support et sa source dans policies/components ; à défaut, isolez le composant et demandez une dérogation qui dit quand il disparaît.",
  severity: "high",
  controls: ["PSSIE:EXP-OBSOLET", "SNC:12.11.b", "TLS:R2"],
  looksAt:
    "the Kubernetes version, every image that the plan runs and every chart of others, against policies/components, on the day of the judgement",
  check: (plan, today) => {
    const all = plannedComponents(plan).map((planned) => ({
      subject: subjectAtEnvironment(plan, nameOf(planned), planned.at),
      planned,
      end: endOf(planned.component, planned.version),
    }));
    return {
      looked: all.map(({ subject }) => subject),
      findings: all.flatMap(({ subject, planned, end }) => {
        const { title, support } = planned.component;
        const message =
          end.is === "unrecorded"
            ? `is a version of ${title} whose end of support is not recorded: look at ${support.source}.`
            : end.is === "known" && end.day < today
              ? `is ${title}, whose support ended on ${end.day} (${support.source}).`
              : undefined;
        return message === undefined ? [] : [remark(subject, fieldOf(planned), message)];
      }),
      // Alike for all components of one reason, so that a summary says it once.
      undetermined: all.flatMap(({ subject, planned, end }) =>
        end.is === "unknown" ? [remark(subject, fieldOf(planned), `has no known end of support: ${end.why}.`)] : [],
      ),
    };
  },
});
