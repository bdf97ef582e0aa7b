import { type Fleet, liveShards, type Perimeter, type Shard } from "../../fleet/fleet";
import type { Recording, RuleGroup } from "./rules";
import { SCRAPED } from "./scraped";

/** A series that says what the environment's files say, and never changes until they do. */
const fact = (record: string, value: number, labels: Record<string, string>): Recording => ({
  record,
  expr: `vector(${value})`,
  labels,
});

/** Second after the last day, in UTC, so that the day itself still counts. */
const endOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000 + 24 * 3600;

/** Whose a namespace is; a namespace of restores is its shard's too, since volumes and pods fill and fail there as well. */
function namespaces(fleet: Fleet): Recording[] {
  const shards = liveShards(fleet);
  const shardOf = (namespace: string) =>
    shards.find((shard) => shard.namespace === namespace || shard.restoreNamespace === namespace);
  return fleet.tenants.map(({ namespace }) => {
    const shard = shardOf(namespace);
    const owner: Record<string, string> = shard === undefined ? {} : { shard: shard.name, perimeter: shard.perimeter };
    return fact("tchap:namespace:info", 1, { namespace, ...owner });
  });
}

/** What is to be scraped, so that its silence is told. */
function systems(fleet: Fleet): Recording[] {
  const of = (shard: Shard, perimeter: Perimeter, system: string) =>
    fact("tchap:system:info", 1, { namespace: shard.namespace, shard: shard.name, perimeter: perimeter.name, system });
  const everywhere = fleet.perimeters
    .filter(({ state }) => state !== "closed")
    .flatMap((perimeter) =>
      perimeter.shards.flatMap((shard) =>
        SCRAPED.filter(
          (each) => each.in === "each shard" || (each.in === "shards with MAS" && perimeter.features.signIn === "mas"),
        ).map(({ system }) => of(shard, perimeter, system)),
      ),
    );
  const once = SCRAPED.flatMap(({ system, in: place }) =>
    typeof place === "string" ? [] : [fact("tchap:system:info", 1, { namespace: place.namespace, system })],
  );
  return [...everywhere, ...once];
}

function deadlines({ perimeters, homologation, waivers }: Fleet): Recording[] {
  const conventions = perimeters
    .filter(({ state }) => state !== "closed")
    .map(({ name, convention }) =>
      fact("tchap:convention:end_timestamp_seconds", endOf(convention.endsOn), { perimeter: name }),
    );
  const scopes = waivers.map(({ rule, scope, expiresOn }) =>
    fact("tchap:waiver:end_timestamp_seconds", endOf(expiresOn), {
      rule,
      scope: [scope.perimeter, scope.stack, scope.object].filter((each) => each !== undefined).join(" "),
    }),
  );
  return [...conventions, fact("tchap:homologation:end_timestamp_seconds", endOf(homologation.endsOn), {}), ...scopes];
}

/**
 * The environment's files as series: who is whose, what should be there, and what ends when. Alerts about them are the same
 * in every environment, and a plan needs no clock.
 */
export function facts(fleet: Fleet): RuleGroup {
  return { name: "facts", recordings: [...namespaces(fleet), ...systems(fleet), ...deadlines(fleet)] };
}
