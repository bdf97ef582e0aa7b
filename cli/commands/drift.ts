import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DRIFT_NAMESPACE } from "../../fleet/fleet";
import { type Drift, driftOf } from "../../plan/drift";
import { ToolError } from "../../plan/helm";
import { objectId, type Plan } from "../../plan/plan";
import { READ_INSIDE } from "../../stacks/drift/access";
import { driftFigures } from "../../stacks/drift/figures";
import { FIGURES, RESULT } from "../../stacks/drift/places";
import { SERVED_KINDS, type ServedKind } from "../../stacks/kubernetes/kinds-live";
import { driftText } from "../drift-report";
import { type Access, type Ask, withApi } from "../live/api";
import { deployedProject } from "../live/inside";
import { findKubectl } from "../live/kubectl";
import { readLive } from "../live/read";
import type { Output } from "../output";
import { chosenEnvironment, preparePlan } from "../pipeline";
import type { Project } from "../project";

/** What the command line says. */
export interface DriftOptions {
  /** Context of the kubeconfig; default: the environment's. */
  readonly context: string | undefined;
  readonly variables: NodeJS.ProcessEnv;
}

const kindOf = ({ apiVersion, kind }: { apiVersion: string; kind: string }) => `${apiVersion} ${kind}`;

/** Of some kinds those to be asked for: what the plan holds, and what runs or lets in although no plan holds it. */
function kindsToRead({ objects }: Plan, from: readonly ServedKind[]): ServedKind[] {
  const planned = new Set(objects.map(({ object }) => kindOf(object)));
  return from.filter((each) => !each.custom || planned.has(kindOf(each)));
}

async function compare(ask: Ask, plan: Plan, from: readonly ServedKind[]): Promise<Drift> {
  const namespaces = new Set(plan.facts.tenants.map(({ namespace }) => namespace));
  return driftOf(plan, await readLive(ask, kindsToRead(plan, from), namespaces));
}

/** 1 when something drifted; 3 when nothing that was read did and not all could be read; else 0. */
function exitCode({ missing, notDeployed, foreign, changed, notCompared }: Drift): number {
  if (missing.length + notDeployed.length + foreign.length + changed.length > 0) return 1;
  return notCompared.length > 0 ? 3 : 0;
}

/** What programs get: ids, places and values; nothing of a Secret but its name was ever read. */
function data(environment: string, context: string, drift: Drift) {
  return {
    environment,
    context,
    compared: drift.compared,
    missing: drift.missing.map(({ object, stack, at }) => ({ id: objectId(object), stack, at })),
    notDeployed: drift.notDeployed,
    foreign: drift.foreign.map(({ kind, metadata: { namespace, name } }) => ({
      id: [kind, namespace, name].filter((part) => part !== undefined).join("/"),
    })),
    changed: drift.changed.map(({ planned: { object, stack, at }, fields }) => ({
      id: objectId(object),
      stack,
      at,
      fields,
    })),
    notCompared: drift.notCompared,
  };
}

async function aside<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "footprint-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Compares an environment's plan with its live cluster, and changes nothing. Answers 0 when all was compared and is as
 * planned, 1 on drift, 3 when there is none in what could be read and something could not be.
 */
export function drift(
  project: Project,
  name: string,
  { context: given, variables }: DriftOptions,
  output: Output,
): Promise<number> {
  const environment = chosenEnvironment(project, name, "Name one.");
  return aside(async (folder) => {
    output.progress(`planning ${environment}`);
    const { plan } = await preparePlan(project, environment, folder);
    const context = given ?? plan.facts.cluster.context;
    output.progress(`reading the cluster of ${context}`);
    const access = { kubectl: findKubectl(project.cacheFolder), context, variables };
    const found = await withApi(access, (ask) => compare(ask, plan, SERVED_KINDS));
    output.done();
    output.say(driftText(environment, context, found));
    output.data(data(environment, context, found));
    return exitCode(found);
  });
}

/** Leaves the figures where they are shown from: the one object that the comparison may write. */
function leaveFigures({ kubectl, variables }: Access, found: Drift): void {
  const figures = driftFigures({
    changed: found.changed.length,
    missing: found.missing.length + found.notDeployed.reduce((sum, { objects }) => sum + objects, 0),
    foreign: found.foreign.length,
    notCompared: found.notCompared.length,
    endedAt: Math.floor(Date.now() / 1000),
  });
  const patch = JSON.stringify({ data: { [FIGURES]: figures } });
  // What it learns of the API it keeps in a folder; the home folder cannot be written.
  const cache = `--cache-dir=${join(tmpdir(), "kubectl")}`;
  const args = [
    "patch",
    "configmap",
    RESULT,
    `--namespace=${DRIFT_NAMESPACE}`,
    "--type=merge",
    cache,
    "--patch",
    patch,
  ];
  const { status, stderr, error } = spawnSync(kubectl, args, { encoding: "utf8", env: variables });
  if (status !== 0) throw new ToolError(`The figures could not be left in ${RESULT}: ${error?.message ?? stderr}`);
}

/**
 * The same from a pod of the cluster, by the files that are deployed (folder: what its ConfigMap mounts), of what a pod
 * may read. Leaves figures and answers 0 once it has compared, whatever it found: the figures' alarms tell of that.
 */
export function driftInside(
  project: Project,
  environment: string,
  folder: string,
  variables: NodeJS.ProcessEnv,
  output: Output,
): Promise<number> {
  return aside(async (work) => {
    const access = { kubectl: findKubectl(project.cacheFolder), context: undefined, variables };
    const found = await withApi(access, async (ask) => {
      const deployed = await deployedProject(project, environment, folder, work, ask);
      const { plan } = await preparePlan(deployed, environment, work, false);
      const readable = new Set(READ_INSIDE.map(kindOf));
      const objects = plan.objects.filter(({ object }) => readable.has(kindOf(object)));
      return compare(ask, { ...plan, objects }, READ_INSIDE);
    });
    leaveFigures(access, found);
    output.say(driftText(environment, "this cluster, as far as a pod may read", found));
    output.data(data(environment, "inside", found));
    return 0;
  });
}
