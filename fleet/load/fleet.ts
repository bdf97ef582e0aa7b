import type { z } from "zod";
import { shardCapacity } from "../capacity/shard";
import { checkDomains } from "../checks/domains";
import { checkEnvironment } from "../checks/environment";
import { checkNames } from "../checks/names";
import { checkPerimeters } from "../checks/perimeters";
import { checkLockItself, checkStateful } from "../checks/stateful";
import { destinations } from "../destinations";
import { authenticationHost, federation, shardHost } from "../federation";
import {
  BORDER_NAMESPACE,
  deepFreeze,
  type Fleet,
  type Image,
  type Perimeter,
  perimeterStack,
  type Shard,
  servicesStack,
  statefulIds,
  type Tenant,
} from "../fleet";
import { type Mistake, MistakesError, sortMistakes } from "../mistakes";
import { type EnvironmentFile, environmentSchema } from "../schema/environment";
import {
  type ImageName,
  type ImagesLock,
  imagesLockSchema,
  type StatefulLock,
  statefulLockSchema,
} from "../schema/locks";
import { type PerimeterFile, perimeterSchema } from "../schema/perimeter";
import { type WaiversFile, waiversSchema } from "../schema/waivers";
import { shardSecrets } from "../secrets";
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

function shards(environment: EnvironmentFile, { value, source }: Checked<PerimeterFile>, lock: StatefulLock): Shard[] {
  const locked = new Set(lock.shards.map((each) => each.shard));
  return value.shards.map((shard, index) => {
    const stateful = statefulIds(shard);
    const registered = shard.registered ?? value.agents.registered.count;
    return {
      name: shard.name,
      perimeter: value.perimeter,
      serverName: shard.serverName,
      authenticationHost: authenticationHost(environment, shard.serverName),
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
  return {
    synapse: image("synapse"),
    authentication: image("authentication"),
    postgres: image("postgres"),
    haproxy: image("haproxy"),
    valkey: image("valkey"),
    squid: image("squid"),
  };
}

/** A file's data where it is right, and its mistakes where not. */
interface Check<T> {
  readonly right: Checked<T> | undefined;
  readonly mistakes: readonly Mistake[];
}

function check<T extends z.ZodType>(schema: T, source: Source | undefined): Check<z.output<T>> {
  if (source === undefined) return { right: undefined, mistakes: [] };
  const { value, mistakes } = validate(schema, source);
  return { right: value === undefined ? undefined : { value, source }, mistakes };
}

function build(
  name: string,
  environment: Checked<EnvironmentFile>,
  perimeters: readonly Checked<PerimeterFile>[],
  imagesLock: Checked<ImagesLock>,
  lock: StatefulLock,
  waivers: Checked<WaiversFile>,
): Fleet {
  const { environment: _, federation: __, registry, policyReview, ...settings } = environment.value;
  const built = perimeters.map((each) => perimeter(environment.value, each, lock));
  const links = federation(
    environment.value,
    perimeters.map(({ value }) => value),
  );
  return {
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
}

/**
 * Loads one environment's files into a frozen fleet.
 * Throws MistakesError with every mistake of every file when there is one; warnings come back beside the fleet.
 */
export function loadFleet(root: string, name: string): Loaded {
  const files = readEnvironmentFiles(root, name);
  const environment = check(environmentSchema, files.environment);
  const imagesLock = check(imagesLockSchema, files.images);
  const lock = check(statefulLockSchema, files.stateful);
  const waivers = check(waiversSchema, files.waivers);
  const perimeterFiles = files.perimeters.map((source) => check(perimeterSchema, source));
  const mistakes = [
    ...files.mistakes,
    ...[environment, imagesLock, lock, waivers, ...perimeterFiles].flatMap((each) => each.mistakes),
    ...(files.environment ? checkEnvironment(files.environment) : []),
    ...checkPerimeters(files.perimeters, files.environment, files.perimetersRead),
    ...checkNames(files.perimeters, files.environment),
    ...checkDomains(files.perimeters),
    ...(files.stateful ? checkLockItself(files.stateful) : []),
    ...(lock.right ? checkStateful(files.perimeters, lock.right.value, lock.right.source, files.perimetersRead) : []),
  ];
  const refused = mistakes.some((each) => each.severity === "error");
  if (refused || !environment.right || !imagesLock.right || !lock.right || !waivers.right)
    throw new MistakesError(mistakes);
  const perimeters = perimeterFiles.flatMap(({ right }) => (right ? [right] : []));
  const fleet = build(name, environment.right, perimeters, imagesLock.right, lock.right.value, waivers.right);
  return { fleet: deepFreeze(fleet), warnings: sortMistakes(mistakes) };
}
