/*
 * Which processes make one homeserver. Which role may run how often is Synapse's (docs/workers.md and
 * synapse/config/workers.py, 1.163); what it would refuse or corrupt cannot be written here.
 */

/** Roles of which there is exactly one process: Synapse refuses a second writer, or the work cannot be shared. */
export const SINGLE_ROLES = [
  "typing",
  "to-device",
  "account-data",
  "push-rules",
  "background",
  "user-directory",
  "media-repository",
] as const;

/** Roles whose processes share work by a hash over the list of all of them, which every process must know alike. */
export const SHARDED_ROLES = [
  "events",
  "receipts",
  "device-lists",
  // Idle while Synapse has it behind an experimental option (MSC4306), which we leave off.
  "thread-subscriptions",
  "federation-sender",
  "pusher",
] as const;

/** Roles that keep nothing: any number of them, changed at any time. */
export const STATELESS_ROLES = [
  "sync",
  "initial-sync",
  "client-reader",
  "event-creator",
  "federation-reader",
  "federation-inbound",
] as const;

export type SingleRole = (typeof SINGLE_ROLES)[number];
export type ShardedRole = (typeof SHARDED_ROLES)[number];
export type StatelessRole = (typeof STATELESS_ROLES)[number];
export type WorkerRole = SingleRole | ShardedRole | StatelessRole;

export const WORKER_ROLES: readonly WorkerRole[] = [...SINGLE_ROLES, ...SHARDED_ROLES, ...STATELESS_ROLES];

/** CPU in thousandths of a core, memory in MiB. */
export interface Compute {
  readonly milliCpu: number;
  readonly memoryMiB: number;
}

/** One process of a role takes this much; `count` of them run. */
export interface Sharded {
  readonly count: number;
  readonly compute: Compute;
}

/** Between `least` and `most` processes of a role run, as load asks; equal where it is not scaled. */
export interface Stateless {
  readonly least: number;
  readonly most: number;
  readonly compute: Compute;
}

/** Processes beside the main one. A role of which there is one has no count that could be wrong. */
interface Workers {
  readonly single: Readonly<Record<SingleRole, Compute>>;
  readonly sharded: Readonly<Record<ShardedRole, Sharded>>;
  readonly stateless: Readonly<Record<StatelessRole, Stateless>>;
}

/** A homeserver is one process, or a main process and workers of every role. */
export type Topology = { readonly kind: "monolith" } | ({ readonly kind: "workers" } & Workers);

/** All processes of one role. */
export interface Pool {
  readonly role: WorkerRole;
  readonly least: number;
  readonly most: number;
  readonly compute: Compute;
}

/** The pools of a topology in the order of the roles; none for a monolith. */
export function pools(topology: Topology): Pool[] {
  if (topology.kind === "monolith") return [];
  const { single, sharded, stateless } = topology;
  return [
    ...SINGLE_ROLES.map((role) => ({ role, least: 1, most: 1, compute: single[role] })),
    ...SHARDED_ROLES.map((role) => {
      const { count, compute } = sharded[role];
      return { role, least: count, most: count, compute };
    }),
    ...STATELESS_ROLES.map((role) => ({ role, ...stateless[role] })),
  ];
}

/** Names of a role's processes, those that autoscaling may add included: the names of their pods. */
export function instances({ role, most }: Pick<Pool, "role" | "most">): string[] {
  return Array.from({ length: most }, (_, index) => `${role}-${index}`);
}

/** Synapse processes when every pool is at its least, the main one included. */
export function leastProcesses(topology: Topology): number {
  return pools(topology).reduce((sum, { least }) => sum + least, 1);
}

/** Synapse processes when every pool is at its most, the main one included: what a connection budget must hold. */
export function mostProcesses(topology: Topology): number {
  return pools(topology).reduce((sum, { most }) => sum + most, 1);
}
