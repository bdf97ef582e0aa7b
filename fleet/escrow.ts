import { BINDINGS_VOLUME, IDENTITY_SERVER_NAMESPACE } from "./namespaces";
import type { EnvironmentFile } from "./schema/environment";
import type { Secret } from "./secrets";

/** Something that a restore needs, or that holds data, and where its second copy is. */
export interface EscrowItem {
  readonly id: string;
  readonly what: string;
  /** `escrow`: with its custodians. `repository`: this one. `backup`, `copy`: the other site. `made anew`: none is needed. */
  readonly kept: "escrow" | "repository" | "backup" | "copy" | "made anew";
  readonly place: string;
  readonly why: string;
}

/** The parts of a shard that hold data. */
interface Holder {
  readonly name: string;
  readonly namespace: string;
  readonly stateful: {
    readonly database: string;
    readonly mediaVolume: string;
    readonly mediaBucket: string;
    readonly backupBucket: string;
  };
}

/** What an environment says of where things are. */
type Places = Pick<EnvironmentFile, "escrow" | "stateBackend" | "registry" | "backup" | "mediaCopy">;

function ofSecret({ namespace, name, escrow }: Secret, place: string): EscrowItem {
  return {
    id: `Secret/${namespace}/${name}`,
    what: `Secret ${name} of ${namespace}`,
    kept: escrow.kept,
    place: escrow.kept === "escrow" ? place : "nowhere: a new one is made",
    why: escrow.why,
  };
}

function ofShard({ name, namespace, stateful }: Holder, { backup, mediaCopy }: Places): EscrowItem[] {
  const { database, mediaVolume, mediaBucket, backupBucket } = stateful;
  return [
    {
      id: `Cluster/${namespace}/${database}`,
      what: `Databases of shard ${name}`,
      kept: "backup",
      place: `bucket ${backupBucket} of ${backup.endpoint} (${backup.site})`,
      why: "Accounts, rooms, messages and the keys that clients keep encrypted on the server.",
    },
    {
      id: `bucket/${mediaBucket}`,
      what: `Media of shard ${name}`,
      kept: "copy",
      place: `bucket ${mediaCopy.bucketPrefix}-${name} of ${mediaCopy.endpoint} (${mediaCopy.site}); follows deletions, so it is no backup`,
      why: "Files that agents sent and received.",
    },
    {
      id: `PersistentVolumeClaim/${namespace}/${mediaVolume}`,
      what: `Newest media of shard ${name}, before and after they are in the media store`,
      kept: "copy",
      place: "the media store, where each file is written at upload",
      why: "Only a file whose upload to the store failed is here alone, until it is tried again.",
    },
  ];
}

/** Bucket of the backup store for the identity server's bindings. */
export const bindingsBucket = ({ bucketPrefix }: Pick<EnvironmentFile["backup"], "bucketPrefix">): string =>
  `${bucketPrefix}-identity-server`;

/** Everything without which a restore is worthless, and everything that holds data: where each is kept a second time. */
export function escrowList(environment: Places, secrets: readonly Secret[], shards: readonly Holder[]): EscrowItem[] {
  const { escrow, stateBackend, registry, backup } = environment;
  const place = `${escrow.place} (${escrow.custodians.join(", ")})`;
  return [
    {
      id: "environment",
      what: "Environment files, with server names and stateful.lock.yaml",
      kept: "repository",
      place: "this repository, cloned by everyone who deploys",
      why: "Every object of the plan comes from them.",
    },
    {
      id: "state",
      what: "Terraform states",
      kept: "made anew",
      place: `nowhere: ${stateBackend.kind} backend; objects are imported or made again from the plan`,
      why: "They hold no secret and nothing that the plan does not say.",
    },
    {
      id: "images",
      what: "Images and charts by digest",
      kept: "escrow",
      place: `a second copy of the mirror ${registry.host}, beside the secrets: ${escrow.place}`,
      why: "Without the image that wrote it, a database may not be readable; public registries delete.",
    },
    {
      id: "media-store",
      what: "Layout of the media store",
      kept: "repository",
      place: "this repository: the set-up makes it again on empty nodes",
      why: "The files themselves are listed by shard.",
    },
    {
      id: `PersistentVolumeClaim/${IDENTITY_SERVER_NAMESPACE}/${BINDINGS_VOLUME}`,
      what: "Bindings and open invitations of the identity server",
      kept: "backup",
      place: `bucket ${bindingsBucket(backup)} of ${backup.endpoint} (${backup.site}), every quarter of an hour in which they changed`,
      why: "Which address belongs to which account, and invitations that nobody has taken up yet.",
    },
    ...secrets.map((secret) => ofSecret(secret, place)),
    ...shards.flatMap((shard) => ofShard(shard, environment)),
  ];
}
