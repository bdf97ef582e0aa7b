import { once } from "../../../plan/once";
import type { Plan, PlannedStack } from "../../../plan/plan";
import { at } from "../../../plan/vocabulary";
import { groupKind, scopeOf } from "../../kinds";
import { declaredChart, helmReleases, isRemote } from "../../remote-charts";
import { against, planRule, remark, remarkAtStack, subjectAtStack } from "../../rule";

/** Blocks of a stack that are read; a module or a data source would bring in what no plan holds. */
const BLOCKS = ["//", "output", "provider", "resource", "terraform"];

/** Attributes of a release that change nothing of what its chart renders with its values. */
const FAITHFUL = [
  "//",
  "atomic",
  "chart",
  "cleanup_on_fail",
  "create_namespace",
  "depends_on",
  "max_history",
  "name",
  "namespace",
  "timeout",
  "values",
  "wait",
  "wait_for_jobs",
];

/** A Helm release by its names. */
interface Release {
  readonly stack: string;
  readonly release: string;
}

function members(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** Releases that led to objects, by stack and name. */
const rendered = once(({ objects }: Plan) => new Set(objects.map(({ stack, release }) => `${stack}/${release}`)));

/** What a stack would do that no object of the plan shows. */
function unseen(plan: Plan, { name: stack, terraform }: PlannedStack): { field: string; message: string }[] {
  const blocks = members(terraform)
    .filter(([block]) => !BLOCKS.includes(block))
    .map(([block]) => ({ field: block, message: "is a block that is not judged." }));
  const releases = members(at(terraform, "resource", "helm_release"));
  const altered = releases.flatMap(([id, release]) =>
    members(release)
      // The version of a chart that is fetched; of one of ours there is only the one beside the stack.
      .filter(([attribute]) => attribute !== "version" || !isRemote({ stack, id, release }))
      .filter(([attribute]) => !FAITHFUL.includes(attribute))
      .map(([attribute]) => ({
        field: `resource.helm_release.${id}.${attribute}`,
        message: "changes what is deployed after it was rendered.",
      })),
  );
  const lost = releases
    .filter(([id, release]) => {
      const name = at(release, "name");
      return (
        !rendered(plan).has(`${stack}/${String(name)}`) &&
        !plan.unrendered.some((each) => each.stack === stack && [id, name].includes(each.release))
      );
    })
    .map(([id]) => ({ field: `resource.helm_release.${id}`, message: "led to no object at all." }));
  return [...blocks, ...altered, ...lost];
}

export default planRule({
  id: "PLN-01",
  title: {
    fr: "Tout ce qui serait déployé a été rendu et jugé",
    en: "Everything that would be deployed was rendered and judged",
  },
  why: "Ce qui n'est pas rendu, ou d'un genre qu'aucune règle ne regarde, échappe à toutes les autres règles. Règle propre au procédé.",
  remedy:
    "Corrigez le chart ou ses valeurs ; le message vient de Helm. Un genre nouveau s'ajoute à policies/kinds.ts, avec la règle qui le juge.",
  severity: "critical",
  controls: [
    "PSSIE:GDB-CARTO",
    "PSSIE:EXP-DOC-CONFIG",
    "PSSIE:EXP-CENTRAL",
    "II901:Article 9",
    "II901:Article 11",
    "SNC:12.2.a",
    "SNC:13.1.a",
    "SNC:14.2.a",
    "SNC:18.2.1.b",
    "own",
  ],
  waivable: false,
  looksAt: "every block and Helm release of every stack, and the kind of every object",
  check: (plan) => {
    const installed = plan.objects.filter(({ release }) => release !== "terraform");
    const releases = new Map(
      [...installed, ...plan.unrendered].map((each): [string, Release] => [`${each.stack}/${each.release}`, each]),
    );
    const of = ({ stack, release }: Release) => subjectAtStack(plan, stack, `release ${release}`);
    // What a declared chart of others brings is not known here, and never counts as judged.
    const remote = helmReleases(plan).filter((each) => isRemote(each) && declaredChart(plan, each) !== undefined);
    const awaited = plan.unrendered.filter(({ stack, release }) =>
      remote.some((each) => each.stack === stack && [each.id, at(each.release, "name")].includes(release)),
    );
    const say = (each: (typeof plan.unrendered)[number]) => remark(of(each), "", each.reason);
    const findings = [
      ...plan.unrendered.filter((each) => !awaited.includes(each)).map(say),
      ...plan.terraform.flatMap((stack) =>
        unseen(plan, stack).map(({ field, message }) => remarkAtStack(plan, stack.name, field, message)),
      ),
      ...plan.objects
        .filter(({ object }) => scopeOf(object) === undefined)
        .map((planned) => remark(planned, "kind", `is of ${groupKind(planned.object)}, a kind that no rule looks at.`)),
    ];
    const stacks = plan.terraform.map(({ name }) => subjectAtStack(plan, name));
    return {
      looked: against([...releases.values()].map(of), ...stacks, ...plan.objects),
      findings,
      undetermined: awaited.map(say),
    };
  },
});
