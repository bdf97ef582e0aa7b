import { z } from "zod";
import { pools } from "../fleet/capacity/topology";
import type { Fleet, Perimeter, Shard } from "../fleet/fleet";
import { accountExpiry, accountExpiryNeeds } from "./account-expiry/account-expiry";
import { ACCOUNT_EXPIRY } from "./account-expiry/places";
import { accountExpiryValues } from "./account-expiry/values";
import { authentication, authenticationNeeds } from "./authentication/authentication";
import { AUTHENTICATION } from "./authentication/places";
import { authenticationValues } from "./authentication/values";
import { contentScanner, contentScannerNeeds } from "./content-scanner/content-scanner";
import { CONTENT_SCANNER } from "./content-scanner/places";
import { contentScannerValues } from "./content-scanner/values";
import { edge } from "./edge/edge";
import { EDGE } from "./edge/places";
import { edgeValues } from "./edge/values";
import { homeserver, homeserverNeeds, mediaVolume } from "./homeserver/homeserver";
import { HOMESERVER } from "./homeserver/places";
import { restoreSeconds } from "./homeserver/programs";
import { homeserverValues, mediaVolumeValues } from "./homeserver/values";
import { shardLabels } from "./labels";
import { database, isolated, postgresNeeds } from "./postgres/cluster";
import { postgres } from "./postgres/network";
import { databaseValues, postgresValues } from "./postgres/values";
import { REDIS, redis, redisNeeds } from "./redis/redis";
import { redisValues } from "./redis/values";
import { type Release, TIMEOUT_SECONDS } from "./release";
import { RESTORE_DRILL } from "./restore-drill/places";
import { restoreDrill, restoreDrillNeeds } from "./restore-drill/restore-drill";
import { restoreDrillValues } from "./restore-drill/values";
import { ROUTER, router, routerNeeds } from "./router/router";
import { routerValues } from "./router/values";

/** Where a shard runs, its database and files; in its namespace of restores, what makes a database to be tried. */
export const shardDataValues = z.strictObject({
  postgres: postgresValues,
  database: databaseValues.optional(),
  media: mediaVolumeValues.optional(),
  restoreDrill: restoreDrillValues.optional(),
});

/** A system that a shard lacks is absent. */
export const shardValues = z.strictObject({
  homeserver: homeserverValues,
  router: routerValues,
  contentScanner: contentScannerValues,
  edge: edgeValues,
  redis: redisValues.optional(),
  authentication: authenticationValues.optional(),
  accountExpiry: accountExpiryValues.optional(),
});

function dataRelease(fleet: Fleet, perimeter: Perimeter, shard: Shard): Release {
  const values: z.output<typeof shardDataValues> = {
    postgres: postgres(fleet, perimeter, shard),
    database: database(fleet, perimeter, shard),
    media: mediaVolume(fleet, shard),
  };
  return {
    name: `${shard.name}-data`,
    namespace: shard.namespace,
    chart: "shard-data",
    values,
    // Helm cannot wait here: a volume claim binds only with the first pod that uses it, which the other release holds.
    wait: false,
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [postgresNeeds(shard)],
    accounts: [],
  };
}

/** Seconds of a schema upgrade, for which the startup probe waits. */
const UPGRADE_SECONDS = 1800;
/** Seconds in which one pod of a StatefulSet is replaced, one after the other: stop, prepare, start. Assumption. */
const SECONDS_PER_POD = 45;

/**
 * How long a roll-out may take: the largest role's pods one by one, after an upgrade by the main process, and after the
 * database that a recovered shard's pods wait for.
 */
function rollOutSeconds(fleet: Fleet, { capacity, recovery }: Shard): number {
  const most = Math.max(1, ...pools(capacity.topology).map((pool) => pool.most));
  const restored = recovery === undefined ? 0 : restoreSeconds(fleet);
  return TIMEOUT_SECONDS + restored + UPGRADE_SECONDS + most * SECONDS_PER_POD;
}

function servingRelease(fleet: Fleet, perimeter: Perimeter, shard: Shard): Release {
  const several = shard.capacity.topology.kind === "workers";
  const optional = {
    redis: several ? redis(fleet, shard) : undefined,
    authentication: authentication(fleet, perimeter, shard),
    accountExpiry: accountExpiry(fleet, perimeter, shard),
  };
  const systems = [
    { due: true, account: HOMESERVER, needs: homeserverNeeds(shard) },
    { due: true, account: ROUTER, needs: [routerNeeds(shard)] },
    { due: true, account: CONTENT_SCANNER, needs: [contentScannerNeeds(shard)] },
    { due: optional.redis !== undefined, account: REDIS, needs: [redisNeeds(shard)] },
    { due: optional.authentication !== undefined, account: AUTHENTICATION, needs: [authenticationNeeds(shard)] },
    { due: optional.accountExpiry !== undefined, account: ACCOUNT_EXPIRY, needs: [accountExpiryNeeds()] },
  ].filter(({ due }) => due);
  const values: z.output<typeof shardValues> = {
    homeserver: homeserver(fleet, perimeter, shard),
    router: router(fleet, perimeter, shard),
    contentScanner: contentScanner(fleet, shard),
    edge: edge(fleet, shard.namespace, shardLabels(fleet, shard, EDGE, "frontend")),
    ...optional,
  };
  return {
    name: shard.name,
    namespace: shard.namespace,
    chart: "shard",
    values,
    wait: true,
    timeoutSeconds: rollOutSeconds(fleet, shard),
    needs: systems.flatMap(({ needs }) => needs),
    accounts: systems.map(({ account }) => account),
  };
}

/** What a shard's namespace of restores always holds: the way to its backups, and what tries them. */
function restoreRelease(fleet: Fleet, perimeter: Perimeter, live: Shard, serving: Release): Release {
  const shard = { ...live, namespace: live.restoreNamespace };
  const values: z.output<typeof shardDataValues> = {
    postgres: postgres(fleet, perimeter, shard),
    restoreDrill: restoreDrill(fleet, perimeter, shard),
  };
  return {
    name: `${shard.name}-restore`,
    namespace: shard.namespace,
    chart: "shard-data",
    values,
    // Nothing of it runs.
    wait: false,
    timeoutSeconds: TIMEOUT_SECONDS,
    // Room for the whole shard as well, which is what a restore in isolation puts there.
    needs: [postgresNeeds(shard), restoreDrillNeeds(), ...serving.needs],
    // Those of the shard itself come with what a restore in isolation puts there.
    accounts: [RESTORE_DRILL, ...(isolated(live) ? serving.accounts : [])],
  };
}

/** The releases of a shard: what holds its data and is kept, what serves, and what restores it elsewhere. */
export function shardReleases(
  fleet: Fleet,
  perimeter: Perimeter,
  shard: Shard,
): { data: Release; serving: Release; restore: Release } {
  const serving = servingRelease(fleet, perimeter, shard);
  return {
    data: dataRelease(fleet, perimeter, shard),
    serving,
    restore: restoreRelease(fleet, perimeter, shard, serving),
  };
}
