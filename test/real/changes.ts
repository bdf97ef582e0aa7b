import type { Topology } from "../../fleet/capacity/topology";
import { deepFreeze, type Fleet } from "../../fleet/fleet";
import { workersTopology } from "../stacks/topologies";

/*
 * Everything in which a test departs from the rendered files, in one place, each with its reason. What the pods' own
 * descriptions leave to a cluster (requests and limits, system call filter, zones, priorities) is not carried out.
 */

/**
 * PostgreSQL's parameters that are set otherwise: they size it for a node of its own, and every database of the test
 * shares one small machine and its disk. Nobody cuts the power of the test, so that nothing need reach the disk.
 */
export const POSTGRES_PARAMETERS: Readonly<Record<string, string>> = {
  shared_buffers: "64MB",
  effective_cache_size: "256MB",
  maintenance_work_mem: "32MB",
  work_mem: "4MB",
  fsync: "off",
  // Archiving is the operator's.
  archive_timeout: "0",
};

/**
 * Probes ask what they are rendered to ask, every half second and for at most so many seconds: how long a cluster waits
 * between two questions proves nothing here, and only costs time.
 */
export const PROBES = { everySeconds: 0.5, untilReadySeconds: 240 } as const;

/** The trust store of every image holds the test's authority in place of the public ones. */
export const TRUST_STORE = "/etc/ssl/certs/ca-certificates.crt";

/** botocore trusts a list of its own, where barman-cloud uses it: it is told to trust the images' trust store instead. */
export const BARMAN_TRUST: Readonly<Record<string, string>> = { AWS_CA_BUNDLE: TRUST_STORE };

function withTopologies(fleet: Fleet, change: (topology: Topology) => Topology): Fleet {
  const perimeters = fleet.perimeters.map((perimeter) => ({
    ...perimeter,
    shards: perimeter.shards.map((shard) => ({
      ...shard,
      capacity: { ...shard.capacity, topology: change(shard.capacity.topology) },
    })),
  }));
  return deepFreeze({ ...fleet, perimeters });
}

/**
 * Arguments more, by image. HAProxy refuses to start where it may not open a file for each connection that it is
 * configured for, and a machine may allow fewer than a node does: its own option overrides that number.
 */
export const MORE_ARGUMENTS: Readonly<Record<string, readonly string[]>> = { haproxy: ["-n", "2000"] };

/** Every shard as one process: for tests of the fleet, whose 17 shards at once have room for no more. */
export function asMonoliths(fleet: Fleet): Fleet {
  return withTopologies(fleet, () => ({ kind: "monolith" }));
}

/** One of each role that keeps nothing, two of those that share their role's work, two to four where agents wait. */
const FEW = {
  "initial-sync": 1,
  "client-reader": 1,
  "event-creator": 1,
  "federation-reader": 1,
  "federation-inbound": 1,
};

function withWorkers(fleet: Fleet, workers: Topology): Fleet {
  return withTopologies(fleet, (topology) => (topology.kind === "monolith" ? topology : workers));
}

/** Every shard of several processes with few of each role: each takes four seconds of a core to start. */
export function withFewProcesses(fleet: Fleet): Fleet {
  return withWorkers(fleet, workersTopology(FEW));
}

/** The same with two that take other servers' transactions, where it matters which of them takes one. */
export function withTwoReceivers(fleet: Fleet): Fleet {
  return withWorkers(fleet, workersTopology({ ...FEW, "federation-inbound": 2 }));
}

/** One node of the media store a zone, with one volume: a fleet's own are alike, and each would keep a core busy. */
export function withSmallMediaStore(fleet: Fleet): Fleet {
  return deepFreeze({ ...fleet, mediaStore: { ...fleet.mediaStore, nodesPerZone: 1, volumesPerNode: 1 } });
}

/** One perimeter suspended, as its file says it: the border's lists follow from the declaration without its shards. */
export function withSuspended(name: string): (fleet: Fleet) => Fleet {
  return (fleet) => {
    const suspended = fleet.perimeters.find((perimeter) => perimeter.name === name);
    const gone = (suspended?.shards ?? []).map(({ serverName }) => serverName);
    const perimeters = fleet.perimeters.map((each) =>
      each.name === name ? { ...each, state: "suspended" as const } : each,
    );
    const peers = fleet.federation.peers.filter(({ serverName }) => !gone.includes(serverName));
    const ids = gone.flatMap((server) => [`well-known-${server}`, `federation-${server}`]);
    const destinations = fleet.destinations.filter(({ id }) => !ids.includes(id));
    return deepFreeze({ ...fleet, perimeters, destinations, federation: { ...fleet.federation, peers } });
  };
}

/** Buckets of the media store that a mebibyte fills. */
export function withSmallQuotas(fleet: Fleet): Fleet {
  const perimeters = fleet.perimeters.map((perimeter) => ({
    ...perimeter,
    shards: perimeter.shards.map((shard) => ({ ...shard, capacity: { ...shard.capacity, mediaQuotaGiB: 1 / 1024 } })),
  }));
  return deepFreeze({ ...fleet, perimeters });
}

/** Files that one run of the copy at the second site may delete: a thousand and more are deleted no otherwise than six. */
export const MOST_DELETIONS = 5;

/** Pods of a replicated Deployment in tests of the fleet: the copies are alike, and one answers as well as three. */
export const COPIES_IN_FLEET = 1;

/**
 * The log collector's figures every second instead of every minute, for its liveness probe looks at them, and a queue of
 * 2 MiB in files of 256 KiB, which a test fills in seconds. Throws where the configuration does not say what is replaced.
 */
export function withSmallQueue(config: string): string {
  const changes = [
    ['interval="60"', 'interval="1"'],
    ['queue.maxDiskSpace="2048m" queue.maxFileSize="16m"', 'queue.maxDiskSpace="2m" queue.maxFileSize="256k"'],
  ] as const;
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the collector's configuration does not hold ${from}`);
    return text.replace(from, to);
  }, config);
}
