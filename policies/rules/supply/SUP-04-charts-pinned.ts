import type { Plan } from "../../../plan/plan";
import { literalText } from "../../../plan/read";
import { at, list } from "../../../plan/vocabulary";
import { declaredChart, type HelmRelease, helmReleases, isRemote } from "../../remote-charts";
import { planRule, type Remark, remarkAtStack, subjectAtStack } from "../../rule";

/** The values of a release; undefined where they cannot be told. */
function valuesOf({ release }: HelmRelease): unknown {
  const [text, ...others] = list(at(release, "values"));
  if (typeof text !== "string" || others.length > 0) return undefined;
  try {
    return JSON.parse(literalText(text));
  } catch {
    return undefined;
  }
}

/** Where values take images from, by the names that charts give it; a repository beside its registry says nothing more. */
function registries(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const [registry, repository] = [at(value, "registry") ?? at(value, "imageRegistry"), at(value, "repository")];
  const own = registry ?? repository;
  return [...(typeof own === "string" ? [own] : []), ...Object.values(value).flatMap(registries)];
}

function faults(plan: Plan, helm: HelmRelease): string[] {
  const { registry } = plan.facts;
  const { release } = helm;
  const chart = String(at(release, "chart"));
  const declared = declaredChart(plan, helm);
  const pinned = declared?.digest === undefined ? declared?.reference : `${declared.reference}@${declared.digest}`;
  const found = registries(valuesOf(helm));
  return [
    ...(declared === undefined
      ? [`is ${chart} ${String(at(release, "version") ?? "of any version")}, which images.lock.yaml does not declare`]
      : []),
    ...(declared !== undefined && chart !== pinned ? [`is ${chart}, declared ${pinned}`] : []),
    ...(found.length > 0 && found.every((each) => each === registry || each.startsWith(`${registry}/`))
      ? []
      : [`takes images from elsewhere than ${registry}: ${found.join(", ") || "wherever its chart says"}`]),
  ];
}

export default planRule({
  id: "SUP-04",
  title: {
    fr: "Charts d'autrui figés par version et par empreinte",
    en: "Charts of others are pinned by version and digest, from the declared registry",
  },
  why: "Un chart d'opérateur donne des droits sur tout le cluster : sous la même version, un registre peut servir demain un autre contenu que celui qui a été lu.",
  remedy:
    "Dans images.lock.yaml, sous charts, écrivez version et digest ; tant que l'empreinte manque, la règle reste indéterminée.",
  severity: "high",
  controls: ["PSSIE:INT-QUOT-SSI", "SNC:12.10.a", "PSSIE:GDB-INVENT", "SNC:8.1.b", "SNC:14.2.c"],
  looksAt:
    "the chart, version and image registry of every Helm release that is fetched at deploy, against images.lock.yaml",
  check: (plan) => {
    const all = helmReleases(plan);
    const remote = all.filter(isRemote);
    const say = ({ stack, id }: HelmRelease, message: string): Remark =>
      remarkAtStack(plan, stack, `resource.helm_release.${id}`, message, `release ${id}`);
    return {
      looked: all.map(({ stack, id }) => subjectAtStack(plan, stack, `release ${id}`)),
      findings: remote.flatMap((each) => faults(plan, each).map((fault) => say(each, `${fault}.`))),
      undetermined: remote
        .filter((each) => declaredChart(plan, each) !== undefined && declaredChart(plan, each)?.digest === undefined)
        .map((each) => say(each, "is of a chart whose digest is not known.")),
    };
  },
});
