import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { POSTGRES_PARAMETERS } from "./changes";
import type { Cluster } from "./cluster";
import type { DatabaseOwner } from "./databases";
import { keptFolder, keyOf } from "./install/kept";
import { Instance } from "./postgres-instance";
import { signingKey } from "./secrets";

const SOCKETS = "/run/postgresql";

/** Makes a database and its owner, and runs what is to be run in it before anybody uses it. */
export async function makeDatabase(
  instance: Instance,
  { database, owner }: Pick<DatabaseOwner, "database" | "owner">,
  statements: readonly string[],
): Promise<void> {
  await instance.sql(`create role "${owner}" login`);
  await instance.sql(`create database "${database}" owner "${owner}" template template0`);
  for (const each of statements) await instance.sql(each, database);
}

/** Fills a folder with a server's files that hold Synapse's schema, made by Synapse's own program. */
async function make(
  cluster: Cluster,
  folder: string,
  { database, owner }: DatabaseOwner,
  statements: readonly string[],
): Promise<void> {
  const instance = await Instance.create(cluster, "template", "postgres-1");
  try {
    await instance.initialise();
    instance.write("pg_hba.conf", "local all all trust\n");
    await instance.start(POSTGRES_PARAMETERS);
    await makeDatabase(instance, { database, owner }, statements);
    writeFileSync(join(instance.path("sockets"), "signing.key"), signingKey());
    const config = {
      server_name: "template.invalid",
      report_stats: false,
      media_store_path: `${SOCKETS}/media`,
      signing_key_path: `${SOCKETS}/signing.key`,
      database: { name: "psycopg2", args: { host: SOCKETS, user: owner, dbname: database } },
    };
    const synapse = cluster.image(cluster.plan.facts.images.synapse.reference);
    await instance.run(
      [
        ...["python", "-m", "synapse._scripts.update_synapse_database", "--run-background-updates"],
        ...["--database-config", "-"],
      ],
      JSON.stringify(config),
      { env: { ...synapse.env, PATH: synapse.path }, mounts: synapse.mounts },
    );
    await instance.stop();
    renameSync(instance.path("data"), join(folder, "data"));
  } finally {
    await instance.remove();
  }
}

const templates = new Map<string, Promise<string>>();

/**
 * Folder with a server's files that hold Synapse's schema, from the cache or made anew, once, whoever asks meanwhile:
 * every shard starts from a copy, since 17 times the same statements prove nothing.
 */
export function template(cluster: Cluster, owner: DatabaseOwner, statements: readonly string[]): Promise<string> {
  const { root, venv, cache } = cluster.ground;
  const name = `database-${keyOf(root, venv, JSON.stringify({ owner, statements }))}`;
  const known = templates.get(name) ?? keptFolder(cache, name, (folder) => make(cluster, folder, owner, statements));
  templates.set(name, known);
  return known;
}
