import type { Fleet, Shard } from "../../fleet/fleet";
import { SHARD_SECRETS } from "../../fleet/secrets";
import { jsonFile, mounted, yamlFile } from "../files";
import { guaranteed } from "../needs";
import { database } from "./config";
import { upkeepSettings } from "./media";
import { PATHS, UPKEEP_METRICS_PORT } from "./places";
import type { HomeserverValues } from "./values";

/** The one part of homeserver.yaml that programs beside Synapse need: they have none of its other files. */
function databaseFile(shard: Shard): Record<string, string> {
  return { "database.yaml": yamlFile({ database: database(shard) }) };
}

export function upkeepFiles(shard: Shard): Record<string, string> {
  return { "upkeep.json": jsonFile(upkeepSettings(shard)), ...databaseFile(shard) };
}

/** What the process that owns the media volume has beside the others: its key of the media store, and upkeep. */
export function media(shard: Shard): HomeserverValues["media"] {
  const key = mounted(SHARD_SECRETS.mediaStoreKey, PATHS.mediaStore);
  return {
    key,
    credentialsFile: `${PATHS.mediaStore}/credentials`,
    upkeep: {
      args: ["--config", `${PATHS.upkeep}/upkeep.json`],
      configPath: PATHS.upkeep,
      files: upkeepFiles(shard),
      port: UPKEEP_METRICS_PORT,
      resources: guaranteed(shard.capacity.upkeep),
      secretMounts: [mounted(SHARD_SECRETS.databaseAuthority, PATHS.databaseAuthority), key],
    },
  };
}

/** Seconds in which a database comes back from its backups, at most: the objective of a restore. */
export function restoreSeconds({ restore }: Fleet): number {
  return restore.rtoMinutes * 60;
}

/**
 * What prepares a database that came back from its backups before any process uses it: whichever pod comes first does it,
 * and the others find it done.
 */
export function restoreGate(fleet: Fleet, shard: Shard): HomeserverValues["restoreGate"] {
  if (shard.recovery === undefined) return undefined;
  const settings = {
    homeserverConfig: `${PATHS.restoreGate}/database.yaml`,
    recovery: shard.recovery.archive,
    // A deploy starts pods and the restore of their database together.
    waitSeconds: restoreSeconds(fleet),
  };
  return {
    args: ["--config", `${PATHS.restoreGate}/restore-gate.json`],
    configPath: PATHS.restoreGate,
    files: { "restore-gate.json": jsonFile(settings), ...databaseFile(shard) },
    secretMounts: [mounted(SHARD_SECRETS.databaseAuthority, PATHS.databaseAuthority)],
  };
}
