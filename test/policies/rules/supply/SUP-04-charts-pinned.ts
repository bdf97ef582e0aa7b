import type { Plan } from "../../../../plan/plan";
import { edit, type Path, set, stackOf } from "../../change";
import { JUSTICE } from "../../places";
import type { Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const OURS = { name: "alpha", namespace: "tchap-alpha", chart: "assets/chart", values: ["{}"] };
const { operator } = smallPlan({}).facts.charts;
const THEIRS = {
  name: "operator",
  namespace: "cnpg-system",
  chart: `${operator.reference}@${operator.digest}`,
  version: operator.version,
  values: ['{"image":{"repository":"registry.example/operator"}}'],
};
const plan = (release: object) =>
  smallPlan({ terraform: { "test-platform": { resource: { helm_release: { ours: OURS, theirs: { ...release } } } } } });

export const good = plan(THEIRS);
export const bad = plan({ ...THEIRS, chart: operator.reference });

const RELEASE = ["resource", "helm_release", "cloudnative-pg"];
const at = { stack: "prod-platform", object: "release cloudnative-pg" };
const inRelease = (path: Path, value: unknown) => ({
  at,
  mutate: (prod: Plan) => set(stackOf(prod, at.stack).terraform, [...RELEASE, ...path], value),
});
const DIGEST = `sha256:${"b".repeat(64)}`;

export const mutations: readonly Mutation[] = [
  { name: "the newest version", ...inRelease(["version"], undefined) },
  { name: "another version than the declared one", ...inRelease(["version"], "0.30.0") },
  {
    name: "a chart that nobody declared",
    ...inRelease(["chart"], "oci://registry.tchap.example/mirror/charts/cloudnative-pg"),
  },
  {
    name: "a chart of a public repository",
    at,
    mutate: (prod) => {
      const { terraform } = stackOf(prod, at.stack);
      set(terraform, [...RELEASE, "repository"], "https://cloudnative-pg.github.io/charts");
      set(terraform, [...RELEASE, "chart"], "cloudnative-pg");
    },
  },
  {
    name: "another content than the declared one",
    ...inRelease(["chart"], `oci://elsewhere/cloudnative-pg@${DIGEST}`),
  },
  {
    name: "a digest that is declared and not asked for",
    at,
    mutate: (prod) => set(prod, ["facts", "charts", "operator", "digest"], DIGEST),
  },
  {
    name: "an operator's image from elsewhere",
    at,
    mutate: (prod) =>
      edit(stackOf(prod, at.stack).terraform, [...RELEASE, "values", 0], (text) =>
        text.replace("registry.tchap.example/mirror/ghcr.io", "ghcr.io"),
      ),
  },
  { name: "images from wherever the chart says", ...inRelease(["values"], ["{}"]) },
  {
    name: "a remote chart in a perimeter's stack",
    at: { stack: JUSTICE.stack, object: "release justice" },
    mutate: (prod) =>
      set(
        stackOf(prod, JUSTICE.stack).terraform,
        ["resource", "helm_release", "justice", "chart"],
        "oci://registry.tchap.example/mirror/charts/shard",
      ),
  },
];
