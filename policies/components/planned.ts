import type { Position } from "../../fleet/mistakes";
import type { Plan } from "../../plan/plan";
import { imageUses } from "../images";
import { declaredChart, helmReleases } from "../remote-charts";
import type { Component } from "./component";
import { IMAGES } from "./images";
import { CHARTS, KUBERNETES } from "./platform";

type Images = Plan["facts"]["images"];
type Charts = Plan["facts"]["charts"];

/** A component that a plan would run, and where its version is declared. */
export interface PlannedComponent {
  readonly kind: "image" | "chart" | "platform";
  /** By which images.lock.yaml names it. */
  readonly name: string;
  readonly component: Component;
  readonly version: string;
  /** Where a registry has it: the whole reference, by digest where that is known. */
  readonly reference?: string;
  readonly digest?: string;
  readonly at: Position;
}

/** Images that no pod of the plan names, as a chart of others installs what does. */
const INSTALLED_BY: Readonly<Partial<Record<keyof Images, keyof Charts>>> = {
  operator: "operator",
  barmanPlugin: "barmanPlugin",
  barmanSidecar: "barmanPlugin",
};

/** The members of a record whose keys are known to the compiler. */
function entries<K extends string, V>(record: Readonly<Record<K, V>>): readonly (readonly [K, V])[] {
  const names: K[] = [];
  for (const name in record) names.push(name);
  return names.map((name) => [name, record[name]] as const);
}

/** Every component that the plan would run: what stands in the lock and is used by nothing is not among them. */
export function plannedComponents(plan: Plan): PlannedComponent[] {
  const { images, charts, cluster, at } = plan.facts;
  const used = new Set(imageUses(plan).map(({ image }) => image));
  const installed = new Set(helmReleases(plan).map((each) => declaredChart(plan, each)));
  const ofCharts = entries(charts).filter(([, chart]) => installed.has(chart));
  const ofImages = entries(images).filter(([name, { reference }]) => {
    const by = INSTALLED_BY[name];
    return used.has(reference) || (by !== undefined && installed.has(charts[by]));
  });
  return [
    { kind: "platform", name: "Kubernetes", component: KUBERNETES, version: cluster.kubernetesVersion, at },
    ...ofCharts.map(
      ([name, { reference, version, digest, at }]): PlannedComponent => ({
        kind: "chart",
        name,
        component: CHARTS[name],
        version,
        reference,
        ...(digest === undefined ? {} : { digest }),
        at,
      }),
    ),
    ...ofImages.map(([name, { reference, tag, at }]): PlannedComponent => {
      const [, digest] = reference.split("@");
      return {
        kind: "image",
        name,
        component: IMAGES[name],
        version: tag,
        reference,
        ...(digest === undefined ? {} : { digest }),
        at,
      };
    }),
  ];
}
