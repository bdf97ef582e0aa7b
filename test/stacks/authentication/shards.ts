import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Fleet, Perimeter, Shard } from "../../../fleet/fleet";
import { helmTemplate } from "../../../plan/helm";
import { readManifest } from "../../../plan/manifest";
import type { KubernetesObject } from "../../../plan/plan";
import { FOLDERS, pinnedHelm, temporaryFolder } from "../../plan/plans";
import { type Files, fleetOf } from "../fleets";

/** One shard with what it belongs to. */
export interface Placed {
  readonly fleet: Fleet;
  readonly perimeter: Perimeter;
  readonly shard: Shard;
}

/** Every shard of an environment, changed or as it is. */
export function shardsOf(environment: string, change?: (files: Files) => void): Placed[] {
  const fleet = fleetOf(environment, change);
  return fleet.perimeters.flatMap((perimeter) => perimeter.shards.map((shard) => ({ fleet, perimeter, shard })));
}

/** Those where MAS signs agents in. */
export function delegating(environment: string, change?: (files: Files) => void): Placed[] {
  return shardsOf(environment, change).filter(({ perimeter }) => perimeter.features.signIn === "mas");
}

/** The one that MAS signs agents into in the development environment that tests have. */
export function dev02(change?: (files: Files) => void): Placed {
  const [first] = delegating("dev", change);
  if (first === undefined) throw new Error("dev has no shard with MAS");
  return first;
}

/** What one system's templates of the shard's chart make of its values, and of no other's. */
export async function rendered(system: string, values: object): Promise<KubernetesObject[]> {
  const chart = temporaryFolder();
  const from = join(FOLDERS.charts, "shard");
  mkdirSync(join(chart, "templates"));
  cpSync(join(from, "Chart.yaml"), join(chart, "Chart.yaml"));
  cpSync(join(from, "templates", system), join(chart, "templates", system), { recursive: true });
  const args = ["dev02", chart, "--namespace", "tchap-dev02", "--kube-version", "1.34.0"];
  return readManifest(await helmTemplate(pinnedHelm(), args, JSON.stringify(values))).map(({ object }) => object);
}
