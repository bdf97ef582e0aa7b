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
const FEW: Topology = workersTopology({
  "initial-sync": 1,
  "client-reader": 1,
  "event-creator": 1,
  "federation-reader": 1,
  "federation-inbound": 1,
});

/** Every shard of several processes with few of each role: each takes four seconds of a core to start. */
export function withFewProcesses(fleet: Fleet): Fleet {
  return withTopologies(fleet, (topology) => (topology.kind === "monolith" ? topology : FEW));
}

/** One node of the media store a zone, with one volume: a fleet's own are alike, and each would keep a core busy. */
export function withSmallMediaStore(fleet: Fleet): Fleet {
  return deepFreeze({ ...fleet, mediaStore: { ...fleet.mediaStore, nodesPerZone: 1, volumesPerNode: 1 } });
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
