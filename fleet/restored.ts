import { deepFreeze, type Fleet, type Perimeter, type Shard } from "./fleet";

/** A shard as it is restored, with the fleet and the perimeter around it: what the stacks are built from. */
export interface Restored {
  readonly fleet: Fleet;
  readonly perimeter: Perimeter;
  readonly shard: Shard;
}

/** The archive that holds an instant: one begins with a recovery, and what came before is in the archive read then. */
function archiveOf({ archive, recovery }: Shard, at: string): string {
  return recovery !== undefined && Date.parse(at) < Date.parse(recovery.at) ? recovery.from : archive;
}

/**
 * One shard of a fleet, restored to an instant in its namespace of restores. It federates with nobody and has no mail
 * relay, even where a network policy is not enforced: it holds the live shard's signing key, and would speak in its name.
 * Undefined for a name that is no shard of a perimeter that runs.
 */
export function restored(fleet: Fleet, name: string, at: string): Restored | undefined {
  const all = fleet.perimeters.filter(({ state }) => state !== "closed");
  const found = all.find(({ shards }) => shards.some((each) => each.name === name));
  const live = found?.shards.find((each) => each.name === name);
  if (found === undefined || live === undefined) return undefined;
  const shard: Shard = {
    ...live,
    namespace: live.restoreNamespace,
    recovery: {
      archive: `restore-${at.toLowerCase().replace(/[^0-9tz]/g, "")}`,
      from: archiveOf(live, at),
      at,
      reason: "restore-plan",
    },
  };
  const perimeter = { ...found, shards: found.shards.map((each) => (each.name === name ? shard : each)) };
  return deepFreeze({
    fleet: {
      ...fleet,
      perimeters: fleet.perimeters.map((each) => (each.name === found.name ? perimeter : each)),
      federation: { whitelist: [], keyServers: [], peers: [] },
      mail: { ...fleet.mail, addresses: [] },
    },
    perimeter,
    shard,
  });
}
