import { join } from "node:path";
import { environmentNames } from "../fleet/load/files";
import { loadFleet } from "../fleet/load/fleet";
import { didYouMean } from "../fleet/load/validate";
import type { Mistake } from "../fleet/mistakes";
import { isCalendarDate } from "../fleet/schema/field";
import { findHelm } from "../plan/helm";
import type { Plan } from "../plan/plan";
import { readPlan } from "../plan/read";
import { controlFaults } from "../policies/controls/controls";
import type { Rule } from "../policies/rule";
import { synthesise } from "../stacks/footprint";
import type { Project } from "./project";

/** A wrong command line or environment variable; the message says what is right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Prepared {
  readonly plan: Plan;
  readonly warnings: readonly Mistake[];
}

/** A name that is an environment; throws UsageError with the list otherwise, since no environment is a default. */
export function chosenEnvironment(project: Project, name: string | undefined, how: string): string {
  const names = environmentNames(project.root);
  if (name !== undefined && names.includes(name)) return name;
  const list = `Environments: ${names.join(", ")}.`;
  if (name === undefined || name === "") throw new UsageError(`No environment is chosen. ${how} ${list}`);
  const meant = didYouMean(name, names);
  throw new UsageError(`${name} is no environment.${meant ? ` Did you mean "${meant}"?` : ""} ${list}`);
}

/** The day of the judgement: as given, else today in UTC. Throws UsageError on anything but YYYY-MM-DD. */
export function chosenDate(given: string | undefined): string {
  if (given === undefined || given === "") return new Date().toISOString().slice(0, 10);
  if (!isCalendarDate(given)) throw new UsageError(`${given} is not a date of the calendar. Write YYYY-MM-DD.`);
  return given;
}

/** The instant for which a deploy is asked: now on today's date, else the first of the day given. */
export function instantOf(date: string): string {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  return now.startsWith(date) ? now : `${date}T00:00:00Z`;
}

/** Throws UsageError, naming all, when a rule cites a control that is none: whoever wrote the rule reads it at the first command. */
export function requireKnownControls(rules: readonly Pick<Rule, "id" | "controls">[]): void {
  const faults = controlFaults(rules);
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
}

/** Loads an environment, synthesises it into a folder and renders it: the plan that policies judge. */
export async function preparePlan(
  project: Project,
  environment: string,
  outdir: string,
  cache = true,
): Promise<Prepared> {
  const { fleet, warnings } = loadFleet(project.root, environment);
  const folders = {
    charts: join(project.root, "charts"),
    providerLock: join(project.root, "environments", "providers.lock.hcl"),
  };
  synthesise(fleet, folders, outdir);
  const plan = await readPlan(fleet, outdir, {
    helm: findHelm(project.cacheFolder),
    cacheFolder: cache ? project.cacheFolder : undefined,
    kubernetesVersion: fleet.cluster.kubernetesVersion,
    parallel: project.parallel,
  });
  return { plan, warnings };
}
