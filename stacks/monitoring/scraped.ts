import {
  BORDER_NAMESPACE,
  DRIFT_NAMESPACE,
  IDENTITY_SERVER_NAMESPACE,
  MEDIA_STORE_NAMESPACE,
  MONITORING_NAMESPACE,
  PUSH_GATEWAY_NAMESPACE,
  RESTORE_DRILLS_NAMESPACE,
  TURN_NAMESPACE,
} from "../../fleet/fleet";

/** A port that Prometheus reads, by its name in the pods. */
interface ScrapedPort {
  readonly port: string;
  readonly path: string;
}

/** A system whose pods show figures. */
interface Scraped {
  readonly system: string;
  readonly ports: readonly ScrapedPort[];
  /** In each shard's namespace, in those where MAS signs agents in, or in one of its own. */
  readonly in: "each shard" | "shards with MAS" | { readonly namespace: string };
}

const METRICS: ScrapedPort = { port: "metrics", path: "/metrics" };

/**
 * Systems that are scraped alike, by the label app.kubernetes.io/name of their pods. Redis, squid, Sydent itself, ClamAV and
 * rsyslog show nothing that Prometheus reads; PostgreSQL and the media store have selectors and rights of their own.
 */
export const ALIKE: readonly Scraped[] = [
  {
    system: "homeserver",
    // The upkeep of files runs beside the process that owns them.
    ports: [
      { port: "metrics", path: "/_synapse/metrics" },
      { port: "upkeep", path: "/metrics" },
    ],
    in: "each shard",
  },
  { system: "router", ports: [METRICS], in: "each shard" },
  { system: "authentication", ports: [METRICS], in: "shards with MAS" },
  { system: "content-scanner", ports: [METRICS], in: "each shard" },
  { system: "border-inbound", ports: [METRICS], in: { namespace: BORDER_NAMESPACE } },
  { system: "push-gateway", ports: [METRICS], in: { namespace: PUSH_GATEWAY_NAMESPACE } },
  { system: "turn", ports: [METRICS], in: { namespace: TURN_NAMESPACE } },
  { system: "identity-server", ports: [METRICS], in: { namespace: IDENTITY_SERVER_NAMESPACE } },
  { system: "restore-drills", ports: [METRICS], in: { namespace: RESTORE_DRILLS_NAMESPACE } },
  { system: "drift-metrics", ports: [METRICS], in: { namespace: DRIFT_NAMESPACE } },
  { system: "synthetic-checks", ports: [METRICS], in: { namespace: MONITORING_NAMESPACE } },
];

/** Every system that is scraped. */
export const SCRAPED: readonly Scraped[] = [
  ...ALIKE,
  { system: "postgres", ports: [METRICS], in: "each shard" },
  { system: "media-store", ports: [{ port: "admin", path: "/metrics" }], in: { namespace: MEDIA_STORE_NAMESPACE } },
];
