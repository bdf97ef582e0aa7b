import type { TurnCapacity } from "./capacity/calls";
import type { MediaStoreCapacity } from "./capacity/media-store";
import type { ShardCapacity } from "./capacity/shard";
import type { SharedCapacity } from "./capacity/shared";
import type { Destination } from "./destinations";
import type { EscrowItem } from "./escrow";
import type { Federation } from "./federation";
import type { Position } from "./mistakes";
import type { EnvironmentFile } from "./schema/environment";
import type { ChartName, ImageName } from "./schema/locks";
import type { PerimeterFile } from "./schema/perimeter";
import type { WaiversFile } from "./schema/waivers";
import { type Secret, SHARD_SECRETS } from "./secrets";

export {
  ADMISSION_NAMESPACE,
  ANTIVIRUS_NAMESPACE,
  BINDINGS_VOLUME,
  BORDER_NAMESPACE,
  DRIFT_NAMESPACE,
  IDENTITY_SERVER_NAMESPACE,
  LOG_COLLECTOR_NAMESPACE,
  MEDIA_STORE_NAMESPACE,
  MONITORING_NAMESPACE,
  PUSH_GATEWAY_NAMESPACE,
  RESTORE_DRILLS_NAMESPACE,
  SHARED_NAMESPACES,
  TURN_NAMESPACE,
} from "./namespaces";

/** Names of everything of one shard that holds data; permanent. */
export interface StatefulIds {
  readonly shard: string;
  readonly serverName: string;
  readonly namespace: string;
  readonly database: string;
  readonly mediaVolume: string;
  readonly mediaBucket: string;
  readonly backupBucket: string;
  readonly signingKey: string;
}

/** A database restored from an archive up to an instant, archiving under a new name from then on. */
export type Recovery = NonNullable<PerimeterFile["shards"][number]["recovery"]>;

/** One homeserver. */
export interface Shard {
  readonly name: string;
  readonly perimeter: string;
  readonly serverName: string;
  /** Public host of its client and federation API. */
  readonly host: string;
  /** Public host of its authentication service, where it has one. */
  readonly authenticationHost: string;
  readonly namespace: string;
  /** Where it is restored, apart from all that runs. */
  readonly restoreNamespace: string;
  /** Name under which its database archives now. */
  readonly archive: string;
  /** How its database came back from its backups; absent where it never had to. */
  readonly recovery?: Recovery;
  readonly emailDomains: readonly string[];
  /** Single addresses that lead here, wherever their domain does. */
  readonly emailAddresses: readonly string[];
  /** Accounts on it. */
  readonly registered: number;
  readonly capacity: ShardCapacity;
  readonly stateful: StatefulIds;
  /** False until `footprint lock` recorded its ids, which happens before its first deploy. */
  readonly locked: boolean;
  readonly at: Position;
}

/** One administration or group, as its file says, with its shards worked out. */
export interface Perimeter extends Omit<PerimeterFile, "shards" | "perimeter"> {
  readonly name: string;
  readonly stack: string;
  readonly shards: readonly Shard[];
  readonly at: Position;
  readonly conventionAt: Position;
}

/** A namespace, whose it is, and where its owner is declared. */
export interface Tenant {
  readonly namespace: string;
  readonly stack: string;
  readonly owner: string;
  /** The perimeter that it belongs to; absent for services shared by all. */
  readonly perimeter?: string;
  /** Pod Security Standard that its pods are held to; `privileged` for what works on the node itself. */
  readonly podSecurity: "restricted" | "privileged";
  readonly at: Position;
}

export interface Image {
  /** Full reference in the environment's registry, by digest where it is known. */
  readonly reference: string;
  readonly tag: string;
  readonly digestKnown: boolean;
  readonly origin: "upstream" | "ours";
  readonly at: Position;
}

/** A chart of others: referenced, never copied. */
export interface RemoteChart {
  /** OCI reference in the environment's registry, without version. */
  readonly reference: string;
  readonly version: string;
  readonly digest?: string;
  readonly at: Position;
}

export type Waiver = WaiversFile["waivers"][number] & { readonly at: Position };

export type BreakGlass = WaiversFile["breakGlass"][number] & { readonly at: Position };

type Settings = Omit<EnvironmentFile, "environment" | "federation" | "registry" | "policyReview">;

/** Everything about one environment, as plain frozen data: what the stacks are built from and what policies read. */
export interface Fleet extends Settings {
  readonly environment: string;
  readonly at: Position;
  readonly registry: string;
  /** Who verifies signatures of images. */
  readonly signatures: EnvironmentFile["registry"]["signatures"];
  readonly perimeters: readonly Perimeter[];
  readonly tenants: readonly Tenant[];
  readonly federation: Federation;
  readonly destinations: readonly Destination[];
  readonly secrets: readonly Secret[];
  readonly images: Readonly<Record<ImageName, Image>>;
  readonly charts: Readonly<Record<ChartName, RemoteChart>>;
  readonly mediaStore: MediaStoreCapacity;
  readonly pushGateway: SharedCapacity;
  readonly antivirusPods: SharedCapacity;
  readonly turnCapacity: TurnCapacity;
  /** What a restore is worthless without, and where each is. */
  readonly escrowList: readonly EscrowItem[];
  readonly waivers: readonly Waiver[];
  /** Nights when stacks were deployed in spite of findings. */
  readonly breakGlass: readonly BreakGlass[];
  readonly unwaivable: readonly string[];
  /** Texts of the environment's own files, by their paths in its folder: what compares the cluster with them takes them. */
  readonly files: Readonly<Record<string, string>>;
}

export const platformStack = (environment: string): string => `${environment}-platform`;
export const servicesStack = (environment: string): string => `${environment}-services`;
export const perimeterStack = (environment: string, perimeter: string): string => `${environment}-${perimeter}`;

/** A shard's namespace unless its file says another. */
export const shardNamespace = (shard: string): string => `tchap-${shard}`;

/** Names of what holds a shard's data: the same in every namespace, so that a runbook reads the same for each. */
export function statefulIds(
  shard: Pick<PerimeterFile["shards"][number], "name" | "serverName" | "namespace">,
  backupPrefix: string,
): StatefulIds {
  return {
    shard: shard.name,
    serverName: shard.serverName,
    namespace: shard.namespace ?? shardNamespace(shard.name),
    database: "postgres",
    mediaVolume: "media",
    mediaBucket: `media-${shard.name}`,
    backupBucket: `${backupPrefix}-${shard.name}`,
    signingKey: SHARD_SECRETS.signingKey.name,
  };
}

/** Where a shard of this namespace is restored. */
export const restoreNamespace = (namespace: string): string => `${namespace}-restore`;

/** Name under which a database archives that was never restored. */
export const FIRST_ARCHIVE = "postgres";

/** Shards that run: those of closed perimeters do not. */
export function liveShards(fleet: Fleet): Shard[] {
  return fleet.perimeters.filter((perimeter) => perimeter.state !== "closed").flatMap((perimeter) => perimeter.shards);
}

/** Freezes data and all that it holds. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  }
  return value;
}
