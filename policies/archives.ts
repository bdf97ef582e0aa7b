import { once } from "../plan/once";
import type { KubernetesObject, Plan, PlannedObject } from "../plan/plan";
import { at, databases, list, objectNamed } from "../plan/vocabulary";

export type Shard = Plan["facts"]["perimeters"][number]["shards"][number];

/** CloudNativePG's plugin that archives to an object store and restores from it. */
export const BARMAN_PLUGIN = "barman-cloud.cloudnative-pg.io";

/** How a database names an archive: the store, and its own name there. */
export interface Archive {
  readonly field: string;
  readonly store: unknown;
  readonly serverName: unknown;
}

function archiveOf(plugin: unknown, field: string): Archive[] {
  const parameters = at(plugin, "parameters");
  const serverName = at(parameters, "serverName");
  return at(plugin, "name") === BARMAN_PLUGIN ? [{ field, store: at(parameters, "barmanObjectName"), serverName }] : [];
}

/** Where a database archives to now; none where it archives nowhere, several where nobody could tell which. */
export function archivesOf({ spec }: KubernetesObject): Archive[] {
  return list(at(spec, "plugins")).flatMap((plugin, index) =>
    at(plugin, "isWALArchiver") === true && at(plugin, "enabled") !== false
      ? archiveOf(plugin, `spec.plugins[${index}]`)
      : [],
  );
}

/** Where a database is restored from; undefined where it is made anew. */
export function recoveredFrom({ spec }: KubernetesObject): Archive | undefined {
  const source = at(spec, "bootstrap", "recovery", "source");
  const found = list(at(spec, "externalClusters")).find((each) => at(each, "name") === source);
  const field = "spec.bootstrap.recovery";
  if (at(spec, "bootstrap", "recovery") === undefined) return undefined;
  return archiveOf(at(found, "plugin"), field)[0] ?? { field, store: undefined, serverName: undefined };
}

/** Every archive that a database names, to write or to read. */
export function barmanPlugins({ spec }: KubernetesObject): Archive[] {
  return [
    ...list(at(spec, "plugins")).flatMap((plugin, index) => archiveOf(plugin, `spec.plugins[${index}]`)),
    ...list(at(spec, "externalClusters")).flatMap((each, index) =>
      archiveOf(at(each, "plugin"), `spec.externalClusters[${index}]`),
    ),
  ];
}

/** Every shard that runs. */
export function liveShards({ facts }: Plan): Shard[] {
  return facts.perimeters.filter(({ state }) => state !== "closed").flatMap(({ shards }) => shards);
}

/** A database that runs, and where its backups go; undefined what cannot be told. */
export interface Archived {
  readonly database: PlannedObject;
  readonly shard: Shard | undefined;
  readonly archive: Archive | undefined;
  readonly store: PlannedObject | undefined;
}

/** The store that an archive is in, in a namespace. */
export function storeNamed(plan: Plan, namespace: string | undefined, name: unknown): PlannedObject | undefined {
  return objectNamed(plan, "ObjectStore", namespace, name);
}

/** Every database that runs, with its archive. */
export const archived = once((plan: Plan): readonly Archived[] =>
  databases(plan).map((database) => {
    const { namespace } = database.object.metadata;
    const archives = archivesOf(database.object);
    const archive = archives.length === 1 ? archives[0] : undefined;
    const shard = liveShards(plan).find((each) => each.namespace === namespace);
    return { database, shard, archive, store: storeNamed(plan, namespace, archive?.store) };
  }),
);
