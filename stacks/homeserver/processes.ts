import {
  instances,
  type Pool,
  pools,
  type ShardedRole,
  type SingleRole,
  type StatelessRole,
  type Topology,
  type WorkerRole,
} from "../../fleet/capacity/topology";
import type { Shard } from "../../fleet/fleet";
import { CLIENT_PORT, HOMESERVER, MAIN, METRICS_PORT, PATHS, processHost, REPLICATION_PORT } from "./places";

export interface Listener {
  port: number;
  type: "http" | "metrics";
  bind_addresses: ["0.0.0.0"];
  tls?: false;
  x_forwarded?: true;
  resources?: { names: string[]; compress: false }[];
}

/** What Synapse calls a process' part of the configuration. */
export interface WorkerConfig {
  worker_app: "synapse.app.generic_worker" | "synapse.app.media_repository";
  worker_name: string;
  worker_listeners: Listener[];
  worker_log_config: string;
}

interface Instance {
  host: string;
  port: number;
}

/** What the shared configuration says of a homeserver of several processes; a monolith says none of it. */
export interface ProcessSettings {
  instance_map?: Record<string, Instance>;
  stream_writers?: Record<string, string[]>;
  federation_sender_instances?: string[];
  pusher_instances?: string[];
  run_background_tasks_on?: string;
  update_user_directory_from_worker?: string;
  media_instance_running_background_jobs?: string;
  enable_media_repo?: false;
  worker_replication_secret_path?: string;
  redis?: { enabled: true; host: string; port: number; password_path: string };
}

export const REDIS_PORT = 6379;

/** Roles that the shared configuration names: the others talk to them over replication. */
type NamedRole = SingleRole | ShardedRole;

/** Streams that a role writes, by Synapse's names. */
const STREAMS: Partial<Record<NamedRole, string>> = {
  typing: "typing",
  "to-device": "to_device",
  "account-data": "account_data",
  "push-rules": "push_rules",
  events: "events",
  receipts: "receipts",
  "device-lists": "device_lists",
  "thread-subscriptions": "thread_subscriptions",
};

/** What each role answers on its HTTP port (Synapse manual, listeners); `health` alone for those that nobody calls. */
const RESOURCES: Readonly<Record<WorkerRole, string>> = {
  typing: "client",
  "to-device": "client",
  "account-data": "client",
  "push-rules": "client",
  background: "health",
  "user-directory": "client",
  "media-repository": "media",
  events: "health",
  receipts: "client",
  "device-lists": "client",
  "thread-subscriptions": "client",
  "federation-sender": "health",
  pusher: "health",
  sync: "client",
  "initial-sync": "client",
  "client-reader": "client",
  "event-creator": "client",
  "federation-reader": "federation",
  "federation-inbound": "federation",
};

const STATELESS: Readonly<Record<StatelessRole, true>> = {
  sync: true,
  "initial-sync": true,
  "client-reader": true,
  "event-creator": true,
  "federation-reader": true,
  "federation-inbound": true,
};

function isNamed(pool: Pool): pool is Pool & { readonly role: NamedRole } {
  return !(pool.role in STATELESS);
}

function http(port: number, names: string[]): Listener {
  return {
    port,
    type: "http",
    bind_addresses: ["0.0.0.0"],
    tls: false,
    x_forwarded: true,
    resources: [{ names, compress: false }],
  };
}

const metrics: Listener = { port: METRICS_PORT, type: "metrics", bind_addresses: ["0.0.0.0"] };

/** Listeners of the main process. */
export function mainListeners(topology: Topology): Listener[] {
  const replication = topology.kind === "workers" ? [http(REPLICATION_PORT, ["replication"])] : [];
  return [http(CLIENT_PORT, ["client", "federation"]), ...replication, metrics];
}

/** The part of homeserver.yaml that all processes of a shard must read alike. */
export function processSettings({ capacity, namespace }: Shard): ProcessSettings {
  if (capacity.topology.kind === "monolith") return {};
  const named = pools(capacity.topology).filter(isNamed);
  const names = (role: NamedRole) => named.filter((pool) => pool.role === role).flatMap(instances);
  const one = (role: SingleRole) => `${role}-0`;
  const at = (service: string, pod: string): Instance => ({
    host: processHost(namespace, service, pod),
    port: REPLICATION_PORT,
  });
  return {
    instance_map: {
      [MAIN]: at(HOMESERVER, `${HOMESERVER}-0`),
      ...Object.fromEntries(named.flatMap((pool) => instances(pool).map((name) => [name, at(pool.role, name)]))),
    },
    stream_writers: Object.fromEntries(
      named.flatMap(({ role }) => {
        const stream = STREAMS[role];
        return stream === undefined ? [] : [[stream, names(role)]];
      }),
    ),
    federation_sender_instances: names("federation-sender"),
    pusher_instances: names("pusher"),
    run_background_tasks_on: one("background"),
    update_user_directory_from_worker: one("user-directory"),
    media_instance_running_background_jobs: one("media-repository"),
    // The worker that runs the media repository's own application serves media all the same.
    enable_media_repo: false,
    worker_replication_secret_path: `${PATHS.replication}/replication`,
    redis: {
      enabled: true,
      host: `redis.${namespace}.svc.cluster.local`,
      port: REDIS_PORT,
      password_path: `${PATHS.redisClient}/password`,
    },
  };
}

/** The application that a role's processes run. */
export function application(role: WorkerRole): WorkerConfig["worker_app"] {
  return role === "media-repository" ? "synapse.app.media_repository" : "synapse.app.generic_worker";
}

/** The file of each process of a pool, by the name of its pod. */
export function workerConfigs(pool: Pool): WorkerConfig[] {
  const replication = isNamed(pool) ? [http(REPLICATION_PORT, ["replication"])] : [];
  return instances(pool).map((name) => ({
    worker_app: application(pool.role),
    worker_name: name,
    worker_listeners: [http(CLIENT_PORT, [RESOURCES[pool.role]]), ...replication, metrics],
    worker_log_config: `${PATHS.config}/log.yaml`,
  }));
}

/** Whether other processes call a pool's processes by name. */
export function isCalledByName(pool: Pool): boolean {
  return isNamed(pool);
}
