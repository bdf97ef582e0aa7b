import type { Compute } from "../../fleet/capacity/topology";

/** An HAProxy as all of ours are: its size, its folder of files, and how long an answer may take. */
export interface Process {
  readonly compute: Compute;
  readonly folder: string;
  readonly metricsPort: number;
  /** Seconds for an answer. */
  readonly answerSeconds: number;
}

/** Connections for each MiB: one takes 33 kB with both its buffers full (HAProxy manual, maxconn); a quarter stays free. */
const CONNECTIONS_PER_MIB = 24;
/** Seconds that open requests have when the process stops: longer than a client's long poll of 30 s. */
const STOP_SECONDS = 45;
/** Seconds until every node knows that a pod no longer takes requests. Assumption. */
const DRAIN_SECONDS = 5;
/** Seconds above the others, so that HAProxy ends by itself. Assumption. */
const MARGIN_SECONDS = 10;

/** How long a pod waits before it stops, and how long it may take in all, in seconds. */
export const ENDING = { drain: DRAIN_SECONDS, stop: DRAIN_SECONDS + STOP_SECONDS + MARGIN_SECONDS } as const;

/** In place of HAProxy's own 503: see `unavailable` of answers.ts. */
export const UNAVAILABLE_FILE = "unavailable.http";

/** Sections that come before the frontends: the process, what all proxies share, names, and its figures. */
export function processSections({ compute, folder, metricsPort, answerSeconds }: Process): string[] {
  return [
    "global",
    "  log stdout format raw local0 info",
    `  maxconn ${compute.memoryMiB * CONNECTIONS_PER_MIB}`,
    // HAProxy would start a thread for each core of the node, whatever the pod may use of them.
    `  nbthread ${Math.max(1, Math.ceil(compute.milliCpu / 1000))}`,
    `  hard-stop-after ${STOP_SECONDS}s`,
    "",
    "defaults",
    "  mode http",
    "  log global",
    "  option dontlognull",
    "  timeout connect 3s",
    "  timeout check 5s",
    "  timeout http-request 10s",
    "  timeout http-keep-alive 60s",
    "  timeout queue 20s",
    `  timeout client ${answerSeconds}s`,
    `  timeout server ${answerSeconds}s`,
    // Another process takes what one did not answer; only reads are asked twice (see the frontends).
    "  retries 2",
    "  option redispatch 1",
    "  retry-on conn-failure empty-response",
    `  errorfile 503 ${folder}/${UNAVAILABLE_FILE}`,
    // Three that see the same processes choose alike, and one process less moves only its own share.
    "  hash-type consistent sdbm avalanche",
    // Names of processes that autoscaling has not started yet have no address: not a mistake.
    "  default-server check inter 2s fall 3 rise 2 maxconn 500 init-addr none resolvers cluster resolve-prefer ipv4",
    "",
    "resolvers cluster",
    "  parse-resolv-conf",
    "  accepted_payload_size 8192",
    "  hold valid 5s",
    "",
    "frontend metrics",
    `  bind *:${metricsPort}`,
    "  no log",
    "  monitor-uri /ready",
    "  http-request use-service prometheus-exporter if { path /metrics }",
    "  http-request return status 404",
    "",
  ];
}
