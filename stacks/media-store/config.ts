import type { Fleet } from "../../fleet/fleet";
import { MEDIA_STORE_REGION, PATHS, PORTS } from "./places";

/** The settings of garage.toml that we set, by Garage's own names; what is absent keeps Garage's default. */
export interface GarageConfig {
  replication_factor: 3;
  consistency_mode: "consistent";
  metadata_dir: string;
  metadata_snapshots_dir: string;
  data_dir: { path: string; capacity: string }[];
  db_engine: "lmdb";
  metadata_fsync: true;
  data_fsync: true;
  metadata_auto_snapshot_interval: string;
  block_size: string;
  block_ram_buffer_max: string;
  compression_level: "none";
  allow_world_readable_secrets: true;
  rpc_secret_file: string;
  rpc_bind_addr: string;
  rpc_public_addr_subnet: string;
  s3_api: { s3_region: string; api_bind_addr: string };
  admin: {
    api_bind_addr: string;
    admin_token_file: string;
    metrics_token_file: string;
    metrics_require_token: true;
  };
}

/** Share of a node's memory for blocks on their way to a slower node: Garage's default is a quarter of 1 GiB. */
const BUFFER_SHARE = 0.25;

/** How much a volume takes beside the others of its node: all are alike, and may grow without a restart. */
const VOLUME_WEIGHT = "1TiB";

/** Garage's configuration, the same for every node: what is a node's own, its zone and its size, is in the layout. */
export function garageConfig({ mediaStore, network }: Pick<Fleet, "mediaStore" | "network">): GarageConfig {
  const { volumesPerNode, memoryMiB } = mediaStore;
  return {
    // A file is three times there, and two of three must have it before it counts as written or read.
    replication_factor: 3,
    consistency_mode: "consistent",
    metadata_dir: PATHS.metadata,
    // On another volume than the tables that they stand in for, which they would fill, being copies of them.
    metadata_snapshots_dir: `${PATHS.data(0)}/snapshots`,
    data_dir: Array.from({ length: volumesPerNode }, (_, index) => ({
      path: `${PATHS.data(index)}/blocks`,
      capacity: VOLUME_WEIGHT,
    })),
    // What Garage recommends for several nodes. It writes no page over, so that with fsync a power cut loses nothing.
    db_engine: "lmdb",
    // Off by default: a power cut would lose files that Synapse was told are kept.
    metadata_fsync: true,
    data_fsync: true,
    // Two are kept: the way back when a node's tables are broken while its files are whole.
    metadata_auto_snapshot_interval: "6h",
    // Garage's default: few files are larger, and of these the parts of a slow upload stay small.
    block_size: "1MiB",
    block_ram_buffer_max: `${Math.floor(memoryMiB * BUFFER_SHARE)}MiB`,
    // Files of encrypted rooms look like chance, and pictures are compressed already.
    compression_level: "none",
    // Garage takes a file for open to the world as soon as its group may read it, as a Secret's volume lets it; the
    // image has no program that could copy it. Others may not read it.
    allow_world_readable_secrets: true,
    rpc_secret_file: `${PATHS.rpcSecret}/rpc-secret`,
    rpc_bind_addr: `0.0.0.0:${PORTS.rpc}`,
    // A node tells the others its address among the pods'. By name it would have to be in the DNS before it starts,
    // and is asked for once only.
    rpc_public_addr_subnet: network.pods,
    // No root domain: buckets are named in the path.
    s3_api: { s3_region: MEDIA_STORE_REGION, api_bind_addr: `0.0.0.0:${PORTS.s3}` },
    admin: {
      api_bind_addr: `0.0.0.0:${PORTS.admin}`,
      admin_token_file: `${PATHS.adminToken}/admin-token`,
      metrics_token_file: `${PATHS.metricsToken}/metrics-token`,
      // Without it metrics are open to whoever reaches the port when the token is not there.
      metrics_require_token: true,
    },
  };
}
