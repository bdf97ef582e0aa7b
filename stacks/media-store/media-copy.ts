import type { Compute } from "../../fleet/capacity/topology";
import { type Fleet, liveShards } from "../../fleet/fleet";
import { MEDIA_STORE_SECRETS } from "../../fleet/secrets";
import { BORDER_PROXY, borderPeer } from "../border/border";
import { mounted } from "../files";
import { selectorLabels, systemLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { MEDIA_COPY, MEDIA_STORE, MEDIA_STORE_ENDPOINT, MEDIA_STORE_REGION, PATHS, PORTS } from "./places";
import type { CopyValues } from "./values";

/** An object store by rclone's own names (rclone.org/s3); no secret: credentials are in a mounted file. */
interface S3Remote {
  type: "s3";
  provider: "Other";
  env_auth: true;
  shared_credentials_file: string;
  endpoint: string;
  region: string;
  force_path_style: true;
  /** Buckets are made by who runs the store; a missing one is an error and not made without its lock. */
  no_check_bucket: true;
}

/** Several buckets as folders of one place (rclone.org/combine), so that one run copies them all. */
interface CombinedRemote {
  type: "combine";
  upstreams: string;
}

/** One core and 1 GiB: parts of eight files at a time, 20 MiB each, and one folder's listing. Assumption. */
const COMPUTE: Compute = { milliCpu: 1000, memoryMiB: 1024 };

/** Twenty hours, in seconds: over before the next night. */
const DEADLINE = 20 * 3600;

/** A week, in seconds: long enough to look at a failed run. Assumption. */
const KEPT = 7 * 24 * 3600;

/**
 * Files that one run may delete at the second site. Synapse itself deletes none from the store, so that those are an
 * operator's single ones; more is a mistake or worse: the run fails, with no more than these gone. Assumption.
 */
const MOST_DELETIONS = 1000;

function s3(endpoint: string, region: string, credentials: string): S3Remote {
  return {
    type: "s3",
    provider: "Other",
    env_auth: true,
    shared_credentials_file: `${credentials}/credentials`,
    endpoint,
    region,
    force_path_style: true,
    no_check_bucket: true,
  };
}

/** rclone's configuration: the store and the second site, each with its buckets as folders by shard. */
export function rcloneConfig(fleet: Fleet): Record<string, S3Remote | CombinedRemote> {
  const { endpoint, region, bucketPrefix } = fleet.mediaCopy;
  const shards = liveShards(fleet);
  return {
    "media-store": s3(MEDIA_STORE_ENDPOINT, MEDIA_STORE_REGION, PATHS.copySource),
    "second-site": s3(endpoint, region, PATHS.copyTarget),
    source: {
      type: "combine",
      upstreams: shards.map(({ name, stateful }) => `${name}=media-store:${stateful.mediaBucket}`).join(" "),
    },
    target: {
      type: "combine",
      upstreams: shards.map(({ name }) => `${name}=second-site:${bucketPrefix}-${name}`).join(" "),
    },
  };
}

function iniFile(sections: ReturnType<typeof rcloneConfig>): string {
  const section = ([name, settings]: [string, S3Remote | CombinedRemote]) =>
    [`[${name}]`, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`), ""].join("\n");
  return Object.entries(sections).map(section).join("\n");
}

const ARGS = [
  // Not `copy`: what must be forgotten here must be forgotten there. Hence no backup: it follows a deletion the next
  // night, which is what the limit below is for, and it has neither versions nor a lock.
  "sync",
  "source:",
  "target:",
  "--config",
  `${PATHS.copyConfig}/rclone.conf`,
  // A file never changes under its name; its time would have to be asked for, file by file.
  "--size-only",
  "--max-delete",
  String(MOST_DELETIONS),
  "--checkers",
  "16",
  "--transfers",
  "8",
  "--use-json-log",
  "--log-level",
  "NOTICE",
];

/** One pod, and another while the one that it replaces still ends. */
export const COPY_NEEDS: Needs = { ...COMPUTE, pods: 1, surge: 1, volumesGiB: [] };

/** What copies every bucket to the second site each night; it is not the copy that nobody can change. */
export function copyValues(fleet: Fleet): CopyValues {
  return {
    labels: systemLabels(fleet, MEDIA_COPY, "backend"),
    selector: selectorLabels(MEDIA_COPY),
    image: fleet.images.rclone.reference,
    serviceAccount: MEDIA_COPY,
    resources: guaranteed(COMPUTE),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    files: { "rclone.conf": iniFile(rcloneConfig(fleet)) },
    configPath: PATHS.copyConfig,
    args: [...ARGS],
    secretMounts: [
      mounted(MEDIA_STORE_SECRETS.copySource, PATHS.copySource),
      mounted(MEDIA_STORE_SECRETS.copyTarget, PATHS.copyTarget),
    ],
    // In the evening, when agents have gone and before the databases' own backups.
    schedule: "0 20 * * *",
    deadlineSeconds: DEADLINE,
    keptSeconds: KEPT,
    proxy: { url: BORDER_PROXY.url, except: BORDER_PROXY.except },
    networkPolicy: {
      ingress: [],
      egress: [
        { peers: [{ podSelector: { matchLabels: selectorLabels(MEDIA_STORE) } }], ports: [PORTS.s3] },
        { peers: [borderPeer()], ports: [BORDER_PROXY.port] },
      ],
    },
  };
}
