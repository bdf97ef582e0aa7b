import { z } from "zod";
import type { Fleet, Perimeter, Shard } from "../fleet/fleet";
import { homeserver, homeserverNeeds, mediaVolume } from "./homeserver/homeserver";
import { homeserverValues, mediaVolumeValues } from "./homeserver/values";
import { postgresCluster, postgresNeeds } from "./postgres/cluster";
import { postgresValues } from "./postgres/values";
import type { Release } from "./release";

export const shardDataValues = z.strictObject({ postgres: postgresValues, media: mediaVolumeValues });
export const shardValues = z.strictObject({ homeserver: homeserverValues });

/** The two releases of a shard: what holds its data and is kept, and what serves. */
export function shardReleases(fleet: Fleet, perimeter: Perimeter, shard: Shard): { data: Release; serving: Release } {
  const { namespace } = shard;
  const data: z.output<typeof shardDataValues> = {
    postgres: postgresCluster(fleet, shard),
    media: mediaVolume(fleet, shard),
  };
  const serving: z.output<typeof shardValues> = { homeserver: homeserver(fleet, perimeter, shard) };
  return {
    data: {
      name: `${shard.name}-data`,
      namespace,
      chart: "shard-data",
      values: data,
      // Helm cannot wait here: a volume claim binds only with the first pod that uses it, which the other release holds.
      wait: false,
      needs: [postgresNeeds(shard)],
    },
    serving: {
      name: shard.name,
      namespace,
      chart: "shard",
      values: serving,
      wait: true,
      needs: [homeserverNeeds(shard)],
    },
  };
}
