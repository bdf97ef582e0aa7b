import type { Topology } from "../../fleet/capacity/topology";
import { instances, pools } from "../../fleet/capacity/topology";
import { HOMESERVER } from "../homeserver/places";
import { ENDPOINTS, type ServingRole } from "./endpoints";

/** Where the processes of a shard answer: `host:port`. */
export interface Addresses {
  /** A process of the homeserver: a pod of this Service. */
  readonly process: (service: string, pod: string) => string;
  readonly authentication: string;
  readonly identityServer: string;
  readonly contentScanner: string;
}

/** How one pool is used. Limits are of one router: three of them may together ask for three times as much. */
interface Use {
  /** Which process takes a request: HAProxy's `balance`; by default the one that has fewest. */
  readonly balance?: string;
  /** Requests that one process has at a time. */
  readonly most?: number;
  /** Seconds that a request waits for its turn. */
  readonly queueSeconds?: number;
  /** Seconds that a process may take before it answers. */
  readonly answerSeconds?: number;
  /** Whether the main process serves instead where no process of the pool is up. */
  readonly reserve: boolean;
}

const BY_TOKEN = "hash var(txn.token)";

/**
 * Published routing of Element's chart (ess-helm, configs/synapse): its limits, its keys. Only what keeps nothing falls
 * back: a stream's writer alone can write it, and media files are with one process.
 */
function uses(longPollSeconds: number): Readonly<Record<ServingRole, Use>> {
  const writer: Use = { reserve: false };
  return {
    typing: writer,
    "to-device": writer,
    "account-data": writer,
    "push-rules": writer,
    receipts: writer,
    "device-lists": writer,
    "thread-subscriptions": writer,
    "media-repository": { reserve: false },
    "user-directory": { reserve: true },
    // A session stays with the process whose caches know it; over the limit it is better turned away than kept waiting.
    sync: { balance: BY_TOKEN, most: 2000, queueSeconds: 5, answerSeconds: longPollSeconds, reserve: true },
    "initial-sync": { balance: BY_TOKEN, most: 50, answerSeconds: 180, reserve: true },
    // Reading a room backwards must stay with one process (Synapse docs/workers.md); all else has no key and takes turns.
    "client-reader": { balance: "hash var(txn.pages)", reserve: true },
    "event-creator": { balance: "hash var(txn.room)", reserve: true },
    // The same question to the same process, which answers it once; another room or event to another.
    "federation-reader": { balance: "uri whole", reserve: true },
    // One server's transactions to one process.
    "federation-inbound": { balance: "hash var(txn.origin)", reserve: true },
  };
}

/** Requests that the main process has at a time (ess-helm). */
const MOST_OF_MAIN = 250;
/** Of them for a pool that is down, so that what only the main process does goes on. Assumption. */
const MOST_IN_RESERVE = 100;

/** A pool by this name takes what another cannot: the same process, another queue. */
const RESERVE = "main-in-reserve";

const HEALTH = ["option httpchk", "http-check send meth GET uri /health"];

function backend(name: string, lines: readonly string[]): string[] {
  return ["", `backend ${name}`, ...lines.map((line) => `  ${line}`)];
}

function servers(addresses: Addresses, service: string, pods: readonly string[]): string[] {
  return pods.map((pod) => `server ${pod} ${addresses.process(service, pod)}`);
}

function mainBackend(addresses: Addresses, name: string, most: number): string[] {
  return backend(name, [
    ...HEALTH,
    `default-server maxconn ${most}`,
    ...servers(addresses, HOMESERVER, [`${HOMESERVER}-0`]),
  ]);
}

const SERVING: ReadonlySet<string> = new Set(ENDPOINTS.map(({ role }) => role));

function isServing(role: string): role is ServingRole {
  return SERVING.has(role);
}

interface ServingPool extends Use {
  readonly role: ServingRole;
  readonly pods: readonly string[];
}

/** The pools of a shard that requests go to. */
function servingPools(topology: Topology, longPollSeconds: number): ServingPool[] {
  return pools(topology).flatMap((pool) =>
    isServing(pool.role) ? [{ role: pool.role, pods: instances(pool), ...uses(longPollSeconds)[pool.role] }] : [],
  );
}

function poolBackend(addresses: Addresses, pool: ServingPool): string[] {
  const { role, pods, balance = "leastconn", most, queueSeconds, answerSeconds } = pool;
  return backend(role, [
    `balance ${balance}`,
    ...HEALTH,
    ...(most === undefined ? [] : [`default-server maxconn ${most}`]),
    ...(queueSeconds === undefined ? [] : [`timeout queue ${queueSeconds}s`]),
    ...(answerSeconds === undefined ? [] : [`timeout server ${answerSeconds}s`]),
    ...servers(addresses, role, pods),
  ]);
}

/** Rules that send a request elsewhere while nobody of its pool is up: a first sync to the others, then to main. */
export function reserveRules(topology: Topology, longPollSeconds: number): string[] {
  const reserved = servingPools(topology, longPollSeconds).filter(({ reserve }) => reserve);
  if (reserved.length === 0) return [];
  const target = "var(txn.target)";
  return [
    `http-request set-var(txn.target) str(sync) if { ${target} -m str initial-sync } { nbsrv(initial-sync) lt 1 }`,
    `acl has_reserve ${target} -m str ${reserved.map(({ role }) => role).join(" ")}`,
    `http-request set-var(txn.target) str(${RESERVE}) if has_reserve { ${target},nbsrv lt 1 }`,
  ];
}

/** Backends of HAProxy for a shard's processes, by the names of the route table. */
export function processBackends(topology: Topology, addresses: Addresses, longPollSeconds: number): string[] {
  const serving = servingPools(topology, longPollSeconds);
  return [
    ...mainBackend(addresses, "main", MOST_OF_MAIN),
    ...(serving.length > 0 ? mainBackend(addresses, RESERVE, MOST_IN_RESERVE) : []),
    ...serving.flatMap((pool) => poolBackend(addresses, pool)),
  ];
}

/** The backend of the authentication service; its own Service spreads requests over its pods. */
export function authenticationBackend(addresses: Addresses): string[] {
  return backend("authentication", [`server authentication ${addresses.authentication}`]);
}

/** What clients ask by a shard's host beside the shard: where their addresses lead, and whether a file is harmless. */
export function sharedBackends({ identityServer, contentScanner }: Addresses): string[] {
  return [
    ...backend("identity-server", [`server identity-server ${identityServer}`]),
    ...backend("content-scanner", [`server content-scanner ${contentScanner}`]),
  ];
}
