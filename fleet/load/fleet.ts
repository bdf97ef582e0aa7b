import { shardCapacity } from "../capacity";
import { checkDomains } from "../checks/domains";
import { checkEnvironment } from "../checks/environment";
import { checkPerimeters } from "../checks/perimeters";
import { type CurrentIds, checkLockItself, checkStateful } from "../checks/stateful";
import { destinations } from "../destinations";
import { federation, shardHost } from "../federation";
import {
  BORDER_NAMESPACE,
  deepFreeze,
  type Fleet,
  type Image,
  type Perimeter,
  perimeterStack,
  type Shard,
  type StatefulIds,
  servicesStack,
  type Tenant,
} from "../fleet";
import { type Mistake, MistakesError } from "../mistakes";
import { type EnvironmentFile, environmentSchema } from "../schema/environment";
import {
  IMAGE_NAMES,
  type ImageName,
  type ImagesLock,
  imagesLockSchema,
  type StatefulLock,
  statefulLockSchema,
} from "../schema/locks";
import { type PerimeterFile, perimeterSchema } from "../schema/perimeter";
import { waiversSchema } from "../schema/waivers";
import { SHARD_SECRETS, shardSecrets } from "../secrets";
import { readEnvironmentFiles } from "./files";
import type { Source } from "./source";
import { validate } from "./validate";

/** A fleet, and what a person should look at although nothing is refused. */
export interface Loaded {
  readonly fleet: Fleet;
  readonly warnings: readonly Mistake[];
}

interface Checked<T> {
  readonly value: T;
  readonly source: Source;
}

/** Names of what holds a shard's data: the same in every namespace, so that a runbook reads the same for each. */
export function statefulIds(shard: PerimeterFile["shards"][number]): StatefulIds {
  return {
    shard: shard.name,
    serverName: shard.serverName,
    namespace: shard.namespace ?? `tchap-${shard.name}`,
    database: "postgres",
    mediaVolume: "media",
    signingKey: SHARD_SECRETS.signingKey.name,
  };
}

function shards(environment: EnvironmentFile, { value, source }: Checked<PerimeterFile>, lock: StatefulLock): Shard[] {
  const locked = new Set(lock.shards.map((each) => each.shard));
  return value.shards.map((shard, index) => {
    const stateful = statefulIds(shard);
    const registered = shard.registered ?? value.agents.registered.count;
    return {
      name: shard.name,
      perimeter: value.perimeter,
      serverName: shard.serverName,
      host: shardHost(environment, shard.serverName),
      namespace: stateful.namespace,
      emailDomains: shard.emailDomains,
      registered,
      capacity: shardCapacity(registered, environment.load),
      stateful,
      locked: locked.has(shard.name),
      at: source.at(["shards", index]),
    };
  });
}

function perimeter(environment: EnvironmentFile, checked: Checked<PerimeterFile>, lock: StatefulLock): Perimeter {
  const { perimeter: name, shards: _, ...rest } = checked.value;
  return {
    ...rest,
    name,
    stack: perimeterStack(environment.environment, name),
    shards: shards(environment, checked, lock),
    at: checked.source.at(["perimeter"]),
    conventionAt: checked.source.at(["convention", "endsOn"]),
  };
}

function tenants(environment: Checked<EnvironmentFile>, perimeters: readonly Perimeter[]): Tenant[] {
  const border: Tenant = {
    namespace: BORDER_NAMESPACE,
    stack: servicesStack(environment.value.environment),
    owner: "service border",
    at: environment.source.atKey(["federation"]),
  };
  return [
    border,
    ...perimeters.flatMap((each) =>
      each.shards.map((shard) => ({
        namespace: shard.namespace,
        stack: each.stack,
        owner: `shard ${shard.name}`,
        perimeter: each.name,
        at: shard.at,
      })),
    ),
  ];
}

function images(lock: Checked<ImagesLock>, registry: string): Record<ImageName, Image> {
  const image = (name: ImageName): Image => {
    const { repository, tag, digest, origin } = lock.value[name];
    const reference = `${registry}/${repository}:${tag}${digest ? `@${digest}` : ""}`;
    return { reference, tag, origin, digestKnown: digest !== undefined, at: lock.source.atKey([name]) };
  };
  const [synapse, postgres, squid] = IMAGE_NAMES;
  return { synapse: image(synapse), postgres: image(postgres), squid: image(squid) };
}

function currentIds(perimeters: readonly Checked<PerimeterFile>[]): CurrentIds[] {
  return perimeters.flatMap(({ value, source }) =>
    value.shards.map((shard, index) => ({
      ids: statefulIds(shard),
      source,
      path: ["shards", index],
      closed: value.state === "closed",
    })),
  );
}

/**
 * Loads one environment's files into a frozen fleet.
 * Throws MistakesError with every mistake of every file when there is one; warnings come back beside the fleet.
 */
export function loadFleet(root: string, name: string): Loaded {
  const files = readEnvironmentFiles(root, name);
  const mistakes: Mistake[] = [...files.mistakes];
  const check = <T>(
    source: Source | undefined,
    run: (source: Source) => { value: T | undefined; mistakes: Mistake[] },
  ): Checked<T> | undefined => {
    if (source === undefined) return undefined;
    const result = run(source);
    mistakes.push(...result.mistakes);
    return result.value === undefined ? undefined : { value: result.value, source };
  };
  const environment = check(files.environment, (source) => validate(environmentSchema, source));
  const imagesLock = check(files.images, (source) => validate(imagesLockSchema, source));
  const lock = check(files.stateful, (source) => validate(statefulLockSchema, source));
  const waivers = check(files.waivers, (source) => validate(waiversSchema, source));
  const perimeters = files.perimeters.flatMap((source) => {
    const checked = check(source, (each) => validate(perimeterSchema, each));
    return checked ? [checked] : [];
  });
  if (files.environment) {
    mistakes.push(...checkEnvironment(files.environment), ...checkPerimeters(files.perimeters, files.environment));
  }
  mistakes.push(...checkDomains(files.perimeters));
  if (files.stateful) mistakes.push(...checkLockItself(files.stateful));
  // A perimeter file with mistakes is not a removed one: compare with the lock only when all could be read.
  if (lock && perimeters.length === files.perimeters.length && files.mistakes.length === 0)
    mistakes.push(...checkStateful(currentIds(perimeters), lock.value, lock.source));
  const errors = mistakes.some((each) => each.severity === "error");
  if (errors || !environment || !imagesLock || !lock || !waivers) throw new MistakesError(mistakes);

  const { environment: _, federation: declared, registry, policyReview, ...settings } = environment.value;
  const built = perimeters.map((each) => perimeter(environment.value, each, lock.value));
  const links = federation(
    { ...environment.value, federation: declared },
    perimeters.map(({ value }) => value),
  );
  const fleet: Fleet = {
    ...settings,
    environment: name,
    at: environment.source.at([]),
    registry: registry.host,
    perimeters: built,
    tenants: tenants(environment, built),
    federation: links,
    destinations: destinations(environment.value, links),
    secrets: built
      .filter((each) => each.state !== "closed")
      .flatMap((each) => each.shards.flatMap((shard) => shardSecrets(shard, each.features.signIn))),
    images: images(imagesLock, registry.host),
    waivers: waivers.value.waivers.map((waiver, index) => ({ ...waiver, at: waivers.source.at(["waivers", index]) })),
    unwaivable: policyReview?.unwaivable ?? [],
  };
  return { fleet: deepFreeze(fleet), warnings: mistakes };
}
