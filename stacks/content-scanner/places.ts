import { selectorLabels } from "../labels";

/** Name of the system: of its Deployment, Service, ConfigMap and account. */
export const CONTENT_SCANNER = "content-scanner";

/** `scan`: what the router sends clients to. `metrics`: how scans ended, and how old the signatures are. */
export const PORTS = { scan: 8080, metrics: 9104 } as const;

/** What a client asks of it; nothing else of a shard's host leads to it. */
export const SCANNER_PATH = "/_matrix/media_proxy/unstable/";

/**
 * Seconds in which the antivirus must have judged a file, its transfer and its wait for others included. Assumption: a
 * scan may take a minute (stacks/antivirus/config.ts), and a clamd that loads signatures makes others wait a quarter.
 */
export const SCAN_SECONDS = 75;

/** Seconds until a request is answered: a scan, and the download of the largest file before it. Assumption. */
export const ANSWER_SECONDS = SCAN_SECONDS + 30;

/** Where the chart mounts things; the configuration names the same paths. */
export const PATHS = {
  config: "/etc/content-scanner",
  secret: "/run/secrets/content-scanner",
  files: "/run/content-scanner",
} as const;

/** Its pods, as a neighbour in the same shard sees them. */
export function contentScannerPeer() {
  return { podSelector: { matchLabels: selectorLabels(CONTENT_SCANNER) } };
}
