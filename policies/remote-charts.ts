import type { Plan } from "../plan/plan";
import { at } from "../plan/vocabulary";

/** A Helm release as a stack's Terraform JSON has it. */
export interface HelmRelease {
  readonly stack: string;
  /** Name of the Terraform resource. */
  readonly id: string;
  readonly release: unknown;
}

/** Every Helm release of every stack. */
export function helmReleases(plan: Plan): HelmRelease[] {
  return plan.terraform.flatMap(({ name: stack, terraform }) => {
    const all = at(terraform, "resource", "helm_release");
    return typeof all === "object" && all !== null
      ? Object.entries(all).map(([id, release]) => ({ stack, id, release }))
      : [];
  });
}

/** Whether its chart is fetched at deploy: this project's own travel with the stack, by a relative path. */
export function isRemote({ release }: HelmRelease): boolean {
  const chart = at(release, "chart");
  return at(release, "repository") !== undefined || typeof chart !== "string" || !chart.startsWith("assets/");
}

/** The declaration of a remote chart: by its reference and version, whether or not its digest is known. */
export function declaredChart({ facts }: Plan, { release }: HelmRelease) {
  const [reference] = String(at(release, "chart")).split("@");
  return Object.values(facts.charts).find(
    (chart) => chart.reference === reference && chart.version === at(release, "version"),
  );
}
