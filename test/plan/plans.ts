import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preparePlan } from "../../cli/pipeline";
import { thisProject } from "../../cli/project";
import { environmentNames } from "../../fleet/load/files";
import { findHelm } from "../../plan/helm";
import type { JsonObject, Plan, PlannedObject } from "../../plan/plan";
import { literalText, resources } from "../../plan/read";
import { at } from "../../plan/vocabulary";

/** An environment's plan, and the folder that cdktf wrote for it. */
export interface Built {
  readonly plan: Plan;
  readonly outdir: string;
}

const PROJECT = thisProject();

export const ROOT = PROJECT.root;
export const CACHE = PROJECT.cacheFolder;
export const FOLDERS = { charts: join(ROOT, "charts"), providerLock: join(ROOT, "environments", "providers.lock.hcl") };

export const ENVIRONMENTS = environmentNames(ROOT);

const temporary: string[] = [];
const built = new Map<string, Promise<Built>>();

afterAll(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes when the tests of this file have run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "footprint-test-"));
  temporary.push(folder);
  return folder;
}

async function prepare(environment: string): Promise<Built> {
  const outdir = temporaryFolder();
  const { plan } = await preparePlan(PROJECT, environment, outdir);
  return { plan, outdir };
}

/** The plan of an environment as it is committed, built once for all tests of a process. */
export function buildPlan(environment: string): Promise<Built> {
  const known = built.get(environment) ?? prepare(environment);
  built.set(environment, known);
  return known;
}

/** An object's members; throws for anything else. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new Error(`${JSON.stringify(value)} is no object`);
  return Object.fromEntries(Object.entries(value));
}

let helm: string | undefined;

/** Path of the pinned Helm; verified once, since its 50 MB take a while. */
export function pinnedHelm(): string {
  helm ??= findHelm(CACHE);
  return helm;
}

/** A Helm release as the synthesised stacks have it, its chart by its whole path and its values as data. */
export interface FoundRelease {
  readonly stack: string;
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly values: JsonObject;
}

export function foundReleases({ plan, outdir }: Built): FoundRelease[] {
  return plan.terraform.flatMap((stack) =>
    resources(stack)
      .filter(({ type }) => type === "helm_release")
      .map(({ attributes }) => ({
        stack: stack.name,
        name: String(at(attributes, "name")),
        namespace: String(at(attributes, "namespace")),
        chart: join(outdir, "stacks", stack.name, String(at(attributes, "chart"))),
        values: JSON.parse(literalText(String(at(attributes, "values", 0)))),
      })),
  );
}

/** The one object of a kind and name in a namespace; throws when there is none or another. */
export function theObject(plan: Plan, kind: string, namespace: string | undefined, name: string): PlannedObject {
  const found = plan.objects.filter(
    ({ object }) => object.kind === kind && object.metadata.namespace === namespace && object.metadata.name === name,
  );
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} × ${kind}/${namespace}/${name}`);
  return first;
}
