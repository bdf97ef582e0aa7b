import { join } from "node:path";
import type { Restored } from "../../fleet/restored";
import { findHelm } from "../../plan/helm";
import { type KubernetesObject, objectId } from "../../plan/plan";
import { renderAll } from "../../plan/render";
import { driftAccess } from "../../stacks/drift/access";
import { RESTORES } from "../../stacks/labels";
import { folderHash, type Release } from "../../stacks/release";
import { drillAccess } from "../../stacks/restore-drill/access";
import { shardReleases } from "../../stacks/shard";
import { tenantObjects } from "../../stacks/tenant";
import type { Project } from "../project";

/** What a shard restored in isolation consists of, each part in the order in which it is handed over. */
export interface RestoreObjects {
  /** The namespace, its frame, the way to the backups and what tries them: all that a deploy makes for restores. */
  readonly namespace: readonly KubernetesObject[];
  /** Database and volume of files. */
  readonly database: readonly KubernetesObject[];
  /** What serves, with its accounts. */
  readonly serving: readonly KubernetesObject[];
}

/** Kinds that change data or sizes by themselves, by the clock or by load: nobody works on a shard in isolation. */
const BY_THEMSELVES = ["CronJob", "HorizontalPodAutoscaler"];

/** Renders releases with the charts of this project, as a plan does. */
async function render(
  project: Project,
  { fleet }: Restored,
  releases: readonly Release[],
): Promise<KubernetesObject[][]> {
  const folder = (chart: string) => join(project.root, "charts", chart);
  const planned = releases.map(({ name, namespace, chart, values }) => ({
    stack: "restore",
    name,
    namespace,
    // By its content: rendered results are kept under this name.
    chart: `${chart}/${folderHash(folder(chart))}`,
    values: JSON.stringify(values),
  }));
  const charts = new Map(planned.map((each, index) => [each, releases[index]?.chart ?? ""]));
  const rendered = await renderAll(planned, (release) => folder(charts.get(release) ?? ""), {
    helm: findHelm(project.cacheFolder),
    cacheFolder: project.cacheFolder,
    kubernetesVersion: fleet.cluster.kubernetesVersion,
    parallel: project.parallel,
  });
  return rendered.map((result) => {
    if (result instanceof Error) throw result;
    return result.map(({ object }) => object);
  });
}

/**
 * The exact objects of a shard restored in isolation, from the stacks and charts that make the live one: they give a
 * shard in its namespace of restores no way out, and one database that archives nothing.
 */
export async function restoreObjects(project: Project, restored: Restored): Promise<RestoreObjects> {
  const { fleet, perimeter, shard } = restored;
  const { data, serving, restore } = shardReleases(fleet, perimeter, shard);
  const ids = { "tchap/perimeter": perimeter.name, "tchap/shard": shard.name };
  const labels = { env: fleet.environment, ...ids, ...RESTORES };
  const [database = [], served = [], drill = []] = await render(project, restored, [data, serving, restore]);
  const frame = tenantObjects(fleet, shard.namespace, labels, restore.accounts, restore.needs);
  const access = [...driftAccess(shard.namespace), ...drillAccess(shard)];
  const objects = [...frame, ...access].map((each): KubernetesObject => ({ ...each }));
  const isAccount = ({ kind, metadata }: KubernetesObject) =>
    kind === "ServiceAccount" && serving.accounts.includes(metadata.name);
  const namespace = [...objects.filter((object) => !isAccount(object)), ...drill];
  const there = new Set(namespace.map(objectId));
  return {
    namespace,
    database: database.filter((object) => !there.has(objectId(object))),
    serving: [...objects.filter(isAccount), ...served.filter(({ kind }) => !BY_THEMSELVES.includes(kind))],
  };
}
