import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preparePlan } from "../../cli/pipeline";
import { thisProject } from "../../cli/project";
import { deepFreeze } from "../../fleet/fleet";
import type { Plan } from "../../plan/plan";

let built: Promise<Plan> | undefined;

async function build(): Promise<Plan> {
  const folder = mkdtempSync(join(tmpdir(), "footprint-policies-"));
  try {
    const { plan } = await preparePlan(thisProject(), "prod", folder);
    return deepFreeze(plan);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The plan of prod as the files stand, built once and frozen: synthesised, rendered by the pinned Helm. */
export function prodPlan(): Promise<Plan> {
  built ??= build();
  return built;
}

/**
 * A draft of a plan, to be changed by test/policies/change.ts: it shares what is not changed, since it is frozen. Not
 * structuredClone, which takes longer than the rules, and whose objects are of another realm in jest's sandbox: the CEL
 * library does not take them for objects.
 */
export function draft(plan: Plan): Plan {
  return { ...plan };
}
