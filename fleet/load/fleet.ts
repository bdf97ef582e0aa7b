import type { z } from "zod";
import { turnCapacity } from "../capacity/calls";
import { mediaStoreCapacity } from "../capacity/media-store";
import { shardCapacity } from "../capacity/shard";
import { antivirusCapacity, pushGatewayCapacity } from "../capacity/shared";
import { checkDomains } from "../checks/domains";
import { checkEnvironment } from "../checks/environment";
import { checkNames } from "../checks/names";
import { checkPerimeters } from "../checks/perimeters";
import { checkLockItself, checkStateful } from "../checks/stateful";
import { checkWaivers } from "../checks/waivers";
import { destinations } from "../destinations";
import { escrowList } from "../escrow";
import { authenticationHost, federation, shardHost } from "../federation";
import {
  ADMISSION_NAMESPACE,
  ANTIVIRUS_NAMESPACE,
  BORDER_NAMESPACE,
  DRIFT_NAMESPACE,
  deepFreeze,
  FIRST_ARCHIVE,
  type Fleet,
  IDENTITY_SERVER_NAMESPACE,
  type Image,
  LOG_COLLECTOR_NAMESPACE,
  MEDIA_STORE_NAMESPACE,
  MONITORING_NAMESPACE,
  type Perimeter,
  PUSH_GATEWAY_NAMESPACE,
  perimeterStack,
  platformStack,
  RESTORE_DRILLS_NAMESPACE,
  type RemoteChart,
  restoreNamespace,
  type Shard,
  servicesStack,
  statefulIds,
  type Tenant,
  TURN_NAMESPACE,
} from "../fleet";
import { type Mistake, MistakesError, sortMistakes } from "../mistakes";
import { type EnvironmentFile, environmentSchema } from "../schema/environment";
import {
  type ChartName,
  type ImageName,
  type ImagesLock,
  imagesLockSchema,
  type StatefulLock,
  statefulLockSchema,
} from "../schema/locks";
import { type PerimeterFile, perimeterSchema } from "../schema/perimeter";
import { type WaiversFile, waiversSchema } from "../schema/waivers";
import { mediaStoreSecrets, serviceSecrets, shardSecrets, turnSecrets } from "../secrets";
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
    const stateful = statefulIds(shard, environment.backup.bucketPrefix);
    const registered = shard.registered ?? value.agents.registered.count;
    return {
      name: shard.name,
      perimeter: value.perimeter,
      serverName: shard.serverName,
      authenticationHost: authenticationHost(environment, shard.serverName),
      host: shardHost(environment, shard.serverName),
      namespace: stateful.namespace,
      restoreNamespace: restoreNamespace(stateful.namespace),
      archive: shard.recovery?.archive ?? shard.archive ?? FIRST_ARCHIVE,
      ...(shard.recovery === undefined ? {} : { recovery: shard.recovery }),
      emailDomains: shard.emailDomains,
      emailAddresses: shard.emailAddresses ?? [],
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
  const { environment: name, cluster, network } = environment.value;
  const service = (
    namespace: string,
    owner: string,
    key: keyof EnvironmentFile,
    podSecurity: Tenant["podSecurity"] = "restricted",
  ): Tenant => ({
    namespace,
    stack: servicesStack(name),
    owner: `service ${owner}`,
    podSecurity,
    at: environment.source.atKey([key]),
  });
  const operator = (key: "operatorNamespace" | "certificatesNamespace", owner: string): Tenant => ({
    namespace: network[key],
    stack: platformStack(name),
    owner: `operator ${owner}`,
    podSecurity: "restricted",
    at: environment.source.atKey(["network", key]),
  });
  return [
    service(BORDER_NAMESPACE, "border", "federation"),
    service(MEDIA_STORE_NAMESPACE, "media-store", "storageClasses"),
    service(RESTORE_DRILLS_NAMESPACE, "restore-drills", "restore"),
    service(IDENTITY_SERVER_NAMESPACE, "identity-server", "mail"),
    service(PUSH_GATEWAY_NAMESPACE, "push-gateway", "push"),
    // It answers at the node's own address, without which no call connects through it.
    service(TURN_NAMESPACE, "turn", "turn", "privileged"),
    service(ANTIVIRUS_NAMESPACE, "antivirus", "antivirus"),
    // It reads what the node writes.
    service(LOG_COLLECTOR_NAMESPACE, "log-collector", "logs", "privileged"),
    service(MONITORING_NAMESPACE, "monitoring", "monitoring"),
    service(DRIFT_NAMESPACE, "drift", "monitoring"),
    // With the platform, so that it holds before anything of a shard arrives.
    { ...service(ADMISSION_NAMESPACE, "admission", "cluster"), stack: platformStack(name) },
    ...(cluster.operators === "ours"
      ? [operator("operatorNamespace", "cloudnative-pg"), operator("certificatesNamespace", "cert-manager")]
      : []),
    ...perimeters.flatMap((each) =>
      each.shards.flatMap((shard) => {
        const tenant = { stack: each.stack, perimeter: each.name, podSecurity: "restricted" as const, at: shard.at };
        return [
          { ...tenant, namespace: shard.namespace, owner: `shard ${shard.name}` },
          { ...tenant, namespace: shard.restoreNamespace, owner: `restore of shard ${shard.name}` },
        ];
      }),
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
    garage: image("garage"),
    rclone: image("rclone"),
    operator: image("operator"),
    barmanPlugin: image("barmanPlugin"),
    barmanSidecar: image("barmanSidecar"),
    sydent: image("sydent"),
    sygnal: image("sygnal"),
    coturn: image("coturn"),
    contentScanner: image("contentScanner"),
    clamav: image("clamav"),
    rsyslog: image("rsyslog"),
    blackboxExporter: image("blackboxExporter"),
    footprint: image("footprint"),
  };
}

function charts(lock: Checked<ImagesLock>, registry: string): Record<ChartName, RemoteChart> {
  const chart = (name: ChartName): RemoteChart => {
    const { repository, version, digest } = lock.value.charts[name];
    const reference = `oci://${registry}/${repository}`;
    return {
      reference,
      version,
      ...(digest === undefined ? {} : { digest }),
      at: lock.source.atKey(["charts", name]),
    };
  };
  return { certManager: chart("certManager"), operator: chart("operator"), barmanPlugin: chart("barmanPlugin") };
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
  files: Fleet["files"],
): Fleet {
  const { environment: _, federation: __, registry, policyReview, ...settings } = environment.value;
  const built = perimeters.map((each) => perimeter(environment.value, each, lock));
  const links = federation(
    environment.value,
    perimeters.map(({ value }) => value),
  );
  const live = built.filter((each) => each.state !== "closed");
  const shards = live.flatMap((each) => each.shards);
  const names = shards.map((shard) => shard.name);
  const registered = shards.map((shard) => shard.registered);
  const services = {
    identityServer: IDENTITY_SERVER_NAMESPACE,
    pushGateway: PUSH_GATEWAY_NAMESPACE,
    logCollector: LOG_COLLECTOR_NAMESPACE,
  };
  const secrets = [
    ...mediaStoreSecrets(MEDIA_STORE_NAMESPACE, names),
    ...serviceSecrets(services, settings.push.apps),
    ...turnSecrets(TURN_NAMESPACE, names, settings.turn.relays),
    ...live.flatMap((each) => each.shards.flatMap((shard) => shardSecrets(shard, each.features.signIn))),
  ];
  return {
    ...settings,
    environment: name,
    at: environment.source.at([]),
    registry: registry.host,
    signatures: registry.signatures,
    perimeters: built,
    tenants: tenants(environment, built),
    federation: links,
    destinations: destinations(environment.value, links),
    secrets,
    images: images(imagesLock, registry.host),
    charts: charts(imagesLock, registry.host),
    mediaStore: mediaStoreCapacity(registered, settings.load),
    pushGateway: pushGatewayCapacity(registered, settings.load),
    antivirusPods: antivirusCapacity(registered, settings.load),
    turnCapacity: turnCapacity(registered, settings.load, settings.turn.relays.length),
    escrowList: escrowList(environment.value, secrets, shards),
    waivers: waivers.value.waivers.map((waiver, index) => ({ ...waiver, at: waivers.source.at(["waivers", index]) })),
    breakGlass: waivers.value.breakGlass.map((record, index) => ({
      ...record,
      at: waivers.source.at(["breakGlass", index]),
    })),
    unwaivable: policyReview?.unwaivable ?? [],
    files,
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
    ...checkWaivers(files.waivers, files.environment),
    ...(files.stateful ? checkLockItself(files.stateful) : []),
    ...(lock.right
      ? checkStateful(files.perimeters, files.environment, lock.right.value, lock.right.source, files.perimetersRead)
      : []),
  ];
  const refused = mistakes.some((each) => each.severity === "error");
  if (refused || !environment.right || !imagesLock.right || !lock.right || !waivers.right)
    throw new MistakesError(mistakes);
  const perimeters = perimeterFiles.flatMap(({ right }) => (right ? [right] : []));
  const sources = [files.environment, files.images, files.stateful, files.waivers, ...files.perimeters];
  const texts = sources.flatMap((source) =>
    source === undefined ? [] : [[source.file.replace(`environments/${name}/`, ""), source.text]],
  );
  const { right } = environment;
  const all: Fleet["files"] = Object.fromEntries(texts);
  const fleet = build(name, right, perimeters, imagesLock.right, lock.right.value, waivers.right, all);
  return { fleet: deepFreeze(fleet), warnings: sortMistakes(mistakes) };
}
