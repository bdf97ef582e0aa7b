import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { thisProject } from "../../cli/project";
import type { Fleet } from "../../fleet/fleet";
import { loadFleet } from "../../fleet/load/fleet";
import { findHelm } from "../../plan/helm";
import type { Plan } from "../../plan/plan";
import { REMOTE_CHART, readPlan } from "../../plan/read";
import { synthesise } from "../../stacks/footprint";
import type { Ground } from "./images";

/** The plan of an environment as policies see it, after `change` of its fleet: see changes.ts. */
export async function planOf(
  { scratch }: Pick<Ground, "scratch">,
  environment: string,
  change: (fleet: Fleet) => Fleet = (fleet) => fleet,
): Promise<Plan> {
  const { root, cacheFolder, parallel } = thisProject();
  const fleet = change(loadFleet(root, environment).fleet);
  const outdir = mkdtempSync(join(scratch, `plan-${environment}-`));
  const folders = { charts: join(root, "charts"), providerLock: join(root, "environments", "providers.lock.hcl") };
  synthesise(fleet, folders, outdir);
  const plan = await readPlan(fleet, outdir, {
    helm: findHelm(cacheFolder),
    cacheFolder,
    kubernetesVersion: fleet.cluster.kubernetesVersion,
    parallel,
  });
  // The operators' charts are nobody's here: what they install, the test stands in for.
  const missing = plan.unrendered.filter(({ reason }) => reason !== REMOTE_CHART);
  if (missing.length > 0) throw new Error(`not rendered: ${JSON.stringify(missing)}`);
  return plan;
}
