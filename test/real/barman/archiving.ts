import { setTimeout as pause } from "node:timers/promises";
import { liveShards } from "../../../fleet/fleet";
import { databaseCluster } from "../databases";
import type { Postgres } from "../postgres";
import { secretValues } from "../secrets";
import type { RunningShard } from "../shard";
import type { Stage } from "../stage";
import { Sidecar } from "./sidecar";

/** A shard that archives, and what archives it. */
export interface Archiving {
  readonly shard: RunningShard;
  readonly sidecar: Sidecar;
}

/** Starts a shard that archives to the backup store, and that comes from there where its Cluster says so. */
export async function startArchiving(stage: Stage, name: string): Promise<Archiving> {
  const { cluster } = stage;
  const { namespace = "" } = liveShards(cluster.plan.facts).find((each) => each.name === name) ?? {};
  // The sidecar has its key before the server starts.
  if (!cluster.hasSecrets(namespace))
    cluster.setSecrets(namespace, secretValues(cluster.plan, namespace, cluster.authority.certificate));
  const sidecar = new Sidecar(cluster, databaseCluster(cluster.plan, namespace));
  return { shard: await stage.start(name, { database: sidecar.options() }), sidecar };
}

/** Takes a base backup, as the operator asks the plugin for one. */
export async function takeBackup({ shard: { database }, sidecar }: Archiving, name: string): Promise<void> {
  // Otherwise the backup's own checkpoint is spread over minutes, to spare agents who are none here.
  await database.sql("checkpoint");
  await database.run(sidecar.backup(name));
}

/** Sends the segment that is being written to the archive, as archive_timeout does after a while. */
export async function archive(database: Postgres): Promise<void> {
  const segment = await database.sql("select pg_walfile_name(pg_switch_wal())");
  while ((await database.sql("select coalesce(last_archived_wal, '') from pg_stat_archiver")) < segment)
    await pause(200);
}
